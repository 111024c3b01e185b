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
    /** What is missing in an offer of an earlier version counts as zero. */
    static final List<String> NAMES = List.of(SHIPPED, "cosine", "ahead", "coverage", "title", "focus", "strength",
            "lead", "crowd", "inTitle", "missing", "unknown", "peculiarity", "evidence", "letters", "length", "size",
            "standing", "distance", "isolation", "code",
            "quoted");
    private static final SemanticFeatures FAR = new SemanticFeatures(0, 0, 0, 0, 0);

    static ConfidenceFeatures byWords(ExactFeatures exact, LexicalFeatures lexical) {
        return new ConfidenceFeatures(WORDS, Confidence.of(exact, lexical), exact, null, lexical);
    }

    /** By name, in the order of {@link #NAMES}. */
    Map<String, Double> values() {
        LexicalFeatures words = lexical == null ? LexicalFeatures.NOTHING : lexical;
        SemanticFeatures near = meaning == null ? FAR : meaning;
        double[] values = {Confidence.odds(shipped), near.cosine(), near.cosine() - near.runnerUp(), words.coverage(),
                words.title(), words.focus(), words.strength(), words.lead(), words.crowd(), words.inTitle(),
                words.missing(), words.unknown(), words.peculiarity(), words.evidence(), words.letters(),
                words.length(), words.size(), near.standing(), near.distance(), near.isolation(),
                exact.code(), exact.quoted()};
        var named = new LinkedHashMap<String, Double>();
        for (int i = 0; i < values.length; i++) {
            named.put(NAMES.get(i), values[i]);
        }
        return named;
    }
}
