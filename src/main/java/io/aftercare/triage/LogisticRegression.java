package io.aftercare.triage;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * Multinomial logistic regression with squared weights held down, over how alike the examples are (the products of their
 * vectors) instead of over the vectors: with hundreds of examples of many thousand features that is far less work, and the
 * same result. Solved by L-BFGS, whose steps are measured as if the vectors themselves were there.
 */
final class LogisticRegression {

    private static final int REMEMBERED = 10;
    private static final int MOST_STEPS = 100;
    private static final double ENOUGH = 1e-5;

    private final int examples;
    private final int classes;
    private final float[][] alike;
    private final int[] labels;
    private final double penalty;

    /**
     * What was learned: the score of a class is its bias and, for each example, how alike it is times the share.
     *
     * @param shares of each example in each class
     */
    record Weights(double[][] shares, double[] biases) {

        /** @param alike how alike a text is to each example */
        double[] scores(float[] alike) {
            double[] scores = biases.clone();
            for (int example = 0; example < shares.length; example++) {
                for (int label = 0; label < scores.length; label++) {
                    scores[label] += alike[example] * shares[example][label];
                }
            }
            return scores;
        }
    }

    /** A direction, and what each example's scores change by on it; the last places are the biases. */
    private record Vector(double[] own, double[] image) {

        static Vector zero(int length) {
            return new Vector(new double[length], new double[length]);
        }

        double times(Vector other) {
            double sum = 0;
            for (int index = 0; index < own.length; index++) {
                sum += own[index] * other.image[index];
            }
            return sum;
        }

        void add(double factor, Vector other) {
            for (int index = 0; index < own.length; index++) {
                own[index] += factor * other.own[index];
                image[index] += factor * other.image[index];
            }
        }

        Vector copy() {
            return new Vector(own.clone(), image.clone());
        }
    }

    private record Step(Vector way, Vector bend, double product) {
    }

    private LogisticRegression(float[][] alike, int[] labels, int classes, double penalty) {
        this.examples = labels.length;
        this.classes = classes;
        this.alike = alike;
        this.labels = labels;
        this.penalty = penalty;
    }

    /**
     * @param alike   symmetric, a row and a column an example
     * @param labels  the class of each example, from 0
     * @param penalty of the squared weights, above 0
     */
    static Weights fit(float[][] alike, int[] labels, int classes, double penalty) {
        return new LogisticRegression(alike, labels, classes, penalty).solve();
    }

    private Weights solve() {
        Vector at = Vector.zero((examples + 1) * classes);
        double loss = loss(at);
        Vector slope = slope(at);
        Deque<Step> steps = new ArrayDeque<>();
        for (int count = 0; count < MOST_STEPS; count++) {
            Vector way = direction(slope, steps);
            double fall = slope.times(way);
            if (fall > -1e-12) {
                break;
            }
            double length = steps.isEmpty() ? Math.min(1, 1 / Math.sqrt(slope.times(slope))) : 1;
            Vector next = moved(at, length, way);
            double nextLoss = loss(next);
            while (nextLoss > loss + 1e-4 * length * fall && length > 1e-8) {
                length /= 2;
                next = moved(at, length, way);
                nextLoss = loss(next);
            }
            Vector nextSlope = slope(next);
            Vector moved = moved(next, -1, at);
            Vector bend = moved(nextSlope, -1, slope);
            double product = moved.times(bend);
            if (product > 1e-12) {
                steps.addFirst(new Step(moved, bend, product));
                if (steps.size() > REMEMBERED) {
                    steps.removeLast();
                }
            }
            boolean done = loss - nextLoss < ENOUGH * Math.max(1, Math.abs(nextLoss));
            at = next;
            loss = nextLoss;
            slope = nextSlope;
            if (done) {
                break;
            }
        }
        double[][] shares = new double[examples][];
        for (int example = 0; example < examples; example++) {
            shares[example] = Arrays.copyOfRange(at.own, example * classes, (example + 1) * classes);
        }
        return new Weights(shares, Arrays.copyOfRange(at.own, examples * classes, (examples + 1) * classes));
    }

    private static Vector moved(Vector from, double length, Vector way) {
        Vector to = from.copy();
        to.add(length, way);
        return to;
    }

    private static Vector direction(Vector slope, Deque<Step> steps) {
        Vector way = moved(Vector.zero(slope.own.length), -1, slope);
        double[] factors = new double[steps.size()];
        int index = 0;
        for (Step step : steps) {
            factors[index] = step.way.times(way) / step.product;
            way.add(-factors[index++], step.bend);
        }
        if (!steps.isEmpty()) {
            Step last = steps.getFirst();
            double scale = last.product / last.bend.times(last.bend);
            for (int place = 0; place < way.own.length; place++) {
                way.own[place] *= scale;
                way.image[place] *= scale;
            }
        }
        for (Iterator<Step> oldest = steps.descendingIterator(); oldest.hasNext();) {
            Step step = oldest.next();
            way.add(factors[--index] - step.bend.times(way) / step.product, step.way);
        }
        return way;
    }

    private double loss(Vector at) {
        double loss = 0;
        for (int place = 0; place < examples * classes; place++) {
            loss += penalty / 2 * at.own[place] * at.image[place];
        }
        for (int example = 0; example < examples; example++) {
            double[] scores = scores(at, example);
            double highest = Arrays.stream(scores).max().orElse(0);
            double sum = 0;
            for (double score : scores) {
                sum += Math.exp(score - highest);
            }
            loss += highest + Math.log(sum) - scores[labels[example]];
        }
        return loss;
    }

    private double[] scores(Vector at, int example) {
        double[] scores = new double[classes];
        for (int label = 0; label < classes; label++) {
            scores[label] = at.image[example * classes + label] + at.own[examples * classes + label];
        }
        return scores;
    }

    private Vector slope(Vector at) {
        Vector slope = Vector.zero(at.own.length);
        int biases = examples * classes;
        for (int example = 0; example < examples; example++) {
            double[] expected = softmax(scores(at, example), 1);
            expected[labels[example]] -= 1;
            for (int label = 0; label < classes; label++) {
                slope.own[example * classes + label] = expected[label];
                slope.own[biases + label] += expected[label];
                slope.image[biases + label] += expected[label];
            }
        }
        for (int example = 0; example < examples; example++) {
            int row = example * classes;
            for (int other = 0; other < examples; other++) {
                float factor = alike[example][other];
                int column = other * classes;
                for (int label = 0; label < classes; label++) {
                    slope.image[row + label] += factor * slope.own[column + label];
                }
            }
        }
        for (int place = 0; place < biases; place++) {
            slope.own[place] += penalty * at.own[place];
            slope.image[place] += penalty * at.image[place];
        }
        return slope;
    }

    /** Probabilities of scores; the higher the temperature, the more equal. */
    static double[] softmax(double[] scores, double temperature) {
        double highest = Arrays.stream(scores).max().orElse(0);
        double[] odds = new double[scores.length];
        double sum = 0;
        for (int label = 0; label < scores.length; label++) {
            odds[label] = Math.exp((scores[label] - highest) / temperature);
            sum += odds[label];
        }
        for (int label = 0; label < scores.length; label++) {
            odds[label] /= sum;
        }
        return odds;
    }
}
