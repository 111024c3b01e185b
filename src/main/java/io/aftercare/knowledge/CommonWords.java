package io.aftercare.knowledge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.aftercare.embedding.SentenceModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Terms;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * The words of the English language that are in use, some twenty thousand: those that the sentence model was taught,
 * and those of our trade that it was not. Read when they are first asked for, once in a process.
 */
final class CommonWords {

    private static final String WORD = "word";
    private static final int SHORTEST = 3;
    private static final int SHORTEST_STEM = 4;
    private static final List<String> BEFORE = List.of("", "un", "re", "dis", "pre", "mis", "non");
    private static final List<String> AFTER =
            List.of("", "s", "es", "ies", "ed", "ied", "ing", "ings", "er", "ers", "ly", "able",
                    "less", "ness", "ful", "ment", "ments");
    private static final String VOWELS = "aeiou";
    /** By Zipf's law the frequencies of that many words sum up to about ten times the most frequent one's. */
    private static final double SUM = 10;

    private final Map<String, Integer> ranks = new HashMap<>();
    private final Set<String> ofTheTrade = new HashSet<>();
    private final Terms terms;

    private CommonWords() throws IOException {
        // The model's list begins with the most frequent word.
        try (JsonParser tokenizer = new JsonFactory().createParser(SentenceModel.shippedTokenizer())) {
            while (!"vocab".equals(tokenizer.nextFieldName()) && tokenizer.currentToken() != null) {
                // what the list is part of
            }
            tokenizer.nextToken();
            for (String word = tokenizer.nextFieldName(); word != null; word = tokenizer.nextFieldName()) {
                if (word.length() >= SHORTEST && word.chars().allMatch(Character::isLetter)) {
                    ranks.put(word, ranks.size() + 1);
                }
                tokenizer.nextToken();
            }
        }
        Analysis.lines("known-words-en").forEach(line -> ofTheTrade.addAll(List.of(line.split("\\s+"))));
        ofTheTrade.forEach(word -> ranks.putIfAbsent(word, ranks.size() + 1));
        var memory = new ByteBuffersDirectory();
        try (var writer = new IndexWriter(memory, new IndexWriterConfig(new WhitespaceAnalyzer()))) {
            var all = new Document();
            all.add(new TextField(WORD, String.join(" ", ranks.keySet()), Field.Store.NO));
            writer.addDocument(all);
        }
        this.terms = MultiTerms.getTerms(DirectoryReader.open(memory), WORD);
    }

    static CommonWords english() {
        return English.WORDS;
    }

    private static final class English {

        private static final CommonWords WORDS = read();

        private static CommonWords read() {
            try {
                return new CommonWords();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    /** As it is, or but for a syllable before or after it: restocked, vouchers. */
    boolean contain(String word) {
        return ranks.containsKey(word)
                || word.endsWith("s") && ofTheTrade.contains(word.substring(0, word.length() - 1))
                || BEFORE.stream().anyMatch(before -> word.startsWith(before)
                        && AFTER.stream().anyMatch(after -> word.endsWith(after) && derived(word, before, after)));
    }

    private boolean derived(String word, String before, String after) {
        int end = word.length() - after.length();
        if (end - before.length() < SHORTEST_STEM) {
            return false;
        }
        String stem = word.substring(before.length(), end);
        return ranks.containsKey(stem) || !after.isEmpty() && VOWELS.indexOf(after.charAt(0)) >= 0
                && (ranks.containsKey(stem + "e") || ranks.containsKey(stem + "y"));
    }

    /** How often a word is used among all words, 0 to 1. */
    double frequency(String word) {
        Integer rank = ranks.get(word);
        return rank == null ? 0 : 1 / (SUM * rank);
    }

    /** For searching among them. */
    Terms terms() {
        return terms;
    }
}
