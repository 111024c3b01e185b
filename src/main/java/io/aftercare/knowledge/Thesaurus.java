package io.aftercare.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.util.CharsRef;
import org.apache.lucene.util.CharsRefBuilder;

/**
 * The synonyms of a language as terms. An expression of several words becomes one term more, beside those of its words,
 * in articles and in questions.
 *
 * @param expressions what makes terms of expressions, and one term of several spellings; null when there are none
 * @param synonyms    by term those that mean the same
 */
record Thesaurus(SynonymMap expressions, Map<String, Set<String>> synonyms) {

    /**
     * @param terms     makes terms of what is written
     * @param spellings lines of words that are one word, written differently
     */
    static Thesaurus of(Function<String, List<String>> terms, List<String> spellings, Synonyms.Lines lines) {
        Function<String, List<String>> reading = written -> telling(written, terms.apply(written));
        var map = new SynonymMap.Builder(true);
        var one = new HashMap<String, String>();
        for (String line : spellings) {
            List<List<String>> words = Synonyms.words(line).stream().map(reading).filter(each -> !each.isEmpty())
                    .distinct().toList();
            String first = words.isEmpty() ? "" : String.join(" ", words.get(0));
            for (List<String> each : words) {
                one.put(String.join(" ", each), first);
                // Of an expression its words remain, by which others find it.
                map.add(joined(each), new CharsRef(first), each.size() > 1);
            }
        }
        Function<String, String> term = word -> one(reading.apply(word), one);
        var synonyms = new LinkedHashMap<String, Set<String>>();
        var expressions = new TreeSet<List<String>>((a, b) -> String.join(" ", a).compareTo(String.join(" ", b)));
        for (List<String> line : lines.same()) {
            List<String> means = line.stream().map(term).filter(each -> !each.isEmpty()).distinct().toList();
            means.forEach(each -> means.stream().filter(other -> !other.equals(each))
                    .forEach(other -> synonyms.computeIfAbsent(each, none -> new TreeSet<>()).add(other)));
            line.stream().map(reading).filter(words -> words.size() > 1).forEach(expressions::add);
        }
        for (List<String> line : lines.different()) {
            List<String> means = line.stream().map(term).toList();
            means.forEach(each -> synonyms.getOrDefault(each, new TreeSet<>()).removeAll(means));
        }
        for (List<String> words : expressions) {
            if (!one.containsKey(String.join(" ", words))) {
                map.add(joined(words), new CharsRef(String.join(" ", words)), true);
            }
        }
        try {
            return new Thesaurus(one.isEmpty() && expressions.isEmpty() ? null : map.build(), Map.copyOf(synonyms));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Of "ne marche plus" only a word is left that says anything, and that says something else. */
    private static List<String> telling(String written, List<String> terms) {
        return terms.size() == 1 && written.contains(" ") ? List.of() : terms;
    }

    private static String one(List<String> terms, Map<String, String> spellings) {
        String whole = String.join(" ", terms);
        return spellings.getOrDefault(whole, whole);
    }

    private static CharsRef joined(List<String> terms) {
        return SynonymMap.Builder.join(terms.toArray(String[]::new), new CharsRefBuilder());
    }
}
