package io.aftercare.mail.reading;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a mail did not arrive, by the codes and the words of mail servers. */
final class BounceReason {

    private static final Phrases PHRASES = Phrases.in("bounce-reasons.txt");
    private static final int FAR = 400;
    private static final int LONGEST = 8 * 1024;
    private static final Pattern ENHANCED = Pattern.compile("(?<![\\w.])([45]\\.[0-7]\\.\\d{1,3})(?![\\w]|\\.\\w)");
    /** Behind what introduces the other server's reply, on the same line or the next; or at the beginning of a line. */
    private static final Pattern REPLY_CODE = Pattern.compile(
            "(?im)(?:(?:SMTP error|said|error|failed|failed with|refused|response|reports|code|reason|because(?: of)?"
                    + "|because|returned|follows|remote host|received|smtp;|<<<|>>>|x-[\\w-]{1,20};|=)"
                    + "[^\\n]{0,100}?(?:\\n[^\\n]{0,60}?)?(?<![\\w.:/-])|^[^\\w\\n]{0,20}|\\[|: )"
                    + "([45][0-5]\\d)(?![\\w.]|:\\d)(?=[\\h:;,\\-\\])'\"]|$)");
    /** A list, a reputation: whatever the code, it says nothing of the address. */
    private static final Pattern BLOCKED = PHRASES.section("blocked");
    private static final Map<String, Pattern> WORDS = PHRASES.statuses();

    private BounceReason() {
    }

    /**
     * The code that stands in a text, and where it contradicts the words beside it, what these say.
     *
     * @param known a code that is known already; null when none is
     * @return null when neither the text nor what is known says anything
     */
    static String of(String known, String said) {
        String text = DeliveryReport.bounded(said, LONGEST);
        if (text.isBlank()) {
            return known;
        }
        String code = known;
        String beside = DeliveryReport.bounded(text, FAR);
        Matcher enhanced = ENHANCED.matcher(text);
        Matcher reply = REPLY_CODE.matcher(text);
        if (known == null || known.endsWith(".0.0")) {
            if (specific(enhanced)) {
                code = enhanced.group(1);
                beside = text.substring(lineOf(text, enhanced.start()), Math.min(text.length(), enhanced.end() + FAR));
            } else if (known == null && reply.find()) {
                code = reply.group(1);
                beside = text.substring(lineOf(text, reply.start(1)), Math.min(text.length(), reply.end() + FAR));
            } else {
                beside = text;
            }
        }
        // What stands behind a blank line speaks of something else.
        int end = beside.indexOf("\n\n");
        return judged(code, code == null || end < 0 ? beside : beside.substring(0, end));
    }

    /** The enhanced code or reply code that stands in a text; null when there is none. */
    static String named(String said) {
        String text = DeliveryReport.bounded(said, LONGEST);
        Matcher enhanced = ENHANCED.matcher(text);
        if (specific(enhanced)) {
            return enhanced.group(1);
        }
        Matcher reply = REPLY_CODE.matcher(text);
        return reply.find() ? reply.group(1) : null;
    }

    private static boolean specific(Matcher enhanced) {
        int first = -1;
        while (enhanced.find()) {
            if (!enhanced.group(1).endsWith(".0.0")) {
                return true;
            }
            first = first < 0 ? enhanced.start() : first;
        }
        return first >= 0 && enhanced.find(first);
    }

    private static int lineOf(String text, int at) {
        return text.lastIndexOf('\n', at) + 1;
    }

    private static String judged(String code, String words) {
        if (code != null && !code.startsWith("5") && !code.startsWith("4")) {
            return code;
        }
        boolean generic = code != null && (code.matches("\\d{3}") || code.matches("5\\.(?:0|5)\\.0"));
        if (code != null && BLOCKED.matcher(words).find()) {
            return new DeliveryStatus(code).addressAtFault() ? "5.7.1" : code;
        }
        if (code != null && !generic) {
            return code;
        }
        String said = code == null && BLOCKED.matcher(words).find() ? "5.7.1"
                : WORDS.entrySet().stream().filter(reason -> reason.getValue().matcher(words).find())
                        .map(Map.Entry::getKey).findFirst().orElse(null);
        if (code == null || said == null || said.startsWith("4") || said.equals("5.3.0")) {
            return code == null ? said : code;
        }
        boolean contradicted =
                new DeliveryStatus(code).addressAtFault() != new DeliveryStatus(said).addressAtFault();
        // A bare code does not tell a full mailbox from a letter that is too large.
        return contradicted || said.equals("5.2.2") || said.equals("5.3.4") ? said : code;
    }
}
