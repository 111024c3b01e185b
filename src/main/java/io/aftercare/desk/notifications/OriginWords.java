package io.aftercare.desk.notifications;

import io.aftercare.process.ProblemOrigin;
import io.aftercare.unicode.NormalizedText;
import io.aftercare.unicode.QuotedInput;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How an agent writes an origin in a mail: by its code, or by its name in any language, whatever case, accents and
 * hyphens.
 */
final class OriginWords {

    private static final Pattern FIRST_WORD = Pattern.compile("^[\\p{L}\\p{N}_-]{1,60}(?=[:,.]?(?:\\s|$))");

    /** In characters, of what is looked at: more than any name of an origin has. */
    private static final int LONGEST = 400;

    private OriginWords() {
    }

    /** @param rest what follows the origin */
    record Found(String code, String rest) {
    }

    /** @throws ReplyRejected when the text begins with no origin; says what to write */
    static Found first(String text, List<ProblemOrigin> origins) {
        String written = NormalizedText.of(text, Normalizer.Form.NFC);
        String beginning = plain(written.substring(0, Math.min(LONGEST, written.length())));
        return origins.stream()
                .flatMap(origin -> spellings(origin).flatMap(spelling -> end(spelling, beginning).stream())
                        .map(end -> new Found(origin.code(), written.substring(end).strip())))
                .min(Comparator.comparing(found -> found.rest().length())).orElseThrow(() -> {
                    Matcher word = FIRST_WORD.matcher(text);
                    return new ReplyRejected(
                            (word.find() ? "\"" + QuotedInput.of(word.group()) + "\" is no origin"
                                    : "There is no origin")
                                    + " behind #redirect.",
                            "Write #redirect and one of " + listed(origins) + ".");
                });
    }

    /** As mails list them: antivirus, operating-system. */
    static String listed(List<ProblemOrigin> origins) {
        return origins.stream().map(origin -> origin.code().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }

    private static Stream<String> spellings(ProblemOrigin origin) {
        return Stream.concat(Stream.of(origin.code()), origin.names().values().stream());
    }

    /** Where what follows the spelling begins; empty when the text does not begin with it. */
    private static Optional<Integer> end(String spelling, String beginning) {
        String words = Stream.of(plain(NormalizedText.of(spelling, Normalizer.Form.NFC)).split("[\\s_-]+"))
                .map(Pattern::quote).collect(Collectors.joining("[\\s_-]+"));
        Matcher found = Pattern.compile(words + "[:,.]?(?:\\s+|$)").matcher(beginning);
        return found.lookingAt() ? Optional.of(found.end()) : Optional.empty();
    }

    /**
     * Each character for one, so that places stay the same: small, without its accent, typographic apostrophes
     * straight.
     */
    private static String plain(String text) {
        var plain = new StringBuilder();
        text.chars().forEach(character -> plain.append(character == '\u2019' ? '\''
                : Character.toLowerCase(
                        NormalizedText.of(String.valueOf((char) character), Normalizer.Form.NFD).charAt(0))));
        return plain.toString();
    }
}
