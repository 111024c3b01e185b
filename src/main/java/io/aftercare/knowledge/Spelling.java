package io.aftercare.knowledge;

import io.aftercare.meaning.SentenceModel;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BoostAttribute;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;

/**
 * Rights the mistyped words of a question: words that neither the articles have nor the language, as far as its words are
 * known, become the nearest word of the articles, if one is near enough.
 */
final class Spelling {

    /** A long mail full of strange words is no question with a slip of the pen. */
    private static final int MOST_WORDS = 12;
    private static final int SHORTEST = 4;
    private static final int LONG = 8;
    private static final int LONGEST = 40;

    private final Analysis analysis;
    private final Set<String> englishWords = englishWords();

    Spelling(Analysis analysis) {
        this.analysis = analysis;
    }

    Question righted(IndexReader reader, Question question, String language) throws IOException {
        Terms known = MultiTerms.getTerms(reader, ArticleIndex.WORDS + language);
        if (known == null) {
            return question;
        }
        var corrections = new HashMap<String, String>();
        int looked = 0;
        for (String word : words(question)) {
            if (word.length() >= SHORTEST && word.length() <= LONGEST && word.chars().allMatch(Character::isLetter)
                    && !(language.equals("en") && englishWords.contains(word))
                    && reader.docFreq(new Term(ArticleIndex.WORDS + language, word)) == 0 && looked++ < MOST_WORDS) {
                nearest(known, language, word).ifPresent(nearest -> corrections.put(word, nearest));
            }
        }
        return question.with(corrections);
    }

    private Set<String> words(Question question) {
        var words = new LinkedHashSet<>(analysis.words(question.subject()));
        question.sentences().forEach(sentence -> words.addAll(analysis.words(sentence)));
        return words;
    }

    /** By one slip, or by two in a long word that begins right; among equals the word most articles have. */
    private static Optional<String> nearest(Terms known, String language, String word) throws IOException {
        var term = new Term(ArticleIndex.WORDS + language, word);
        TermsEnum near = word.length() < LONG ? new FuzzyTermsEnum(known, term, 1, 0, true)
                : new FuzzyTermsEnum(known, term, 2, 1, true);
        BoostAttribute similarity = near.attributes().addAttribute(BoostAttribute.class);
        String best = null;
        float nearness = 0;
        int articles = 0;
        for (BytesRef each = near.next(); each != null; each = near.next()) {
            if (similarity.getBoost() > nearness || similarity.getBoost() == nearness && near.docFreq() > articles) {
                best = each.utf8ToString();
                nearness = similarity.getBoost();
                articles = near.docFreq();
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whole words that the English sentence model was taught, some twenty thousand. */
    private static Set<String> englishWords() {
        try (var tokenizer = SentenceModel.shippedTokenizer()) {
            var words = new HashSet<String>();
            new ObjectMapper().readTree(tokenizer).path("model").path("vocab").fieldNames().forEachRemaining(word -> {
                if (word.length() >= SHORTEST && word.chars().allMatch(Character::isLetter)) {
                    words.add(word);
                }
            });
            return words;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
