package io.aftercare.embedding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Vectors of the texts that were asked for lately: reading one anew takes milliseconds. Safe for use by several
 * threads.
 */
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

    /**
     * @param reading makes the vector of a text that is not known, if it can; may be asked twice by two threads at once
     */
    public Optional<float[]> of(String text, Function<String, Optional<float[]>> reading) {
        float[] known = recent.get(text);
        if (known == null) {
            Optional<float[]> read = reading.apply(text);
            read.ifPresent(vector -> recent.put(text, vector.clone()));
            return read;
        }
        return Optional.of(known.clone());
    }
}
