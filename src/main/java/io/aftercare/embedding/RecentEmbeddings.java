package io.aftercare.embedding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Vectors of the texts that were asked for lately: reading one anew takes milliseconds. Safe for use by several threads. */
public final class RecentEmbeddings {

    private final Map<String, float[]> recent;

    /** @param most how many are kept, 1.5 kB each; what was not asked for longest goes first */
    public RecentEmbeddings(int most) {
        recent = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
                return size() > most;
            }
        });
    }

    /** @param reading makes the vector of a text that is not known, and may be asked twice by two threads at once */
    public float[] of(String text, Function<String, float[]> reading) {
        float[] known = recent.get(text);
        if (known == null) {
            known = reading.apply(text);
            recent.put(text, known);
        }
        return known.clone();
    }
}
