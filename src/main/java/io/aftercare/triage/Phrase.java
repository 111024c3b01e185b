package io.aftercare.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Words in a row as a designer writes them: {@code block*} is any word that begins so, {@code ...} up to six words. */
final class Phrase {

    private static final int WIDEST_GAP = 6;
    private static final String GAP = "...";

    /** @param start of the first word, counted in words @param end behind the last one */
    record Place(int start, int end) {
    }

    /** @param open whether the word may go on @param gap the most words that may stand in front */
    private record Part(String word, boolean open, int gap) {

        boolean is(String other) {
            return open ? other.startsWith(word) : other.equals(word);
        }
    }

    private final List<Part> parts = new ArrayList<>();

    private Phrase(String written) {
        boolean gap = false;
        for (String piece : written.strip().replace(GAP, " " + GAP + " ").split("\\s+")) {
            if (piece.equals(GAP)) {
                gap = true;
                continue;
            }
            WrittenWords words = new WrittenWords(piece);
            for (int index = 0; index < words.count(); index++) {
                parts.add(new Part(words.word(index), index == words.count() - 1 && piece.endsWith("*"),
                        gap && !parts.isEmpty() ? WIDEST_GAP : 0));
                gap = false;
            }
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("\"" + written.strip() + "\" has no word");
        }
    }

    /** The phrases of a cell, which stand between commas; null and blank have none. */
    static List<Phrase> list(String cell) {
        return cell == null ? List.of()
                : Stream.of(cell.split(",")).filter(written -> !written.isBlank()).map(Phrase::new).toList();
    }

    List<Place> in(WrittenWords text) {
        List<Place> places = new ArrayList<>();
        for (int start = 0; start < text.count(); start++) {
            if (parts.get(0).is(text.word(start))) {
                int end = end(text, start + 1, 1);
                if (end > 0) {
                    places.add(new Place(start, end));
                }
            }
        }
        return places;
    }

    /** Behind the last word, when the remaining parts follow; 0 when they do not. Within one sentence. */
    private int end(WrittenWords text, int next, int part) {
        if (part == parts.size()) {
            return next;
        }
        int furthest = Math.min(text.count() - 1, next + parts.get(part).gap());
        for (int at = next; at <= furthest && text.sentence(at) == text.sentence(next - 1); at++) {
            if (parts.get(part).is(text.word(at))) {
                int end = end(text, at + 1, part + 1);
                if (end > 0) {
                    return end;
                }
            }
        }
        return 0;
    }
}
