package io.aftercare.knowledge;

/**
 * A logistic regression that begins at a given opinion and departs from it only as far as the examples ask for: few
 * examples change little. Fitted with L2 penalty by steps that never overshoot (curvature bounded from above, as by
 * Böhning and Lindsay).
 *
 * <p>
 * OpenNLP's minimiser was tried in its place and not kept: where it ends, weights were wrong in the second digit.
 */
final class Regression {

    private static final int MOST_ROUNDS = 1000;
    private static final double CLOSE_ENOUGH = 1e-6;
    /** Of a probability, at most. */
    private static final double STEEPEST = 0.25;
    /** How strongly the weights and the bias are drawn to zero; the examples are standardised. */
    private static final double PENALTY = 5;

    private Regression() {
    }

    /**
     * The weights, the bias last.
     *
     * @param examples standardised, a row each
     * @param opinions log odds of each example to begin with
     * @param right    what each really was
     */
    static double[] fit(double[][] examples, double[] opinions, boolean[] right) {
        int width = examples[0].length + 1;
        double[][] curvature = new double[width][width];
        for (int j = 0; j < width; j++) {
            curvature[j][j] = PENALTY;
            for (double[] example : examples) {
                for (int k = 0; k <= j; k++) {
                    curvature[j][k] += STEEPEST * part(example, j) * part(example, k);
                }
            }
        }
        double[] weights = new double[width];
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] gradient = new double[width];
            for (int j = 0; j < width; j++) {
                gradient[j] = -PENALTY * weights[j];
            }
            for (int i = 0; i < examples.length; i++) {
                double wrong = (right[i] ? 1 : 0) - probability(opinions[i] + product(weights, examples[i]));
                for (int j = 0; j < width; j++) {
                    gradient[j] += wrong * part(examples[i], j);
                }
            }
            double[] step = solved(curvature, gradient);
            double longest = 0;
            for (int j = 0; j < width; j++) {
                weights[j] += step[j];
                longest = Math.max(longest, Math.abs(step[j]));
            }
            if (longest < CLOSE_ENOUGH) {
                break;
            }
        }
        return weights;
    }

    static double product(double[] weights, double[] example) {
        double sum = weights[weights.length - 1];
        for (int j = 0; j < example.length; j++) {
            sum += weights[j] * example[j];
        }
        return sum;
    }

    /** The bias goes with a one. */
    private static double part(double[] example, int index) {
        return index == example.length ? 1 : example[index];
    }

    static double probability(double odds) {
        return 1 / (1 + Math.exp(-odds));
    }

    /** Of a symmetric positive definite matrix, of which the lower half is given (Cholesky). */
    static double[] solved(double[][] matrix, double[] right) {
        int size = right.length;
        double[][] lower = new double[size][size];
        for (int j = 0; j < size; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = matrix[j][k];
                for (int m = 0; m < k; m++) {
                    sum -= lower[j][m] * lower[k][m];
                }
                lower[j][k] = j == k ? Math.sqrt(sum) : sum / lower[k][k];
            }
        }
        double[] solution = right.clone();
        for (int j = 0; j < size; j++) {
            for (int k = 0; k < j; k++) {
                solution[j] -= lower[j][k] * solution[k];
            }
            solution[j] /= lower[j][j];
        }
        for (int j = size - 1; j >= 0; j--) {
            for (int k = j + 1; k < size; k++) {
                solution[j] -= lower[k][j] * solution[k];
            }
            solution[j] /= lower[j][j];
        }
        return solution;
    }
}
