package io.aftercare.knowledge;

/**
 * A logistic regression that begins at a given opinion and departs from it only as far as the examples ask for: few examples
 * change little. Fitted by Newton's method with L2 penalty.
 */
final class Regression {

    private static final int MOST_ROUNDS = 50;
    private static final double CLOSE_ENOUGH = 1e-8;
    /** How strongly the weights are drawn to zero; the examples are standardised. */
    private static final double PENALTY = 5;
    private static final double PENALTY_OF_BIAS = 0.5;

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
        double[] weights = new double[width];
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] gradient = new double[width];
            double[][] curvature = new double[width][width];
            for (int j = 0; j < width; j++) {
                double penalty = j == width - 1 ? PENALTY_OF_BIAS : PENALTY;
                gradient[j] = -penalty * weights[j];
                curvature[j][j] = penalty;
            }
            for (int i = 0; i < examples.length; i++) {
                double probability = probability(opinions[i] + product(weights, examples[i]));
                double wrong = (right[i] ? 1 : 0) - probability;
                double steep = Math.max(1e-6, probability * (1 - probability));
                for (int j = 0; j < width; j++) {
                    double x = j == width - 1 ? 1 : examples[i][j];
                    gradient[j] += wrong * x;
                    for (int k = 0; k <= j; k++) {
                        curvature[j][k] += steep * x * (k == width - 1 ? 1 : examples[i][k]);
                    }
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

    static double probability(double odds) {
        return 1 / (1 + Math.exp(-odds));
    }

    /** Of a symmetric positive definite matrix, of which the lower half is given (Cholesky). */
    private static double[] solved(double[][] matrix, double[] right) {
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
