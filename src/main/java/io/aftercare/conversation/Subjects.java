package io.aftercare.conversation;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.modulith.NamedInterface;

/** Subjects of mails without what mail programs and we put around them. */
@NamedInterface("kernel")
public final class Subjects {

    private static final String FORWARDED =
            "fwd?|tr|wg|i|rv|enc|doorst|vb|wtr|pd|vl|vid|vs|továbbítás|tov|i̇?lt|πρθ|转发|轉寄|転送|전달|пересл|пер|př";
    private static final String REPLIED = "re|r|aw|antw|réf|ref|ré|rép|rep|rif|sv|vs|odp";
    private static final String COUNT_AND_COLON = "\\s?(?:\\[\\d{1,5}])?\\s{0,3}[:：]";
    // Strangers write subjects: each repetition is possessive or bounded, so that none is tried again and again.
    private static final Pattern MARKS = Pattern.compile(
            "^(?:\\s*+(?:" + REPLIED + "|" + FORWARDED + ")" + COUNT_AND_COLON + "){1,50}+",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern FORWARD = Pattern.compile("^\\s*+(?:" + FORWARDED + ")" + COUNT_AND_COLON,
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    /** More than this, in three words or more, does not end another subject by accident. */
    private static final int SHORT_TOPIC = 12;
    /** A word before a colon, or something in brackets. */
    private static final Pattern MARK_BEFORE = Pattern.compile("\\s*+(?:[\\[({*<]++[^\\])}*>]{1,40}+[\\])}*>]+\\s*+"
            + "|[\\p{L}.-]{1,12}+" + COUNT_AND_COLON + ")", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern NUMBER = Pattern.compile(
            "\\[?(?<![\\p{L}\\p{Nd}_])AC-\\d{6,15}(?![\\p{L}\\p{Nd}_])]?", Pattern.CASE_INSENSITIVE);

    private Subjects() {
    }

    /** A subject as it was before anybody replied, forwarded or numbered it; empty when nothing else stands there. */
    public static String bare(String subject) {
        String bare = NUMBER.matcher(subject.replaceAll("\\p{Cntrl}+", " ")).replaceAll(" ").strip();
        return MARKS.matcher(bare).replaceFirst("").strip();
    }

    /** What two subjects about the same matter have in common, to be compared. */
    public static String topic(String subject) {
        return bare(subject).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    /**
     * Whether a subject is that of a reply to a mail with another subject, whatever mail programs and gateways of any
     * language have put before it.
     */
    public static boolean answers(String subject, String answered) {
        String topic = topic(answered);
        String written = topic(subject);
        if (topic.isEmpty() || !(" " + written).endsWith(" " + topic)) {
            return false;
        }
        String before = written.substring(0, written.length() - topic.length()).strip();
        // A short one may be the end of another sentence: then only a mark stands before it.
        return before.isEmpty() || topic.indexOf(' ', topic.indexOf(' ') + 1) > 0 && topic.length() > SHORT_TOPIC
                || MARK_BEFORE.matcher(subject).lookingAt();
    }

    /** Whether a mail program marked it as forwarded; a reply to something forwarded is not. */
    public static boolean forwarded(String subject) {
        Matcher mark = FORWARD.matcher(subject);
        return mark.find();
    }
}
