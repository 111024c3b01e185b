package io.aftercare.triage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Tells the language of a text. Apache OpenNLP's model is maintained, 10 MB small, and told English from French in all
 * of our examples once its guesses were restricted to the languages of our customers' countries. What is known of the
 * customer outweighs a short text.
 */
@Component
class LanguageDetector {

    /** The languages we have answers in. */
    static final List<String> ANSWERED = List.of("en", "fr");

    // The model's ISO 639-3 codes of the languages that may come; it knows 103, which only confuses short texts.
    private static final Map<String, String> POSSIBLE = Map.ofEntries(Map.entry("eng", "en"), Map.entry("fra", "fr"),
            Map.entry("deu", "de"), Map.entry("spa", "es"), Map.entry("ita", "it"), Map.entry("nld", "nl"),
            Map.entry("por", "pt"), Map.entry("pol", "pl"), Map.entry("swe", "sv"), Map.entry("dan", "da"),
            Map.entry("nob", "nb"), Map.entry("cat", "ca"), Map.entry("ron", "ro"), Map.entry("ces", "cs"));
    private static final int LONGEST_TEXT = 5_000;
    // A short text needs more words and clearer odds before it changes what we know.
    private static final int FEWEST_WORDS = 4;
    private static final double CLEAR = 1.15;
    // Mails of a word or two are mostly these, and too short for letters to tell.
    private static final Map<String, String> EVERYDAY = Map.ofEntries(Map.entry("merci", "fr"),
            Map.entry("bonjour", "fr"),
            Map.entry("bonsoir", "fr"), Map.entry("oui", "fr"), Map.entry("non", "fr"), Map.entry("svp", "fr"),
            Map.entry("cordialement", "fr"), Map.entry("aide", "fr"), Map.entry("thanks", "en"),
            Map.entry("thank", "en"),
            Map.entry("hello", "en"), Map.entry("please", "en"), Map.entry("yes", "en"), Map.entry("help", "en"),
            Map.entry("regards", "en"));
    private static final int WORDS_OF_A_SENTENCE = 8;
    private static final int FEWEST_LETTERS = 2;
    private static final int SAMPLE = 1_500;
    private static final int FEWEST_WORDS_TO_DOUBT = 25;
    private static final Set<Set<String>> ALIKE = Set.of(Set.of("nb", "no"), Set.of("nb", "nn"), Set.of("nb", "da"),
            Set.of("cs", "sk"), Set.of("es", "gl"), Set.of("es", "ca"), Set.of("pt", "gl"), Set.of("ru", "uk"),
            Set.of("ru", "bg"), Set.of("zh", "ja"), Set.of("nl", "af"));
    private static final double FAR_CLEARER = 1.5;
    private static final Map<UnicodeScript, String> SCRIPTS = Map.ofEntries(Map.entry(UnicodeScript.HAN, "zh"),
            Map.entry(UnicodeScript.HANGUL, "ko"), Map.entry(UnicodeScript.CYRILLIC, "ru"),
            Map.entry(UnicodeScript.GREEK, "el"), Map.entry(UnicodeScript.ARABIC, "ar"),
            Map.entry(UnicodeScript.HEBREW, "he"), Map.entry(UnicodeScript.THAI, "th"),
            Map.entry(UnicodeScript.DEVANAGARI, "hi"), Map.entry(UnicodeScript.ARMENIAN, "hy"),
            Map.entry(UnicodeScript.GEORGIAN, "ka"));
    /** Two letters for the three of the model, as far as Java knows them. */
    private static final Map<String, String> ISO_639_1 = Arrays.stream(Locale.getISOLanguages())
            .collect(Collectors.toMap(code -> Locale.forLanguageTag(code).getISO3Language(), code -> code,
                    (first, second) -> first));
    private static final Pattern QUOTED = Pattern.compile("\"[^\"\\n]{1,500}+\"|“[^”\\n]{1,500}+”|«[^»\\n]{1,500}+»");
    private static final Pattern LOG_LINE = Pattern.compile(
            "(?mi)^\\h*+(?:at [\\w.$]++\\(|caused "
                    + "by:|error:?\\h|exception\\b|\\[(?:info|warn|error|debug)|0x[0-9a-f]++).*$");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

    // Loaded with the first text, not at the start: it takes the better part of a second.
    private final SingletonSupplier<LanguageDetectorModel> model = SingletonSupplier.of(LanguageDetector::load);

