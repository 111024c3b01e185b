package io.aftercare.knowledge;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How near an article is to a question in meaning.
 *
 * @param cosine    -1 to 1
 * @param runnerUp  cosine of the nearest other article
 * @param standing  the cosine on the scale of the knowledge base, see {@link CosineScale#measure}
 * @param distance  how far it is before the nearest other article (or, negative, behind it), on that scale
 * @param isolation how far it is before the mean of the four nearest others, on that scale
 */
record SemanticFeatures(double cosine, double runnerUp, double standing, double distance, double isolation) {

    private static final double FAR_OFF = -1;

    /** @param others mean cosine of the four nearest others */
    static SemanticFeatures of(CosineScale scale, double cosine, double runnerUp, double others) {
        return new SemanticFeatures(cosine, runnerUp, scale.measure(cosine), (cosine - runnerUp) / scale.span(),
                (cosine - others) / scale.span());
    }

    /** Whether it has most likely nothing to do with the question. */
    boolean farOff() {
        return standing + distance / 2 < FAR_OFF;
    }

    /** By name. */
    Map<String, Double> values() {
        var values = new LinkedHashMap<String, Double>();
        values.put("cosine", cosine);
        values.put("ahead", cosine - runnerUp);
        values.put("standing", standing);
        values.put("distance", distance);
        values.put("isolation", isolation);
        return values;
    }
}
