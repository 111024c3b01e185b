package io.aftercare.desk.savedreplies;

import io.aftercare.platform.SupportGroups;
import io.aftercare.triage.TextTriage;
import io.aftercare.unicode.QuotedInput;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Looks at what somebody enters as a saved reply, and says in a sentence what is wrong. */
final class ReplyCheck {

    static final int LONGEST_TITLE = 120;
    static final int LONGEST_KEY_WORDS = 300;
    static final int LONGEST_TEXT = 20_000;

    private ReplyCheck() {
    }

    /**
     * The entry without blanks around and without texts that say nothing.
     *
     * @throws ErrorResponseException 400 naming the field that is wrong
     */
    static ReplyEntry checked(ReplyEntry entry) {
        String title = oneLine(entry.title());
        String keyWords = oneLine(entry.keyWords());
        if (title.isEmpty()) {
            throw refused("title", "Give the reply a title, by which colleagues find it.");
        }
        tooLong("title", "The title", title, LONGEST_TITLE);
        tooLong("keyWords", "The key words are", keyWords, LONGEST_KEY_WORDS);
        List<String> groups = groups(entry.groups());
        Map<String, String> texts = written(entry.texts());
        if (texts.isEmpty()) {
            throw refused("text-" + TextTriage.answeredLanguages().get(0), "Write the text in at least one language.");
        }
        return new ReplyEntry(title, keyWords, groups, texts);
    }

    /**
     * The texts that say something, by language.
     *
     * @param given may be null
     * @throws ErrorResponseException 400 for a language that nobody is answered in, and for what is too long
     */
    static Map<String, String> written(Map<String, String> given) {
        Map<String, String> texts = new TreeMap<>();
        Objects.requireNonNullElse(given, Map.<String, String>of()).forEach((language, text) -> {
            if (text != null && !text.isBlank()) {
                texts.put(language(language), text.strip().replace("\r\n", "\n"));
            }
        });
        texts.forEach((language, text) -> tooLong("text-" + language, "The text", text, LONGEST_TEXT));
        return texts;
    }

    private static List<String> groups(List<String> given) {
        List<String> groups = Objects.requireNonNullElse(given, List.<String>of()).stream().distinct().toList();
        groups.stream().filter(group -> group == null || !SupportGroups.AGENTS.contains(group)).findFirst()
                .ifPresent(unknown -> {
                    throw refused("groups", "There is no group \"" + QuotedInput.of(unknown)
                            + "\" that answers requests. Choose among " + String.join(", ", SupportGroups.AGENTS)
                            + ", or none for all.");
                });
        return groups;
    }

    private static String language(String language) {
        if (!TextTriage.answeredLanguages().contains(language)) {
            throw refused("texts", "Customers are not answered in \"" + QuotedInput.of(language)
                    + "\". Choose among " + String.join(", ", TextTriage.answeredLanguages()) + ".");
        }
        return language;
    }

    private static void tooLong(String field, String what, String text, int most) {
        if (text.length() > most) {
            throw refused(field, "%s too long: %d characters of at most %d. Shorten it.".formatted(
                    what.endsWith("are") ? what : what + " is", text.length(), most));
        }
    }

    private static String oneLine(String text) {
        return Objects.requireNonNullElse(text, "").codePoints()
                .map(letter -> Character.isISOControl(letter) ? ' ' : letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString()
                .strip().replaceAll("\\s+", " ");
    }

    static ErrorResponseException refused(String field, String sentence) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, sentence);
        problem.setProperty("field", field);
        return new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
    }
}
