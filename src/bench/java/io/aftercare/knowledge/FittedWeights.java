package io.aftercare.knowledge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A logistic regression in which each feature may speak only for or only against an article, whichever it is known to:
 * what comes out the other way round is an accident of the questions and left out. Such a model can be explained, and
 * travels better to other knowledge bases.
 */
final class FittedWeights {

    /** What speaks against an article: all else speaks for it. */
    private static final Set<String> AGAINST = Set.of("missing", "unknown", "length", "size");
    private static final double PENALTY = 1;
    private static final int MOST_ROUNDS = 30;

    /** @param weight of this example beside others */
    record Example(Map<String, Double> features, boolean right, double weight) {
    }

    private final List<String> names;
    private final double[] weights;
    private final double base;

    private FittedWeights(List<String> names, double[] weights, double base) {
        this.names = names;
        this.weights = weights;
        this.base = base;
    }

    static FittedWeights of(List<String> names, List<Example> examples) {
        List<String> kept = new ArrayList<>(names);
        while (true) {
            FittedWeights fitted = fit(kept, examples);
            int worst = -1;
            for (int j = 0; j < kept.size(); j++) {
                boolean wrong = fitted.weights[j] > 0 == AGAINST.contains(kept.get(j));
                if (wrong && (worst < 0
                        || Math.abs(fitted.scaled(j, examples)) > Math.abs(fitted.scaled(worst, examples)))) {
                    worst = j;
                }
            }
            if (worst < 0) {
                return fitted;
            }
            kept.remove(worst);
        }
    }

    double logOdds(Map<String, Double> features) {
        double sum = base;
        for (int j = 0; j < weights.length; j++) {
            sum += weights[j] * features.get(names.get(j));
        }
        return sum;
    }

    /** As they stand in {@code confidence.properties}. */
    List<String> lines(String search) {
        var lines = new ArrayList<String>();
        lines.add("%s.base=%.3f".formatted(search, base));
        for (int j = 0; j < weights.length; j++) {
            lines.add("%s.%s=%.3f".formatted(search, names.get(j), weights[j]));
        }
        return lines;
    }

    private double scaled(int feature, List<Example> examples) {
        double[] all = examples.stream().mapToDouble(each -> each.features().get(names.get(feature))).toArray();
        double mean = Arrays.stream(all).average().orElse(0);
        return weights[feature] * Math.sqrt(Arrays.stream(all).map(each -> (each - mean) * (each - mean)).average()
                .orElse(0));
    }

    /** By Newton's method, of standardised features. */
    private static FittedWeights fit(List<String> names, List<Example> examples) {
        int width = names.size();
        double[] means = new double[width];
        double[] deviations = new double[width];
        double all = examples.stream().mapToDouble(Example::weight).sum();
        double[][] rows = new double[examples.size()][width + 1];
        for (int j = 0; j < width; j++) {
            for (int i = 0; i < rows.length; i++) {
                rows[i][j] = examples.get(i).features().get(names.get(j));
                means[j] += examples.get(i).weight() / all * rows[i][j];
            }
            for (int i = 0; i < rows.length; i++) {
                rows[i][j] -= means[j];
                deviations[j] += examples.get(i).weight() / all * rows[i][j] * rows[i][j];
            }
            deviations[j] = Math.sqrt(deviations[j]) + 1e-9;
            for (double[] row : rows) {
                row[j] /= deviations[j];
            }
        }
        double[] weights = new double[width + 1];
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] gradient = new double[width + 1];
            double[][] curvature = new double[width + 1][width + 1];
            for (int j = 0; j < width; j++) {
                gradient[j] = -PENALTY * weights[j];
                curvature[j][j] = PENALTY;
            }
            curvature[width][width] = 1e-6;
            for (int i = 0; i < rows.length; i++) {
                rows[i][width] = 1;
                double sum = 0;
                for (int j = 0; j <= width; j++) {
                    sum += weights[j] * rows[i][j];
                }
                double expected = Regression.probability(sum);
                double error = examples.get(i).weight() * ((examples.get(i).right() ? 1 : 0) - expected);
                double certainty = examples.get(i).weight() * expected * (1 - expected);
                for (int j = 0; j <= width; j++) {
                    gradient[j] += error * rows[i][j];
                    for (int k = 0; k <= j; k++) {
                        curvature[j][k] += certainty * rows[i][j] * rows[i][k];
                    }
                }
            }
            double[] step = Regression.solved(curvature, gradient);
            double longest = 0;
            for (int j = 0; j <= width; j++) {
                weights[j] += step[j];
                longest = Math.max(longest, Math.abs(step[j]));
            }
            if (longest < 1e-7) {
                break;
            }
        }
        double base = weights[width];
        double[] unscaled = new double[width];
        for (int j = 0; j < width; j++) {
            unscaled[j] = weights[j] / deviations[j];
            base -= unscaled[j] * means[j];
        }
        return new FittedWeights(names, unscaled, base);
    }
}
