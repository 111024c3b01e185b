package io.aftercare.knowledge.sources;

import java.util.ArrayList;
import java.util.List;

/** What is to be said of an import: the first sentences, and how many more there are. */
final class Sentences {

    /** A person reads no more, and an answer stays small. */
    static final int MOST = 100;

    private final List<String> first = new ArrayList<>();
    private int further;

    void add(String sentence) {
        if (first.size() < MOST) {
            first.add(sentence);
        } else {
            further++;
        }
    }

    boolean isEmpty() {
        return first.isEmpty();
    }

    List<String> all() {
        var all = new ArrayList<>(first);
        if (further > 0) {
            all.add("And " + further + " more.");
        }
        return List.copyOf(all);
    }
}
