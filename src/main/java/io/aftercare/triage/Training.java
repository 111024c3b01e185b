package io.aftercare.triage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits a {@link TextClassifier}: logistic regression over words and meaning together. How much the words weigh beside
 * the meaning, and how far the probabilities are to be believed, is decided on examples that a fit has not seen.
 */
final class Training {

    /** Of the cross-validation: each fold is judged by what the others taught. */
    static final int FOLDS = 5;
    /** In no fold: teaches always and is never judged. */
    static final int NEVER_UNSEEN = -1;

    private static final double PENALTY = 0.1;
    /** Of the words beside the meaning. */
    private static final double[] WORD_SHARES = {0.15, 0.5};
    private static final double COLDEST = 0.2;
    private static final double HOTTEST = 20;

    /**
     * A text whose label is known.
     *
     * @param embedding null to go by words alone
     * @param fold      0 to {@link #FOLDS} - 1, what was written about the same thing should be in the same; or
     *                  {@link #NEVER_UNSEEN}
     * @param teaches   false when it is judged only
     */
    record Example(TextFeatures features, float[] embedding, String label, int fold, boolean teaches) {
    }

    /**
     * What came of it.
     *
     * @param outOfFold for each example the probabilities of the labels, by a fit that has not seen its fold; null for
     *                  those never unseen
     * @param loss      mean negative logarithm of the probability of the right label among these; the lower the better
     */
    record Fitted(TextClassifier classifier, double[][] outOfFold, double loss) {
    }

    private final List<Example> examples;
    private final List<String> labels;
    private final boolean byEmbedding;
    private final WordVectors words;
    private final List<WordVectors.Sparse> wordVectors;
    private final float[][] wordKernel;
    private final float[] centre;
    private final float[][] centred;

    private Training(List<Example> examples, List<String> labels, boolean byEmbedding) {
        this.examples = examples;
        this.labels = labels;
        this.byEmbedding = byEmbedding;
        List<Example> teaching = examples.stream().filter(Example::teaches).toList();
        words = WordVectors.of(teaching.stream().map(Example::features).toList());
        wordVectors = examples.stream().map(example -> words.vector(example.features())).toList();
        wordKernel = new float[examples.size()][examples.size()];
        for (int one = 0; one < examples.size(); one++) {
            for (int other = 0; other <= one; other++) {
                wordKernel[one][other] = wordVectors.get(one).times(wordVectors.get(other));
                wordKernel[other][one] = wordKernel[one][other];
            }
        }
        centre = byEmbedding ? mean(teaching) : new float[0];
        centred = examples.stream()
                .map(example -> byEmbedding ? TextClassifier.centred(example.embedding(), centre) : centre)
                .toArray(float[][]::new);
    }

    /**
     * Takes seconds for hundreds of examples, and memory for a number per pair of them.
     *
     * @param labels      all that may occur
     * @param byEmbedding whether each example has a meaning
     */
    static Fitted fit(List<Example> examples, List<String> labels, boolean byEmbedding) {
        return new Training(examples, List.copyOf(labels), byEmbedding).fit();
    }

    private Fitted fit() {
        double bestLoss = Double.MAX_VALUE;
        double bestShare = 0;
        double bestTemperature = 1;
        double[][] best = null;
        float[][] bestKernel = null;
        for (double share : byEmbedding ? WORD_SHARES : new double[] {1}) {
            float[][] kernel = kernel(share);
            double[][] scores = outOfFoldScores(kernel);
            for (double temperature = COLDEST; temperature <= HOTTEST; temperature *= 1.1) {
                double loss = loss(scores, temperature);
                if (loss < bestLoss) {
                    bestLoss = loss;
                    bestShare = share;
                    bestTemperature = temperature;
                    best = scores;
                    bestKernel = kernel;
                }
            }
        }
        int[] teaching = IntStream.range(0, examples.size()).filter(index -> examples.get(index).teaches()).toArray();
        if (best == null) {
            // Nothing to judge by.
            bestShare = 1;
            best = new double[examples.size()][labels.size()];
            bestKernel = kernel(bestShare);
        }
        double temperature = bestTemperature;
        double[][] outOfFold = Arrays.stream(best)
                .map(scores -> scores == null ? null : LogisticRegression.softmax(scores, temperature))
                .toArray(double[][]::new);
        return new Fitted(classifier(teaching, weights(bestKernel, teaching), bestShare, temperature), outOfFold,
                bestLoss);
    }

