package io.aftercare.triage;

import io.aftercare.conversation.Kind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a text is about, by what is known of other texts.
 *
 * @param confidence    the probability that the kind is right; a third when nothing speaks for any
 * @param influential   the words (their stems) that speak most for it, strongest first, at most ten
 * @param probabilities the probability of every kind
 * @param similar       the known examples that are nearest, nearest first, at most three; empty until they are read,
 *                      shortly after a start
 */
record KindPrediction(Kind kind, double confidence, List<String> influential, Map<Kind, Double> probabilities,
        List<Similar> similar) {

    /**
     * The prediction once something else is known that stands so many times as often in texts of a kind as in others.
     */
    KindPrediction given(Kind likelier, double odds) {
        double sum = 1 + probabilities.get(likelier) * (odds - 1);
        Map<Kind, Double> moved = new EnumMap<>(Kind.class);
        probabilities.forEach((one, share) -> moved.put(one, share * (one == likelier ? odds : 1) / sum));
        Kind best = Collections.max(moved.entrySet(), Map.Entry.comparingByValue()).getKey();
        return new KindPrediction(best, moved.get(best), best == kind ? influential : List.of(), moved, similar);
    }

    /**
     * An example that was known before.
     *
     * @param named    a shipped example or the title of an article in quotation marks, or of a request its number only
     * @param nearness 0 to 1
     */
    record Similar(String named, Kind kind, double nearness) {
    }
}
