package io.aftercare.knowledge;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * Rights the mistyped words of a question: words that neither the articles have nor the language, as far as its words
 * are known, become the likeliest word that is one slip of the pen away, or two in a long word.
 *
 * <p>
 * Likely is what the articles have often or the language uses often. A name, written with a capital within a sentence,
 * becomes a word of the articles or stays; what is in capitals throughout or has digits stays.
 */
final class Spelling {

    /** A long mail full of strange words is no question with a slip of the pen. */
    private static final int MOST_WORDS = 12;
    private static final int MOST_BY_TWO_SLIPS = 4;
    private static final int SHORTEST = 3;
    /** In shorter words a second slip leaves too little to recognise. */
    private static final int LONG = 6;
    /** In shorter ones the language has too many words that are two slips away. */
    private static final int VERY_LONG = 8;
    /**
     * Of a language whose words are not known, a word the articles lack is as likely right as wrong: the longer, the
     * likelier wrong.
     */
    private static final int LONG_UNKNOWN = 5;
    private static final int VERY_LONG_UNKNOWN = 9;
    private static final int LONGEST = 40;
    /** How much likelier letters are swapped, or doubled wrongly, than mistaken for others, left out or put in. */
    private static final double USUAL_SLIP = 20;
    /** Not what stands before an apostrophe: the L' of a French noun, the don of don't. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]++(?!['’]\\p{L})");
    private static final Pattern LAST_WORD = Pattern.compile("[\\p{L}\\p{M}]++$");

    private final Analysis analysis;

    Spelling(Analysis analysis) {
        this.analysis = analysis;
    }

    CustomerQuestion spellCorrected(IndexReader reader, CustomerQuestion question, String language) throws IOException {
        Terms articles = MultiTerms.getTerms(reader, ArticleIndex.WORDS + language);
        if (articles == null) {
            return question;
        }
        CommonWords english = CommonWords.english();
        boolean known = language.equals("en");
        var corrections = new HashMap<String, String>();
        int looked = 0;
        int twice = 0;
        for (Map.Entry<String, Boolean> each : words(question).entrySet()) {
            String word = each.getKey();
            // Linux is Linux in any language; the forms of English words are not to be looked for in another one.
            if ((known ? english.contain(word) : english.frequency(word) > 0)
                    || reader.docFreq(new Term(ArticleIndex.WORDS + language, word)) > 0
                    || !known && isWord(reader, language, word) || looked++ >= MOST_WORDS) {
                continue;
            }
            Terms common = known && !each.getValue() ? english.terms() : null;
            String right = known || word.length() >= LONG_UNKNOWN ? nearest(articles, common, word, 1) : null;
            if (right == null && word.length() >= (known ? LONG : VERY_LONG_UNKNOWN) && twice++ < MOST_BY_TWO_SLIPS) {
                right = nearest(articles, word.length() >= VERY_LONG ? common : null, word, 2);
            }
            if (right != null) {
                corrections.put(word, right);
            }
        }
        return question.with(corrections);
    }

    /**
     * Whether it says nothing, an article has it in another form or with other accents, or it has synonyms: of another
     * language than English that is what we know of its words.
     */
    private boolean isWord(IndexReader reader, String language, String word) throws IOException {
        List<String> terms = analysis.terms(language, word);
        for (String term : terms) {
            if (reader.docFreq(new Term(ArticleIndex.WHOLE + language, term)) > 0
                    || !analysis.synonyms(language, term).isEmpty()) {
                return true;
            }
        }
        return terms.isEmpty();
    }

    /**
     * The question with its last word, which may still be being typed, made into the word that the articles begin so
     * and have most often; as it is when they have the word itself, or none that begins so.
     */
    CustomerQuestion completed(IndexReader reader, CustomerQuestion question, String language) throws IOException {
        Terms articles = MultiTerms.getTerms(reader, ArticleIndex.WORDS + language);
        String last = lastWord(question);
        if (articles == null || last.length() < SHORTEST
                || reader.docFreq(new Term(ArticleIndex.WORDS + language, last)) > 0) {
            return question;
        }
        TermsEnum each = articles.iterator();
        String best = null;
        int most = 0;
        if (each.seekCeil(new BytesRef(last)) != TermsEnum.SeekStatus.END) {
            for (BytesRef term = each.term(); term != null && StringHelper.startsWith(term, new BytesRef(last)); term =
                    each.next()) {
                if (each.docFreq() > most) {
                    most = each.docFreq();
                    best = term.utf8ToString();
                }
            }
        }
        return best == null ? question : question.with(Map.of(last, best));
    }