    private double[][] outOfFoldScores(float[][] kernel) {
        double[][] scores = new double[examples.size()][];
        for (int fold = 0; fold < FOLDS; fold++) {
            int current = fold;
            int[] seen = IntStream.range(0, examples.size())
                    .filter(index -> examples.get(index).teaches() && examples.get(index).fold() != current).toArray();
            LogisticRegression.Weights weights = weights(kernel, seen);
            for (int index = 0; index < examples.size(); index++) {
                if (examples.get(index).fold() == fold) {
                    scores[index] = weights.scores(chosen(kernel[index], seen));
                }
            }
        }
        return scores;
    }

    private LogisticRegression.Weights weights(float[][] kernel, int[] seen) {
        float[][] fold = Arrays.stream(seen).mapToObj(index -> chosen(kernel[index], seen)).toArray(float[][]::new);
        int[] classes = Arrays.stream(seen).map(index -> labels.indexOf(examples.get(index).label())).toArray();
        return LogisticRegression.fit(fold, classes, labels.size(), PENALTY);
    }

    private static float[] chosen(float[] row, int[] columns) {
        float[] chosen = new float[columns.length];
        for (int index = 0; index < columns.length; index++) {
            chosen[index] = row[columns[index]];
        }
        return chosen;
    }

    private double loss(double[][] scores, double temperature) {
        double loss = 0;
        int count = 0;
        for (int index = 0; index < scores.length; index++) {
            if (examples.get(index).teaches() && scores[index] != null) {
                int label = labels.indexOf(examples.get(index).label());
                loss -= Math.log(Math.max(1e-12, LogisticRegression.softmax(scores[index], temperature)[label]));
                count++;
            }
        }
        return count == 0 ? Double.NaN : loss / count;
    }

    private float[][] kernel(double share) {
        int count = examples.size();
        float[][] kernel = new float[count][count];
        for (int one = 0; one < count; one++) {
            for (int other = 0; other <= one; other++) {
                kernel[one][other] = (float) share * wordKernel[one][other]
                        + (byEmbedding ? TextClassifier.product(centred[one], centred[other]) : 0);
                kernel[other][one] = kernel[one][other];
            }
        }
        return kernel;
    }

    private TextClassifier classifier(int[] teaching, LogisticRegression.Weights weights, double share,
            double temperature) {
        float[][] wordWeights = new float[words.known().length][labels.size()];
        float[][] embeddingWeights = new float[byEmbedding ? labels.size() : 0][centre.length];
        for (int index = 0; index < teaching.length; index++) {
            double[] dualCoefficients = weights.dualCoefficients()[index];
            WordVectors.Sparse vector = wordVectors.get(teaching[index]);
            for (int label = 0; label < labels.size(); label++) {
                for (int place = 0; place < vector.places().length; place++) {
                    wordWeights[vector.places()[place]][label] +=
                            (float) (share * dualCoefficients[label] * vector.values()[place]);
                }
                for (int dimension = 0; dimension < centre.length; dimension++) {
                    embeddingWeights[label][dimension] +=
                            (float) (dualCoefficients[label] * centred[teaching[index]][dimension]);
                }
            }
        }
        return new TextClassifier(labels, weights.biases(), words, wordWeights, centre, embeddingWeights, temperature);
    }

    private static float[] mean(List<Example> examples) {
        float[] mean = new float[examples.isEmpty() ? 0 : examples.get(0).embedding().length];
        for (Example example : examples) {
            for (int index = 0; index < mean.length; index++) {
                mean[index] += example.embedding()[index] / examples.size();
            }
        }
        return mean;
    }
}
