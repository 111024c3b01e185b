package io.aftercare.triage;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Makes vectors of length nearly one of what occurs in texts; the rarer among the examples, the weightier. What no
 * example has counts in the length alone: a text of strange words is like nothing.
 *
 * @param known   all features of the examples, ascending
 * @param weights of each
 * @param strange weight of a feature no example has
 */
record WordVectors(int[] known, float[] weights, float strange) {

    private static final double HALF = Math.sqrt(0.5);
    // As if each text had two strange stems and twenty strange pieces more: little text moves us little.
    private static final int[] MORE = {2, 20};

    /**
     * The places of features in {@link #known}, ascending, and their values.
     */
    record Sparse(int[] places, float[] values) {

        float times(Sparse other) {
            double sum = 0;
            int mine = 0;
            int its = 0;
            while (mine < places.length && its < other.places.length) {
                int difference = Integer.compare(places[mine], other.places[its]);
                if (difference == 0) {
                    sum += values[mine++] * other.values[its++];
                } else if (difference < 0) {
                    mine++;
                } else {
                    its++;
                }
            }
            return (float) sum;
        }
    }

    static WordVectors of(List<TextFeatures> examples) {
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        for (TextFeatures example : examples) {
            for (int[] features : new int[][] {example.stems(), example.nGrams()}) {
                for (int feature : features) {
                    counts.merge(feature, 1, Integer::sum);
                }
            }
        }
        int[] known = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
        float[] weights = new float[known.length];
        for (int place = 0; place < known.length; place++) {
            weights[place] = weight(examples.size(), counts.get(known[place]));
        }
        return new WordVectors(known, weights, weight(examples.size(), 0));
    }

    private static float weight(int examples, int containing) {
        return (float) Math.log((examples + 1) / (containing + 0.5));
    }

    /** Stems count half, stems with pairs and pieces the other half. */
    Sparse vector(TextFeatures text) {
        TreeMap<Integer, Float> vector = new TreeMap<>();
        int block = 0;
        for (int[] features : new int[][] {text.stems(), text.nGrams()}) {
            double square = MORE[block++] * strange * strange;
            for (int feature : features) {
                int place = Arrays.binarySearch(known, feature);
                double weight = place < 0 ? strange : weights[place];
                square += weight * weight;
            }
            double length = Math.sqrt(square) / HALF;
            for (int feature : features) {
                int place = Arrays.binarySearch(known, feature);
                if (place >= 0) {
                    vector.put(place, (float) (weights[place] / length));
                }
            }
        }
        float[] values = new float[vector.size()];
        int index = 0;
        for (float value : vector.values()) {
            values[index++] = value;
        }
        return new Sparse(vector.keySet().stream().mapToInt(Integer::intValue).toArray(), values);
    }
}
