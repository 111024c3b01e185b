package io.aftercare.mail.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a reply says itself: without the mail it quotes and without the signature, as mail programs mark them. Folded
 * away, never lost: the whole text is kept beside it. In doubt a quotation stays, for to lose a word is worse.
 */
public final class ReplyText {

    private static final Pattern SIGNATURE = Pattern.compile("^-- ?$");
    /** More lines than that below the mark are no signature. */
    private static final int LONGEST_SIGNATURE = 30;
    /** What somebody adds below a signature that a program wrote. */
    private static final Pattern POSTSCRIPT =
            Pattern.compile(
                    "(?iu)^\\s{0,10}(?:p\\.?\\s?(?:p\\.?\\s?)?s\\.?|n\\.?b\\.?)\\s?[:;.,–-]\\s?\\S.*"
                            + "|^\\s{0,10}P\\.?S\\.? \\p{Lu}.*");
    /** Says that the answers stand in the quotation, where a program without marks does not show them. */
    private static final Pattern ANSWERS_BELOW =
            Pattern.compile("(?is).{0,300}\\b(?:(?:my )?(?:answers?|repl(?:y|ies)|comments?|responses?)[^.\\n]{0,40}"
                    + "(?:below|inline|in-line|in red|in blue|between|in the text)|see (?:below|inline)|(?:mes "
                    + ")?(?:réponses?|commentaires?)[^.\\n]{0,40}"
                    + "(?:ci-dessous|plus bas|en rouge|en bleu|dans le texte|entre les lignes)|voir ci-dessous"
                    + "|(?:meine )?(?:antwort(?:en)?|anmerkung(?:en)?|kommentare?)[^.\\n]{0,40}(?:unten|im text|in "
                    + "rot|rot|blau|zwischen)|siehe unten).{0,300}");

    private ReplyText() {
    }

    /**
     * @param text  the whole text
     * @param reply whether the mail answers another; only then is a quotation looked for, since in a forwarded or a
     *              first mail what stands below is what the customer wants to show
     * @return never blank unless the text is
     */
    public static String of(String text, boolean reply) {
        List<String> lines = text.replace('\u00A0', ' ').replace('\u202F', ' ').lines().toList();
        List<String> kept = reply ? QuotedText.without(lines) : lines;
        String own = String.join("\n", withoutSignature(kept)).strip();
        boolean elsewhere =
                reply && kept.size() < lines.size() && own.length() <= 600 && ANSWERS_BELOW.matcher(own).matches();
        return own.isEmpty() || elsewhere ? text.strip() : own;
    }

    private static List<String> withoutSignature(List<String> lines) {
        int end = withoutDevice(lines, lines.size());
        int first = Math.max(QuotedText.next(lines, 0) + 1, end - LONGEST_SIGNATURE - 1);
        int signature = end;
        int marks = 0;
        for (int i = end - 1; i >= first; i--) {
            if (QuotedText.QUOTED.matcher(lines.get(i)).matches()) {
                // An answer between quoted lines goes on below.
                break;
            }
            if (SIGNATURE.matcher(lines.get(i)).matches()) {
                signature = i;
                marks++;
            }
        }
        if (separates(lines, signature, end, marks)) {
            return lines.subList(0, withoutDevice(lines, end));
        }
        var own = new ArrayList<>(lines.subList(0, withoutDevice(lines, signature)));
        for (int i = signature; i < end; i++) {
            if (POSTSCRIPT.matcher(lines.get(i)).matches()) {
                own.add("");
                own.addAll(lines.subList(i, end));
                break;
            }
        }
        return own;
    }

    /** Whether somebody has drawn the lines of two dashes around what is to be shown, instead of signing below one. */
    private static boolean separates(List<String> lines, int signature, int end, int marks) {
        boolean proper = signature < end && lines.get(signature).equals("-- ");
        return signature < end && !proper && (marks > 1 || MailHead.introduced(lines, signature));
    }

    private static int withoutDevice(List<String> lines, int from) {
        int end = from;
        while (end > 0 && (lines.get(end - 1).isBlank() || DeviceSignature.is(lines.get(end - 1)))) {
            end--;
        }
        return end;
    }
}