    /** In small letters; empty when the question ends with something else. */
    private static String lastWord(CustomerQuestion question) {
        String end = question.sentences().isEmpty() ? question.subject()
                : question.sentences().get(question.sentences().size() - 1);
        Matcher last = LAST_WORD.matcher(end);
        return last.find() ? last.group().toLowerCase(Locale.ROOT) : "";
    }

    /** The words that may be mistyped, in small letters, and whether each is written as a name. */
    private static Map<String, Boolean> words(CustomerQuestion question) {
        var words = new LinkedHashMap<String, Boolean>();
        collect(question.subject(), words);
        question.sentences().forEach(sentence -> collect(sentence, words));
        return words;
    }

    private static void collect(String sentence, Map<String, Boolean> words) {
        Matcher each = WORD.matcher(sentence);
        while (each.find()) {
            String word = each.group();
            if (word.length() >= SHORTEST && word.length() <= LONGEST && !partOfACode(sentence, each)
                    && word.chars().allMatch(Character::isLetter)
                    && !word.equals(word.toUpperCase(Locale.ROOT))) {
                words.merge(word.toLowerCase(Locale.ROOT), each.start() > 0 && Character.isUpperCase(word.charAt(0)),
                        Boolean::logicalAnd);
            }
        }
    }

    /** As are the letters of kernel32.dll, lb-4711 and e_fail. */
    private static boolean partOfACode(String sentence, Matcher word) {
        int begin = word.start();
        int end = word.end();
        while (begin > 0 && partOfACode(sentence.charAt(begin - 1))) {
            begin--;
        }
        while (end < sentence.length() && partOfACode(sentence.charAt(end))) {
            end++;
        }
        String token = sentence.substring(begin, end);
        return begin < word.start() && token.substring(0, word.start() - begin).matches(".*[\\p{N}_.].*")
                || end > word.end() && token.substring(word.end() - begin).matches("[-_.].*[\\p{L}\\p{N}].*")
                        && token.matches(".*[\\p{N}_].*|.*\\.\\p{L}{2,4}");
    }

    private static boolean partOfACode(char character) {
        return Character.isLetterOrDigit(character) || character == '-' || character == '_' || character == '.';
    }

    private static String nearest(Terms articles, Terms common, String word, int slips) throws IOException {
        var likely = new HashMap<String, Double>();
        double all = articles.getSumDocFreq();
        TermsEnum near = fuzzy(articles, word, slips);
        for (BytesRef each = near.next(); each != null; each = near.next()) {
            likely.merge(each.utf8ToString(), near.docFreq() / all, Double::sum);
        }
        if (common != null) {
            near = fuzzy(common, word, slips);
            for (BytesRef each = near.next(); each != null; each = near.next()) {
                String found = each.utf8ToString();
                likely.merge(found, CommonWords.english().frequency(found), Double::sum);
            }
        }
        likely.replaceAll((found, use) -> swappedOrDoubled(word, found) ? USUAL_SLIP * use : use);
        String best = null;
        for (Map.Entry<String, Double> each : likely.entrySet()) {
            if (each.getKey().length() >= SHORTEST && (best == null || each.getValue() > likely.get(best))) {
                best = each.getKey();
            }
        }
        return best;
    }

    /** Whether two neighbouring letters are swapped, or one is double in the one word and single in the other. */
    private static boolean swappedOrDoubled(String one, String other) {
        if (one.length() > other.length()) {
            return swappedOrDoubled(other, one);
        }
        int same = 0;
        while (same < one.length() && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        if (one.length() == other.length()) {
            return same + 1 < one.length() && one.charAt(same) == other.charAt(same + 1)
                    && one.charAt(same + 1) == other.charAt(same)
                    && one.substring(same + 2).equals(other.substring(same + 2));
        }
        return same > 0 && other.charAt(same) == other.charAt(same - 1)
                && one.substring(same).equals(other.substring(same + 1));
    }

    /** A second slip is rare enough to expect the beginning to be right. */
    private static TermsEnum fuzzy(Terms terms, String word, int slips) throws IOException {
        return new FuzzyTermsEnum(terms, new Term("", word), slips, slips - 1, true);
    }
}
