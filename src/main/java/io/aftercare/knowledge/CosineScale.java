package io.aftercare.knowledge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.IndexSearcher;

/**
 * What cosines mean in a knowledge base, which differs from model to model and from subject to subject. It is seen from
 * the articles themselves: their titles are questions whose answer is known.
 *
 * @param usual    how near a title is to just any other article
 * @param runnerUp how near it is to the nearest other article, as a question would be whose own article is missing
 */
record CosineScale(double usual, double runnerUp) {

    /** As measured with the English model; a knowledge base of few articles says little itself. */
    static final CosineScale EXPECTED = new CosineScale(0.53, 0.68);

    private static final int TITLES = 100;
    private static final int DOUBT = 10;
    private static final double LEAST_SPAN = 0.02;

    /** 0 for what may as well be a neighbouring subject, -1 for what has nothing to do with the question. */
    double measure(double cosine) {
        return (cosine - runnerUp) / span();
    }

    /** From what has nothing to do with a question to a neighbouring subject, as a cosine. */
    double span() {
        return Math.max(LEAST_SPAN, runnerUp - usual);
    }

    /** Takes a millisecond or two for each of a hundred titles. */
    static CosineScale of(IndexSearcher searcher, String field) throws IOException {
        Map<String, float[]> titles = VectorReading.titles(searcher, field, TITLES);
        var runnersUp = new ArrayList<Double>();
        var others = new ArrayList<Double>();
        for (Map.Entry<String, float[]> title : titles.entrySet()) {
            Map<String, Double> near = VectorReading.near(searcher, field, title.getValue(), titles.keySet());
            near.remove(title.getKey());
            near.values().stream().max(Double::compare).ifPresent(runnersUp::add);
            near.entrySet().stream().filter(other -> titles.containsKey(other.getKey()))
                    .forEach(other -> others.add(other.getValue()));
        }
        return new CosineScale(mean(others, runnersUp.size(), EXPECTED.usual),
                mean(runnersUp, runnersUp.size(), EXPECTED.runnerUp));
    }

    private static double mean(List<Double> seen, int titles, double expected) {
        double mean = seen.stream().mapToDouble(Double::doubleValue).average().orElse(expected);
        return (titles * mean + DOUBT * expected) / (titles + DOUBT);
    }
}
