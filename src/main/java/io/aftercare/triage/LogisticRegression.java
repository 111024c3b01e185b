package io.aftercare.triage;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * Multinomial kernel logistic regression with L2 penalty: over the products of the examples' vectors instead of over
 * the vectors, which with hundreds of examples of many thousand features is far less work, and the same result. Solved
 * by L-BFGS, whose steps are measured as if the vectors themselves were there.
 *
 * <p>
 * OpenNLP's minimiser was tried in its place and not kept: it ends at a relative change of one in ten thousand, which
 * cannot be set, so that held-out requests were judged worse; and it calls the garbage collector and logs at each fit.
 */
final class LogisticRegression {

    private static final int REMEMBERED = 10;
    private static final int MOST_STEPS = 100;
    private static final double ENOUGH = 1e-5;

    private final int examples;
    private final int classes;
    private final float[][] kernel;
    private final int[] labels;
    private final double penalty;

    /**
     * What was learned: the score of a class is its bias and, for each example, the kernel times the dual coefficient.
     *
     * @param dualCoefficients of each example in each class
     */
    record Weights(double[][] dualCoefficients, double[] biases) {

        /** @param kernel of a text with each example */
        double[] scores(float[] kernel) {
            double[] scores = biases.clone();
            for (int example = 0; example < dualCoefficients.length; example++) {
                for (int label = 0; label < scores.length; label++) {
                    scores[label] += kernel[example] * dualCoefficients[example][label];
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

    private record Step(Vector direction, Vector curvature, double product) {
    }

    private LogisticRegression(float[][] kernel, int[] labels, int classes, double penalty) {
        this.examples = labels.length;
        this.classes = classes;
        this.kernel = kernel;
        this.labels = labels;
        this.penalty = penalty;
    }

    /**
     * @param kernel  symmetric, a row and a column an example
     * @param labels  the class of each example, from 0
     * @param penalty of the squared weights, above 0
     */
    static Weights fit(float[][] kernel, int[] labels, int classes, double penalty) {
        return new LogisticRegression(kernel, labels, classes, penalty).solve();
    }

    private Weights solve() {
        Vector at = Vector.zero((examples + 1) * classes);
        double loss = loss(at);
        Vector gradient = gradient(at);
        Deque<Step> steps = new ArrayDeque<>();
        for (int count = 0; count < MOST_STEPS; count++) {
            Vector direction = direction(gradient, steps);
            double fall = gradient.times(direction);
            if (fall > -1e-12) {
                break;
            }
            double length = steps.isEmpty() ? Math.min(1, 1 / Math.sqrt(gradient.times(gradient))) : 1;
            Vector next = moved(at, length, direction);
            double nextLoss = loss(next);
            while (nextLoss > loss + 1e-4 * length * fall && length > 1e-8) {
                length /= 2;
                next = moved(at, length, direction);
                nextLoss = loss(next);
            }
            Vector nextGradient = gradient(next);
            Vector moved = moved(next, -1, at);
            Vector curvature = moved(nextGradient, -1, gradient);
            double product = moved.times(curvature);
            if (product > 1e-12) {
                steps.addFirst(new Step(moved, curvature, product));
                if (steps.size() > REMEMBERED) {
                    steps.removeLast();
                }
            }
            boolean done = loss - nextLoss < ENOUGH * Math.max(1, Math.abs(nextLoss));
            at = next;
            loss = nextLoss;
            gradient = nextGradient;
            if (done) {
                break;
            }
        }
        double[][] dualCoefficients = new double[examples][];
        for (int example = 0; example < examples; example++) {
            dualCoefficients[example] = Arrays.copyOfRange(at.own, example * classes, (example + 1) * classes);
        }
        return new Weights(dualCoefficients, Arrays.copyOfRange(at.own, examples * classes, (examples + 1) * classes));
    }

    private static Vector moved(Vector from, double length, Vector direction) {
        Vector to = from.copy();
        to.add(length, direction);
        return to;
    }

    private static Vector direction(Vector gradient, Deque<Step> steps) {
        Vector direction = moved(Vector.zero(gradient.own.length), -1, gradient);
        double[] factors = new double[steps.size()];
        int index = 0;
        for (Step step : steps) {
            factors[index] = step.direction.times(direction) / step.product;
            direction.add(-factors[index++], step.curvature);
        }
        if (!steps.isEmpty()) {
            Step last = steps.getFirst();
            double scale = last.product / last.curvature.times(last.curvature);
            for (int place = 0; place < direction.own.length; place++) {
                direction.own[place] *= scale;
                direction.image[place] *= scale;
            }
        }
        for (Iterator<Step> oldest = steps.descendingIterator(); oldest.hasNext();) {
            Step step = oldest.next();
            direction.add(factors[--index] - step.curvature.times(direction) / step.product, step.direction);
        }
        return direction;
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

    private Vector gradient(Vector at) {
        Vector gradient = Vector.zero(at.own.length);
        int biases = examples * classes;
        for (int example = 0; example < examples; example++) {
            double[] expected = softmax(scores(at, example), 1);
            expected[labels[example]] -= 1;
            for (int label = 0; label < classes; label++) {
                gradient.own[example * classes + label] = expected[label];
                gradient.own[biases + label] += expected[label];
                gradient.image[biases + label] += expected[label];
            }
        }
        for (int example = 0; example < examples; example++) {
            int row = example * classes;
            for (int other = 0; other < examples; other++) {
                float factor = kernel[example][other];
                int column = other * classes;
                for (int label = 0; label < classes; label++) {
                    gradient.image[row + label] += factor * gradient.own[column + label];
                }
            }
        }
        for (int place = 0; place < biases; place++) {
            gradient.own[place] += penalty * at.own[place];
            gradient.image[place] += penalty * at.image[place];
        }
        return gradient;
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
