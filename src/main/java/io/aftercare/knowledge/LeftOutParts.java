package io.aftercare.knowledge;

import java.util.Map;
import java.util.TreeMap;

/** What of an article's page is no part of the article, or cannot be shown in words, and how often. */
final class LeftOutParts {

    /** Different ones; a page with more is made of them. */
    private static final int MOST = 40;
    private static final int LONGEST_NAME = 60;

    private final Map<String, Integer> counts = new TreeMap<>();

    /** @param what as a report names one of them, such as {@code script} */
    void add(String what) {
        String name = what.length() <= LONGEST_NAME ? what : ArticleText.storable(what.substring(0, LONGEST_NAME));
        counts.merge(counts.size() < MOST || counts.containsKey(name) ? name : "others", 1, Integer::sum);
    }

    Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }
}
