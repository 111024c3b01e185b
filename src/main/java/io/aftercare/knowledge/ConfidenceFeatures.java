package io.aftercare.knowledge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the confidence in an article is made from; kept with every offer, so that it can be refitted from what became of
 * it.
 *
 * @param model   the sentence model by which it was searched, or {@link #WORDS}
 * @param shipped the confidence as the application comes with it, 0 to 1
 * @param exact   whether it has letter by letter what is asked for
 * @param meaning how near it is in meaning; null when it was searched by words alone
 * @param lexical what speaks for it by words; null for nothing
 */
record ConfidenceFeatures(String model, double shipped, ExactFeatures exact, SemanticFeatures meaning,
        LexicalFeatures lexical) {

    /** Searched by words alone. */
    static final String WORDS = "words";
    /** Where a refit begins: the others correct it. */
    static final String SHIPPED = "shipped";
    private static final SemanticFeatures FAR = new SemanticFeatures(0, 0, 0, 0, 0);
    /** What is missing in an offer of an earlier version counts as zero. */
    static final List<String> NAMES = List.copyOf(
            new ConfidenceFeatures(WORDS, 0, ExactFeatures.NONE, FAR, LexicalFeatures.NOTHING).values().keySet());

    static ConfidenceFeatures byWords(ExactFeatures exact, LexicalFeatures lexical) {
        return new ConfidenceFeatures(WORDS, Confidence.of(exact, lexical), exact, null, lexical);
    }

    /** @param meaning null when the article has no vector yet */
    static ConfidenceFeatures byMeaning(String model, ExactFeatures exact, SemanticFeatures meaning,
            LexicalFeatures lexical) {
        double shipped =
                meaning == null ? Confidence.of(exact, lexical) : Confidence.of(exact, meaning, lexical);
        return new ConfidenceFeatures(model, shipped, exact, meaning, lexical);
    }

    /** By name, in the order of {@link #NAMES}. */
    Map<String, Double> values() {
        var named = new LinkedHashMap<String, Double>();
        named.put(SHIPPED, Confidence.odds(shipped));
        named.putAll((meaning == null ? FAR : meaning).values());
        named.putAll((lexical == null ? LexicalFeatures.NOTHING : lexical).values());
        named.put("code", exact.code());
        named.put("quoted", exact.quoted());
        return named;
    }
}
