package io.aftercare.letters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an agent's text brings along of a greeting and of a signature, so that the letter adds neither a second time.
 *
 * @param greets whether it begins with a greeting
 * @param body   what stands between greeting and signature, with both left out; may be empty
 * @param signed the lines of its signature, from the closing words on; empty when it has none
 */
record OwnFrame(boolean greets, String body, List<String> signed) {

    private static final int LAST_LINES = 6;
    private static final int MOST_WORDS_OF_A_NAME = 6;
    private static final int LONGEST_LINE = 60;
    private static final String NAMES = "(?:[\\s\\u00a0]+[\\p{L}][\\p{L}\\p{M}.'’-]*)";
    /** A word of greeting, some names, and then a comma or the end of the line: else it is a sentence. */
    private static final Pattern GREETING = Pattern.compile(
            "\\s*(?:hello|hi|hey|dear|greetings|good (?:morning|afternoon|evening|day)|bonjour|bonsoir|salut|rebonjour"
                    + "|madame|mesdames|monsieur|messieurs|chère?s?|hallo|guten (?:tag|morgen|abend))(?:"
                    + NAMES + "{0,5}\\s*[,!:;–—]+|" + NAMES + "{0,3}\\s*\\.?(?=\\s*(?:\\n|$)))[ \\t\\u00a0]*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern CLOSING = Pattern.compile(
            "(?:(?:with |many )?(?:kind(?:est)?|best|warm(?:est)?|friendly) (?:regards|wishes|greetings)|regards|best"
                    + "|all the best|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|yours|cheers"
                    + "|(?:many )?thanks(?: again| in advance)?|thank you(?: again| in advance)?"
                    + "|(?:bien |très )?cordialement|bien à vous|sincèrement|amicalement|respectueusement"
                    + "|(?:meilleures |sincères )?salutations(?: distinguées)?|(?:très )?(?:bonne|belle) "
                    + "(?:journée|soirée|fin de journée|semaine|fin de semaine)(?: à vous)?|à (?:bientôt|votre service)"
                    + "|merci(?: beaucoup| d’avance| d'avance| encore)?"
                    + "|mit freundlichen grüßen|viele grüße|--)\\s*[,.!]*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /**
     * Reads a text.
     *
     * @param text     not blank
     * @param customer the customer's name, which alone in the first line greets too; null when unknown
     * @param names    who may have signed it, the agent's name and the support's; null ones are passed over
     */
    static OwnFrame of(String text, String customer, String... names) {
        String body = text.strip();
        boolean greets = false;
        Matcher greeting = GREETING.matcher(body);
        if (greeting.lookingAt()) {
            greets = true;
            body = capitalised(body.substring(greeting.end()).strip());
        } else {
            String first = body.lines().findFirst().orElse("");
            if (isName(first, customer) && first.strip().matches(".*[,!:]")) {
                greets = true;
                body = body.substring(first.length()).strip();
            }
        }
        List<String> lines = new ArrayList<>(body.lines().toList());
        int begins = signatureOf(lines, names);
        List<String> signed = lines.subList(begins, lines.size()).stream().map(String::strip)
                .filter(line -> !line.isEmpty() && !line.equals("--")).toList();
        return new OwnFrame(greets, String.join("\n", lines.subList(0, begins)).strip(), signed);
    }

    /** Whether somebody signed with this name, in full or by one of its parts; never with none. */
    boolean signedBy(String name) {
        return signed.stream().anyMatch(line -> isName(line, name));
    }

    private static int signatureOf(List<String> lines, String... names) {
        int earliest = Math.max(0, lines.size() - LAST_LINES);
        for (int at = earliest; at < lines.size(); at++) {
            if (CLOSING.matcher(lines.get(at).strip()).matches()
                    && lines.subList(at + 1, lines.size()).stream().allMatch(OwnFrame::couldSign)) {
                return at;
            }
        }
        int begins = lines.size();
        while (begins > earliest && isOneOf(lines.get(begins - 1), names)) {
            begins--;
        }
        return begins;
    }

    private static boolean isOneOf(String line, String... names) {
        return line.isBlank() || Arrays.stream(names).anyMatch(name -> isName(line, name));
    }

    private static boolean couldSign(String line) {
        String words = line.strip();
        return words.length() <= LONGEST_LINE && words.split("\\s+").length <= MOST_WORDS_OF_A_NAME
                && !words.matches(".*[?!:;]") && !words.matches("(?i).*https?://.*");
    }

    /** A whole name, or its first or last word, in any case. */
    private static boolean isName(String line, String name) {
        if (name == null || name.isBlank() || line.isBlank()) {
            return false;
        }
        String written = plain(line);
        String whole = plain(name);
        String[] parts = whole.split(" ");
        return written.equals(whole) || written.equals(parts[0]) || written.equals(parts[parts.length - 1]);
    }

    private static String plain(String words) {
        return words.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}\\p{M}]+", " ").strip();
    }

    private static String capitalised(String text) {
        return text.isEmpty() ? text
                : text.substring(0, text.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
                        + text.substring(text.offsetByCodePoints(0, 1));
    }
}
