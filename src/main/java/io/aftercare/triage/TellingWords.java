package io.aftercare.triage;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the words a customer really wrote for the stems by which a text was judged: nobody can judge by stems. */
final class TellingWords {

    private static final int MOST = 5;

    private TellingWords() {
    }

    /**
     * @param stems single ones and pairs with a blank between, strongest first; what the text does not have is left out
     * @return as written, each once, without those that stand in a longer one
     */
    static List<String> of(String text, String language, List<String> stems) {
        if (stems.isEmpty()) {
            return List.of();
        }
        WrittenWords words = new WrittenWords(text);
        List<String> stemmed = IntStream.range(0, words.count())
                .mapToObj(index -> first(Words.stems(words.word(index), language))).toList();
        List<String> found = new ArrayList<>();
        for (String stem : stems) {
            String[] parts = stem.split(" ");
            for (int at = 0; at + parts.length <= stemmed.size(); at++) {
                if (stemmed.subList(at, at + parts.length).equals(List.of(parts))) {
                    String written = words.written(new Phrase.Place(at, at + parts.length));
                    if (found.stream().noneMatch(longer -> (" " + longer + " ").contains(" " + written + " "))) {
                        found.removeIf(shorter -> (" " + written + " ").contains(" " + shorter + " "));
                        found.add(written);
                    }
                    break;
                }
            }
        }
        return found.stream().limit(MOST).toList();
    }

    private static String first(Iterable<String> stems) {
        Iterator<String> all = stems.iterator();
        return all.hasNext() ? all.next() : "";
    }
}
