package io.aftercare.knowledge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The parts of an article whose meaning is looked at one by one: its title, and its text in pieces under that title.
 */
final class Chunks {

    static final int WORDS = 80;
    /** A longer article is a book; its beginning says what it is about. */
    private static final int MOST = 100;

    private Chunks() {
    }

    static List<String> of(Article article) {
        var chunks = new ArrayList<String>();
        chunks.add(article.title());
        var piece = new ArrayList<String>();
        for (String line : article.text().lines().toList()) {
            List<String> words = Arrays.stream(line.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
            if (piece.size() + words.size() > WORDS && piece.size() >= WORDS / 2) {
                add(chunks, article.title(), piece);
            }
            piece.addAll(words);
            while (piece.size() > WORDS) {
                add(chunks, article.title(), piece.subList(0, WORDS));
            }
        }
        if (!piece.isEmpty()) {
            add(chunks, article.title(), piece);
        }
        return chunks.subList(0, Math.min(MOST, chunks.size()));
    }

    private static void add(List<String> chunks, String title, List<String> words) {
        chunks.add(title + ". " + String.join(" ", words));
        words.clear();
    }
}
