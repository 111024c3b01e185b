package io.aftercare.platform.deployment;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody who wrote a wrong name probably meant. */
final class NearestName {

    private NearestName() {
    }

    /** The name that takes the fewest edits to get to; null when even that is another word, half of it different. */
    static String to(String wrong, Collection<String> existing) {
        return existing.stream().filter(name -> 2 * edits(wrong, name) <= Math.max(wrong.length(), name.length()))
                .min(Comparator.comparingInt((String name) -> edits(wrong, name))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    private static int edits(String wrong, String name) {
        return LevenshteinDistance.getDefaultInstance().apply(wrong, name);
    }
}
