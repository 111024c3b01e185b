package io.aftercare.conversation;

import io.aftercare.unicode.NormalizedText;
import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words by which requests are found, in whatever way they are typed: in lower case, without accents, letters and
 * digits only, so that an address or a key is the words it consists of.
 *
 * @param wanted all of which a request must have, at most {@value #MOST}
 */
public record SearchWords(List<String> wanted) {

    private static final int MOST = 12;
    private static final int LONGEST = 60;
    /** A shorter one would be the beginning of half of all words, and is meant as it stands. */
    private static final int SHORTEST_BEGINNING = 2;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}]+");
    private static final Pattern PREFIX = Pattern.compile("\\bAC-(?=\\d)", Pattern.CASE_INSENSITIVE);
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Map<String, String> LETTERS = Map.of("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l",
            "đ", "d", "ı", "i", "þ", "th");
    private static final Pattern LETTER = Pattern.compile("[" + String.join("", LETTERS.keySet()) + "]");

    /** What somebody typed into a search field; of the number of a request the digits. */
    public static SearchWords of(String typed) {
        return new SearchWords(in(PREFIX.matcher(typed).replaceAll("")).stream().limit(MOST).toList());
    }

    /** The words of a text, each once. */
    static Set<String> in(String text) {
        Set<String> words = new LinkedHashSet<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = folded(matcher.group());
            if (!word.isEmpty()) {
                words.add(word.substring(0, Math.min(LONGEST, word.length())));
            }
        }
        return words;
    }

    public boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** Whether a word that stands in a text, as it stands there, is one of these or begins with one. */
    public boolean match(String word) {
        String folded = folded(word);
        return wanted.stream().anyMatch(one -> isBeginning(one) ? folded.startsWith(one) : folded.equals(one));
    }

    /**
     * Whether each of these is the beginning of a word of a text; of one that is still being typed a letter is enough.
     */
    public boolean allBeginWordsOf(String text) {
        Collection<String> words = in(text);
        return wanted.stream().allMatch(one -> words.stream().anyMatch(word -> word.startsWith(one)));
    }

    /** How many of these words a text has. */
    public int countIn(String text) {
        Collection<String> words = in(text);
        return (int) wanted.stream().filter(one -> words.stream()
                .anyMatch(word -> isBeginning(one) ? word.startsWith(one) : word.equals(one))).count();
    }

    /** For the index of PostgreSQL; words have letters and digits only, which mean nothing else there. */
    String query() {
        return wanted.stream().map(word -> "'" + word + "'" + (isBeginning(word) ? ":*" : ""))
                .collect(Collectors.joining(" & "));
    }

    /** For words that stand between blanks. */
    List<String> patterns() {
        return wanted.stream().map(word -> "% " + word + (isBeginning(word) ? "%" : " %")).toList();
    }

    /** Tells where each word of a text begins and ends that is one of these. */
    public void eachMatch(String text, Consumer found) {
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            if (match(matcher.group())) {
                found.accept(matcher.start(), matcher.end());
            }
        }
    }

    /** Is told of a word. */
    @FunctionalInterface
    public interface Consumer {
        /** @param end of the word, exclusive */
        void accept(int start, int end);
    }

    private static boolean isBeginning(String word) {
        return word.length() >= SHORTEST_BEGINNING;
    }

    private static String folded(String word) {
        String plain = MARKS.matcher(NormalizedText.of(word, Normalizer.Form.NFKD)).replaceAll("")
                .toLowerCase(Locale.ROOT);
        return LETTER.matcher(plain).replaceAll(letter -> LETTERS.get(letter.group()));
    }
}
