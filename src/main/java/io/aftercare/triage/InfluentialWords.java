package io.aftercare.triage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds the words a customer really wrote for the stems by which a text was judged: nobody can judge by stems. */
final class InfluentialWords {

    private static final int MOST = 5;

    private InfluentialWords() {
    }

    /**
     * @param stems strongest first; what the text does not have is left out
     * @return as written, each once; words of grammar only when there are no others, since nobody can judge by them
     */
    static List<String> of(String text, String language, List<String> stems) {
        if (stems.isEmpty()) {
            return List.of();
        }
        WrittenWords words = new WrittenWords(text);
        Map<String, String> written = new LinkedHashMap<>();
        for (int index = 0; index < words.count(); index++) {
            Phrase.Place place = new Phrase.Place(index, index + 1);
            WordNormalizer.sequence(words.word(index), language).stream().findFirst()
                    .ifPresent(stem -> written.putIfAbsent(stem, words.written(place)));
        }
        List<String> influential = stems.stream().map(written::get).filter(Objects::nonNull).distinct().toList();
        List<String> full = influential.stream().filter(word -> !WordNormalizer.ofGrammar(word, language)).toList();
        return (full.isEmpty() ? influential : full).stream().limit(MOST).toList();
    }
}
