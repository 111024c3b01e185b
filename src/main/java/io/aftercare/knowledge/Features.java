package io.aftercare.knowledge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the confidence in an article is made from; kept with every offer, so that it can be refitted from what became of it.
 *
 * @param model    the sentence model by which it was searched, or {@link #WORDS}
 * @param shipped  the confidence as the application comes with it, 0 to 1
 * @param cosine   how near the article is to the question; 0 when it was searched by words alone
 * @param rival    how near the nearest other article is; 0 when it was searched by words alone
 * @param evidence what speaks for it by words; null for nothing
 */
record Features(String model, double shipped, double cosine, double rival, Evidence evidence) {

    /** Searched by words alone. */
    static final String WORDS = "words";
    /** The first is where a refit begins: the others correct it. */
    static final List<String> NAMES = List.of("shipped", "cosine", "ahead", "coverage", "title", "focus", "strength", "lead");
    private static final Evidence NOTHING = new Evidence(0, 0, 0, 0, -1);

    static Features byWords(Evidence evidence) {
        return new Features(WORDS, Confidence.of(evidence), 0, 0, evidence);
    }

    /** By name, in the order of {@link #NAMES}. */
    Map<String, Double> values() {
        Evidence words = evidence == null ? NOTHING : evidence;
        double[] values = {Confidence.odds(shipped), cosine, cosine - rival, words.coverage(), words.title(), words.focus(),
                words.strength(), words.lead()};
        var named = new LinkedHashMap<String, Double>();
        for (int i = 0; i < values.length; i++) {
            named.put(NAMES.get(i), values[i]);
        }
        return named;
    }
}
