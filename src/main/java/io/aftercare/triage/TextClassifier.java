package io.aftercare.triage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Tells to which of some labels a text belongs, by its words and, if it was fitted so, by its meaning; see
 * {@link Training}.
 *
 * @param labels           in the order of the probabilities
 * @param wordWeights      by feature of {@code words} and label
 * @param centre           of the examples' meanings, which is taken off before they are compared; empty for words alone
 * @param embeddingWeights by label
 * @param temperature      under which the probabilities come true as often as claimed
 */
record TextClassifier(List<String> labels, double[] biases, WordVectors words, float[][] wordWeights, float[] centre,
        float[][] embeddingWeights, double temperature) {

    private static final int FORMAT = 1;

    /** Whether it wants the meaning of a text besides its words. */
    boolean byEmbedding() {
        return centre.length > 0;
    }

    /** @param embedding of the same model as at the fitting; null when {@link #byEmbedding()} is false */
    double[] probabilities(TextFeatures text, float[] embedding) {
        double[] scores = biases.clone();
        WordVectors.Sparse vector = words.vector(text);
        for (int index = 0; index < vector.places().length; index++) {
            float[] weights = wordWeights[vector.places()[index]];
            for (int label = 0; label < scores.length; label++) {
                scores[label] += vector.values()[index] * weights[label];
            }
        }
        if (byEmbedding()) {
            float[] centred = centred(embedding, centre);
            for (int label = 0; label < scores.length; label++) {
                scores[label] += product(embeddingWeights[label], centred);
            }
        }
        return LogisticRegression.softmax(scores, temperature);
    }

    /** The words that speak most for a label against the others, strongest first. */
    List<String> influential(Map<Integer, String> stems, int label, int most) {
        record Word(String word, double weight) {
        }
        List<Word> influential = new ArrayList<>();
        stems.forEach((feature, word) -> {
            int place = Arrays.binarySearch(words.known(), feature);
            if (place >= 0) {
                double others = 0;
                for (int other = 0; other < labels.size(); other++) {
                    others += other == label ? 0 : wordWeights[place][other];
                }
                // Weight and rarity together: a small word that every text has moves nothing.
                double weight =
                        (wordWeights[place][label] - others / Math.max(1, labels.size() - 1)) * words.weights()[place];
                if (weight > 0) {
                    influential.add(new Word(word, weight));
                }
            }
        });
        double strongest = influential.stream().mapToDouble(Word::weight).max().orElse(0);
        return influential.stream().filter(word -> word.weight() >= strongest / 5)
                .sorted(Comparator.comparingDouble(Word::weight).reversed()).limit(most).map(Word::word).toList();
    }

    static float[] centred(float[] vector, float[] centre) {
        float[] centred = new float[vector.length];
        double square = 0;
        for (int index = 0; index < vector.length; index++) {
            centred[index] = vector[index] - centre[index];
            square += centred[index] * centred[index];
        }
        double length = Math.sqrt(square);
        for (int index = 0; index < vector.length && length > 0; index++) {
            centred[index] /= (float) length;
        }
        return centred;
    }

    static float product(float[] one, float[] other) {
        float sum = 0;
        for (int index = 0; index < one.length; index++) {
            sum += one[index] * other[index];
        }
        return sum;
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            out.writeInt(FORMAT);
            out.writeInt(labels.size());
            for (int label = 0; label < labels.size(); label++) {
                out.writeUTF(labels.get(label));
                out.writeDouble(biases[label]);
            }
            out.writeDouble(temperature);
            out.writeFloat(words.strange());
            out.writeInt(words.known().length);
            for (int place = 0; place < words.known().length; place++) {
                out.writeInt(words.known()[place]);
                out.writeFloat(words.weights()[place]);
                write(out, wordWeights[place]);
            }
            out.writeInt(centre.length);
            write(out, centre);
            for (float[] weights : embeddingWeights) {
                write(out, weights);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** @throws UncheckedIOException when these are not the bytes of a classifier of this release */
    static TextClassifier fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
            int format = in.readInt();
            if (format != FORMAT) {
                throw new IOException(
                        "The stored model is of format " + format + ", this release reads " + FORMAT + ".");
            }
            int count = in.readInt();
            List<String> labels = new ArrayList<>();
            double[] biases = new double[count];
            for (int label = 0; label < count; label++) {
                labels.add(in.readUTF());
                biases[label] = in.readDouble();
            }
            double temperature = in.readDouble();
            float strange = in.readFloat();
            int[] known = new int[in.readInt()];
            float[] weights = new float[known.length];
            float[][] wordWeights = new float[known.length][];
            for (int place = 0; place < known.length; place++) {
                known[place] = in.readInt();
                weights[place] = in.readFloat();
                wordWeights[place] = read(in, count);
            }
            float[] centre = read(in, in.readInt());
            float[][] embeddingWeights = new float[centre.length == 0 ? 0 : count][];
            for (int label = 0; label < embeddingWeights.length; label++) {
                embeddingWeights[label] = read(in, centre.length);
            }
            return new TextClassifier(List.copyOf(labels), biases, new WordVectors(known, weights, strange),
                    wordWeights,
                    centre, embeddingWeights, temperature);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static void write(DataOutputStream out, float[] values) throws IOException {
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    private static float[] read(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        for (int index = 0; index < count; index++) {
            values[index] = in.readFloat();
        }
        return values;
    }
}
