package io.aftercare.triage;

import io.aftercare.unicode.NormalizedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Makes comparable words of what people write. */
final class WordNormalizer {

    /** Nobody describes a problem at greater length; what follows is a log or a quoted thread. */
    static final int LONGEST_TEXT = 20_000;

    private static final int MOST_WORDS = 600;
    // Small words stay: "how do I" asks for use, "does not" tells of a problem.
    private static final Map<String, Analyzer> ANALYZERS = Map.of(
            "en", new EnglishAnalyzer(CharArraySet.EMPTY_SET), "fr", new FrenchAnalyzer(CharArraySet.EMPTY_SET));
    private static final Map<String, CharArraySet> OF_GRAMMAR = Map.of(
            "en", EnglishAnalyzer.getDefaultStopSet(), "fr", FrenchAnalyzer.getDefaultStopSet());
    private static final Analyzer ANY_LANGUAGE = new StandardAnalyzer();
    // The look behind makes each run of characters be tried once, from its beginning; \b would look back over all
    // accents.
    private static final Pattern NOISE = Pattern.compile(
            "(?m)^\\h*+>.*$|(?<![\\p{L}\\p{Nd}_])(?:https?://|www\\.)\\S++"
                    + "|(?<![\\p{L}\\p{Nd}._%+-])[\\p{L}\\p{Nd}._%+-]++@[\\p{L}\\p{Nd}.-]++"
                    + "|(?<![\\p{L}\\p{Nd}_-])[\\p{L}_-]*+\\p{Nd}[\\p{L}\\p{Nd}_-]*+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_LETTER_AND_DIGIT =
            Pattern.compile("(?<=\\p{L})(?=\\p{Nd})|(?<=\\p{Nd})(?=\\p{L})");
    private static final Pattern SEPARATORS = Pattern.compile("(?<!\\p{Nd})\\.|\\.(?!\\p{Nd})|[^\\p{L}\\p{Nd}.]+");

    private WordNormalizer() {
    }

    /** Without quoted lines, links, addresses, numbers and keys, which tell nothing and are nobody else's business. */
    static String withoutNoise(String text) {
        return NOISE.matcher(bounded(text)).replaceAll(" ").strip();
    }

    /** The stems of a text in order; of languages other than {@code en} and {@code fr} the words. */
    static List<String> sequence(String text, String language) {
        List<String> stems = new ArrayList<>();
        try (TokenStream tokens =
                ANALYZERS.getOrDefault(language, ANY_LANGUAGE).tokenStream("text", withoutNoise(text))) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (stems.size() < MOST_WORDS && tokens.incrementToken()) {
                stems.add(withoutAccents(term.toString()));
            }
            tokens.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return stems;
    }

    /**
     * Whether a word, as it is written, only holds others together, such as "it" and "les"; no word of other languages
     * does.
     */
    static boolean ofGrammar(String word, String language) {
        return OF_GRAMMAR.getOrDefault(language, CharArraySet.EMPTY_SET).contains(word.toLowerCase(Locale.ROOT));
    }

    /** Lower case, without accents, typographic quotes straight, all white space one blank; punctuation stays. */
    static String plain(String text) {
        return withoutAccents(bounded(text).toLowerCase(Locale.ROOT).replaceAll("[’‘`´]", "'"))
                .replaceAll("[\\s\\p{Z}\\p{Cf}]+", " ").strip();
    }

    /**
     * As {@link #plain}, and without punctuation except the points in numbers; letters and digits parted: "v. 2025.1",
     * "v2025.1" alike.
     */
    static String bare(String text) {
        String parted = BETWEEN_LETTER_AND_DIGIT.matcher(plain(text)).replaceAll(" ");
        return SEPARATORS.matcher(parted).replaceAll(" ").replaceAll(" +", " ").strip();
    }

    private static String withoutAccents(String text) {
        // Bounded again, since one character may become eighteen.
        return MARKS.matcher(bounded(NormalizedText.of(text, Normalizer.Form.NFKD))).replaceAll("").replace("œ", "oe")
                .replace("æ", "ae").replace("ß", "ss");
    }

    private static String bounded(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
