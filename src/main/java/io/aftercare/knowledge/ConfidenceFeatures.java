package io.aftercare.knowledge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the confidence in an article is made from; kept with every offer, so that it can be refitted from what became of
 * it.
 *
 * @param model    the sentence model by which it was searched, or {@link #WORDS}
 * @param shipped  the confidence as the application comes with it, 0 to 1
 * @param cosine   how near the article is to the question; 0 when it was searched by words alone
 * @param runnerUp how near the nearest other article is; 0 when it was searched by words alone
 * @param lexical  what speaks for it by words; null for nothing
 */
record ConfidenceFeatures(String model, double shipped, double cosine, double runnerUp, LexicalFeatures lexical) {

    /** Searched by words alone. */
    static final String WORDS = "words";
    /** The first is where a refit begins: the others correct it. */
    static final List<String> NAMES =
            List.of("shipped", "cosine", "ahead", "coverage", "title", "focus", "strength", "lead");
    private static final LexicalFeatures NOTHING = new LexicalFeatures(0, 0, 0, 0, -1);

    static ConfidenceFeatures byWords(LexicalFeatures lexical) {
        return new ConfidenceFeatures(WORDS, Confidence.of(lexical), 0, 0, lexical);
    }

    /** By name, in the order of {@link #NAMES}. */
    Map<String, Double> values() {
        LexicalFeatures words = lexical == null ? NOTHING : lexical;
        double[] values =
                {Confidence.odds(shipped), cosine, cosine - runnerUp, words.coverage(), words.title(), words.focus(),
                        words.strength(), words.lead()};
        var named = new LinkedHashMap<String, Double>();
        for (int i = 0; i < values.length; i++) {
            named.put(NAMES.get(i), values[i]);
        }
        return named;
    }
}