    /**
     * The language of a text.
     *
     * @param known what is known of the writer, ISO 639-1; null when nothing
     * @return ISO 639-1; {@code otherwise} when neither the text nor what is known tells
     */
    String of(String text, String known, String otherwise) {
        String expected = known == null || known.isBlank() ? null : known.strip().toLowerCase(Locale.ROOT);
        String words = own(WordNormalizer.withoutNoise(text));
        words = words.substring(0, Math.min(words.length(), LONGEST_TEXT)).toLowerCase(Locale.ROOT);
        long count = WORD.matcher(words).results().count();
        Optional<String> script = ofScript(words);
        if (script.isPresent()) {
            return script.get();
        }
        if (count == 0) {
            return expected == null ? otherwise : expected;
        }
        Language[] all = new LanguageDetectorME(model.get()).predictLanguages(words);
        if (count >= WORDS_OF_A_SENTENCE && foreign(all)) {
            return Objects.requireNonNullElse(ISO_639_1.get(all[0].getLang()), all[0].getLang());
        }
        List<Language> ranked = Arrays.stream(all)
                .filter(language -> POSSIBLE.containsKey(language.getLang()))
                .sorted(Comparator.comparing(Language::getConfidence).reversed()).toList();
        String likeliest = POSSIBLE.get(ranked.get(0).getLang());
        boolean telling = count >= FEWEST_WORDS;
        if (expected != null) {
            return telling && ranked.get(0).getConfidence() >= CLEAR * confidence(expected, ranked) ? likeliest
                    : expected;
        }
        if (!telling) {
            Optional<String> everyday = WORD.matcher(words).results().map(MatchResult::group).map(EVERYDAY::get)
                    .filter(Objects::nonNull).findFirst();
            if (everyday.isPresent()) {
                return everyday.get();
            }
        }
        String answered = ranked.stream().map(language -> POSSIBLE.get(language.getLang())).filter(ANSWERED::contains)
                .findFirst().orElse(otherwise);
        // Most who write to us write in a language of ours; another one has to show.
        return telling && ranked.get(0).getConfidence() >= CLEAR * confidence(answered, ranked) ? likeliest : answered;
    }

    /**
     * The language of a text of some length, when that is clearly another one than it is said to be in. Of languages
     * that are hardly told apart in writing, either will do.
     *
     * @param said ISO 639-1
     */
    Optional<String> otherThanSaid(String text, String said) {
        String sample = text.substring(0, Math.min(text.length(), SAMPLE));
        if (!enough(sample, FEWEST_WORDS_TO_DOUBT)) {
            return Optional.empty();
        }
        String seems = of(sample, said, said);
        boolean known = POSSIBLE.containsValue(said) || SCRIPTS.containsValue(said) || ANSWERED.contains(seems);
        return seems.equals(said) || !known || ALIKE.contains(Set.of(said, seems)) || seems.length() != 2
                ? Optional.empty()
                : Optional.of(seems);
    }

    /** The language of a text whose letters are not the Latin ones, by what they are; empty for all others. */
    private static Optional<String> ofScript(String words) {
        Map<UnicodeScript, Long> letters = words.codePoints().filter(Character::isLetter).boxed()
                .collect(Collectors.groupingBy(UnicodeScript::of, Collectors.counting()));
        long latin = letters.getOrDefault(UnicodeScript.LATIN, 0L);
        long others = letters.values().stream().mapToLong(Long::longValue).sum() - latin;
        // Names of products and files are Latin in every language.
        if (others < FEWEST_LETTERS || others * 2 < latin) {
            return Optional.empty();
        }
        if (letters.containsKey(UnicodeScript.HIRAGANA) || letters.containsKey(UnicodeScript.KATAKANA)) {
            return Optional.of("ja");
        }
        return letters.entrySet().stream().filter(one -> one.getKey() != UnicodeScript.LATIN)
                .max(Map.Entry.comparingByValue())
                .map(one -> SCRIPTS.getOrDefault(one.getKey(), "und"));
    }

    /** Whether a text is in a language from elsewhere, by a wide margin: short ones are near to many. */
    private static boolean foreign(Language[] all) {
        return !POSSIBLE.containsKey(all[0].getLang()) && Arrays.stream(all)
                .filter(language -> POSSIBLE.containsKey(language.getLang())).mapToDouble(Language::getConfidence)
                .max().orElse(0) * FAR_CLEARER < all[0].getConfidence();
    }

    /**
     * What somebody wrote himself and at some length: without error messages he quotes and lines of a log, which are in
     * the language of the program; and without the first line, the subject, where the text goes on in sentences.
     */
    private static String own(String text) {
        String plain = LOG_LINE.matcher(QUOTED.matcher(text).replaceAll(" ")).replaceAll(" ");
        String words = enough(plain, FEWEST_WORDS) ? plain : text;
        int endOfSubject = words.indexOf('\n');
        String body = endOfSubject < 0 ? "" : words.substring(endOfSubject);
        return enough(body, WORDS_OF_A_SENTENCE) ? body : words;
    }

    private static boolean enough(String text, int words) {
        return WORD.matcher(text).results().limit(words).count() == words;
    }

    private static double confidence(String wanted, List<Language> ranked) {
        return ranked.stream().filter(language -> POSSIBLE.get(language.getLang()).equals(wanted))
                .mapToDouble(Language::getConfidence).findFirst().orElse(0);
    }

    private static LanguageDetectorModel load() {
        try (InputStream file = LanguageDetector.class.getResourceAsStream("/langdetect-183.bin")) {
            return new LanguageDetectorModel(file);
        } catch (IOException damaged) {
            throw new UncheckedIOException("The language model on the class path cannot be read.", damaged);
        }
    }
}
