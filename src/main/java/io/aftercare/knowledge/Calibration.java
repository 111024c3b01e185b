package io.aftercare.knowledge;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The confidence of one language and way of search, corrected by what became of offers.
 *
 * @param means   of each of the features that correct it, by which they are standardised
 * @param scales  their standard deviations
 * @param weights of the standardised features, the bias last
 * @param spread  the scores of the offers it was made from, from the surest on, at equal distances
 */
record Calibration(List<String> names, double[] means, double[] scales, double[] weights, double[] spread) {

    private static final int SPREAD = 200;

    /** An offer of which is known what became of it. */
    record Example(Map<String, Double> features, boolean right) {

        double opinion() {
            return features.getOrDefault(ConfidenceFeatures.SHIPPED, 0.0);
        }

        double shipped() {
            return Regression.probability(opinion());
        }
    }

    static Calibration of(List<Example> examples) {
        List<String> names = ConfidenceFeatures.NAMES;
        double[] means = new double[names.size()];
        double[] scales = new double[names.size()];
        for (int j = 0; j < names.size(); j++) {
            String name = names.get(j);
            means[j] = examples.stream().mapToDouble(each -> value(each.features(), name)).average().orElse(0);
            double mean = means[j];
            double variance = examples.stream().mapToDouble(each -> Math.pow(value(each.features(), name) - mean, 2))
                    .average().orElse(0);
            // A feature that is always the same says nothing.
            scales[j] = variance < 1e-9 ? Double.POSITIVE_INFINITY : Math.sqrt(variance);
        }
        double[][] rows = new double[examples.size()][];
        double[] opinions = new double[examples.size()];
        boolean[] right = new boolean[examples.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = standardised(names, means, scales, examples.get(i).features());
            opinions[i] = examples.get(i).opinion();
            right[i] = examples.get(i).right();
        }
        double[] weights = Regression.fit(rows, opinions, right);
        // JSON knows no infinity.
        double[] kept = Arrays.stream(scales).map(scale -> Double.isInfinite(scale) ? 0 : scale).toArray();
        var fitted = new Calibration(names, means, kept, weights, new double[0]);
        double[] scores = examples.stream().map(each -> fitted.score(each.features())).sorted(Comparator.reverseOrder())
                .mapToDouble(Double::doubleValue).toArray();
        double[] spread = new double[Math.min(SPREAD, scores.length)];
        for (int i = 0; i < spread.length; i++) {
            spread[i] = scores[(int) ((i + 0.5) * scores.length / spread.length)];
        }
        return new Calibration(names, means, kept, weights, spread);
    }

    /** How surely the article answers, 0 to 1. */
    double score(Map<String, Double> features) {
        double opinion = value(features, ConfidenceFeatures.SHIPPED);
        return Regression
                .probability(opinion + Regression.product(weights, standardised(names, means, scales, features)));
    }

    /**
     * The score from which on articles are offered so that this share of the offers is right.
     *
     * @param least never below this, since of what was not offered nobody knows what would have become of it
     */
    double threshold(double rightOffers, double least) {
        double sum = 0;
        for (int i = 0; i < spread.length; i++) {
            sum += spread[i];
            if (sum / (i + 1) < rightOffers) {
                return Math.max(least, i == 0 ? rightOffers : spread[i - 1]);
            }
        }
        return least;
    }

    private static double[] standardised(List<String> names, double[] means, double[] scales,
            Map<String, Double> features) {
        double[] row = new double[names.size()];
        for (int j = 0; j < row.length; j++) {
            // Beyond what was seen, no further conclusions are drawn.
            row[j] = scales[j] == 0 ? 0
                    : Math.max(-3, Math.min(3, (value(features, names.get(j)) - means[j]) / scales[j]));
        }
        return row;
    }

    private static double value(Map<String, Double> features, String name) {
        return features.getOrDefault(name, 0.0);
    }
}
