package io.aftercare.triage;

import io.aftercare.conversation.Kind;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells the kinds of assistance apart by the words of a text: naive Bayes over which words occur, all kinds equally
 * likely beforehand. Words depend on each other, so that the bare odds claim too much; they are softened by the factor
 * under which the examples, each judged by the others, come true as often as claimed.
 */
final class KindModel {

    private static final Kind[] KINDS = Kind.values();
    private static final double SMOOTHING = 0.3;
    private static final double FEW_WORDS = 2;
    private static final double HARDEST = 1;
    private static final double SOFTEST = 30;

    private final Map<String, double[]> texts = new HashMap<>();
    private final double[] totals = new double[KINDS.length];
    private final double usualLength;
    private final double softness;

    /** Words known to belong to a kind. */
    record Example(Set<String> words, Kind kind) {
    }

    /**
     * What a text is about.
     *
     * @param confidence the probability that the kind is right; a third when nothing speaks for any
     * @param telling    the words that speak most for it, strongest first, at most five
     * @param shares     the probability of every kind
     */
    record Guess(Kind kind, double confidence, List<String> telling, Map<Kind, Double> shares) {

        /** The guess once something else is known that stands so many times as often in texts of a kind as in others. */
        Guess given(Kind likelier, double odds) {
            double sum = 1 + shares.get(likelier) * (odds - 1);
            Map<Kind, Double> moved = new EnumMap<>(Kind.class);
            shares.forEach((one, share) -> moved.put(one, share * (one == likelier ? odds : 1) / sum));
            Kind best = Collections.max(moved.entrySet(), Map.Entry.comparingByValue()).getKey();
            return new Guess(best, moved.get(best), best == kind ? telling : List.of(), moved);
        }
    }

    /** The logarithms of how likely the words are in each kind, and how many words are known. */
    private record Evidence(double[] scores, int words) {
    }

    KindModel(List<Example> examples) {
        examples.forEach(example -> count(example, 1));
        usualLength = Math.max(1, Arrays.stream(totals).sum() / Math.max(1, examples.size()));
        List<Evidence> judged = examples.stream().map(this::judgedByTheOthers).toList();
        double best = HARDEST;
        double bestLoss = Double.MAX_VALUE;
        for (double candidate = HARDEST; candidate <= SOFTEST; candidate *= 1.1) {
            double loss = 0;
            for (int index = 0; index < judged.size(); index++) {
                loss -= Math.log(probabilities(judged.get(index), candidate)[examples.get(index).kind().ordinal()]);
            }
            if (loss < bestLoss) {
                bestLoss = loss;
                best = candidate;
            }
        }
        this.softness = best;
    }

    Guess guess(Set<String> words) {
        double[] probabilities = probabilities(evidence(words), softness);
        int best = 0;
        for (int kind = 1; kind < KINDS.length; kind++) {
            best = probabilities[kind] > probabilities[best] ? kind : best;
        }
        int chosen = best;
        List<String> telling = words.stream().filter(word -> texts.containsKey(word) && weight(word, chosen) > 0.3)
                .sorted(Comparator.comparing((String word) -> -weight(word, chosen))).limit(5).toList();
        Map<Kind, Double> shares = new EnumMap<>(Kind.class);
        for (Kind kind : KINDS) {
            shares.put(kind, probabilities[kind.ordinal()]);
        }
        return new Guess(KINDS[best], probabilities[best], telling, shares);
    }

    private void count(Example example, int sign) {
        totals[example.kind().ordinal()] += sign * example.words().size();
        for (String word : example.words()) {
            texts.computeIfAbsent(word, unseen -> new double[KINDS.length])[example.kind().ordinal()] += sign;
        }
    }

    private Evidence judgedByTheOthers(Example example) {
        count(example, -1);
        Evidence evidence = evidence(example.words());
        count(example, 1);
        return evidence;
    }

    private Evidence evidence(Set<String> words) {
        double[] scores = new double[KINDS.length];
        int known = 0;
        for (String word : words) {
            // A word no example has says nothing.
            if (texts.containsKey(word) && Arrays.stream(texts.get(word)).sum() > 0) {
                known++;
                for (int kind = 0; kind < KINDS.length; kind++) {
                    scores[kind] += likelihood(word, kind);
                }
            }
        }
        // A longer text repeats itself: its words weigh less each, or every long mail would seem certain.
        double length = Math.max(1, Math.sqrt(known / usualLength));
        return new Evidence(Arrays.stream(scores).map(score -> score / length).toArray(), known);
    }

    private double likelihood(String word, int kind) {
        return Math.log((texts.get(word)[kind] + SMOOTHING) / (totals[kind] + SMOOTHING * texts.size()));
    }

    private double weight(String word, int kind) {
        double others = 0;
        for (int other = 0; other < KINDS.length; other++) {
            others += other == kind ? 0 : likelihood(word, other) / (KINDS.length - 1);
        }
        return likelihood(word, kind) - others;
    }

    private static double[] probabilities(Evidence evidence, double softness) {
        double highest = Arrays.stream(evidence.scores()).max().orElse(0);
        double[] odds = Arrays.stream(evidence.scores()).map(score -> Math.exp((score - highest) / softness)).toArray();
        double sum = Arrays.stream(odds).sum();
        // Two or three words may fit one kind perfectly and yet mean nothing: little text moves us little.
        double weight = evidence.words() / (evidence.words() + FEW_WORDS);
        return Arrays.stream(odds).map(odd -> weight * odd / sum + (1 - weight) / KINDS.length).toArray();
    }
}
