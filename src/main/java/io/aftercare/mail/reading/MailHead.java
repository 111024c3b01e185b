package io.aftercare.mail.reading;

import io.aftercare.mail.reading.HeadField.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The head of another mail within a text, as Outlook and others write it above what they answer or forward without
 * marking each line; and the lines by which they announce it.
 */
final class MailHead {

    private static final String ORIGINAL_WORDS = WordList.pattern("original-message");
    private static final String FORWARDED_WORDS = WordList.pattern("forwarded-message");
    private static final String FORWARD_BEGINS = WordList.pattern("forward-begins");
    private static final Pattern ORIGINAL = Pattern.compile(
            "(?iu)^[\\s*]{0,20}+[-‐–—_]{2,100}+\\s*+(?:" + ORIGINAL_WORDS + ")\\s*+[-‐–—_]{0,100}+[\\s*]*+$");
    /** GroupWise, which marks nothing below. */
    private static final Pattern GROUP_WISE = Pattern.compile("^>>>\\s.{3,300}\\d.{0,30}>>>\\s*+$");
    private static final Pattern FORWARDED =
            Pattern.compile("(?iu)^[\\s*>]{0,40}+(?:-{2,100}+\\s*+(?:" + FORWARDED_WORDS
                    + ")\\s*+-{0,100}+|(?:" + FORWARD_BEGINS + ")\\h?[:：])[\\s*]*+$");
    private static final Pattern RULE = Pattern.compile("^\\s*+[_-]{10,}+\\s*+$");
    /** La Poste and Orange say the day of the mail before its head. */
    private static final Pattern TITLE =
            Pattern.compile("(?iu)^[\\s*]{0,20}+message du \\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4}.{0,20}$");
    private static final int LONGEST_LINE = 400;
    private static final int SHORTEST_RULE = 10;
    private static final int MOST_LINES = 12;
    private static final int FIELDS_OF_ANY_LANGUAGE = 4;
    /** A field in any language, such as below a rule in the mail of a program that speaks another. */
    private static final Pattern ANY_FIELD =
            Pattern.compile("^[\\s*]{0,40}+\\p{L}[\\p{L}\\p{M} -]{0,25}\\s?[:：][*]?\\s*\\S.*");

    private MailHead() {
    }

    /** Whether a line announces a mail that is passed on, which is shown and not answered. */
    static boolean announcesForward(String line) {
        return line.length() <= LONGEST_LINE && (line.contains("--") || line.indexOf(':') > 0 || line.indexOf('：') > 0)
                && FORWARDED.matcher(line).matches();
    }

    /** Whether the mail answered begins here, without marks: everything below is that mail. */
    static boolean begins(List<String> lines, int at) {
        String line = lines.get(at);
        if (line.length() > LONGEST_LINE) {
            return false;
        }
        if (line.length() > 2 && ORIGINAL.matcher(line).matches()
                || line.startsWith(">>>") && GROUP_WISE.matcher(line).matches()
                        && Announcement.DATE.matcher(line).find()) {
            return !introduced(lines, at);
        }
        boolean ruled = line.length() >= SHORTEST_RULE && (RULE.matcher(line).matches()
                || TITLE.matcher(line).matches());
        int first = ruled ? QuotedText.next(lines, at + 1) : at;
        return first < lines.size() && (isHead(lines, first, ruled) || ruled && fieldsOfAnyLanguage(lines, first))
                && !introduced(lines, at);
    }

    /**
     * Whether the sentence above says that something follows: then a person shows a mail, or what looks like one, and
     * answers none.
     */
    static boolean introduced(List<String> lines, int at) {
        int above = at - 1;
        while (above >= 0 && lines.get(above).isBlank()) {
            above--;
        }
        String line = above < 0 ? "" : lines.get(above).strip();
        return line.endsWith(":") || line.endsWith("：");
    }

    /** @param ruled whether a line is drawn above, which people do less often than programs */
    private static boolean isHead(List<String> lines, int first, boolean ruled) {
        if (HeadField.of(lines.get(first)) == null) {
            return false;
        }
        Map<Kind, String> fields = new EnumMap<>(Kind.class);
        Kind last = null;
        for (int i = first; i < lines.size() && i < first + MOST_LINES && !lines.get(i).isBlank(); i++) {
            HeadField field = HeadField.of(lines.get(i));
            if (field != null) {
                last = field.kind();
                fields.putIfAbsent(last, field.value());
            } else if (last == Kind.SENDER && i == first + 1) {
                // A long address is wrapped.
                fields.merge(last, lines.get(i), (value, rest) -> value + " " + rest);
            }
        }
        String sender = fields.get(Kind.SENDER);
        if (sender == null || sender.isEmpty()) {
            return false;
        }
        String date = fields.getOrDefault(Kind.DATE, "");
        boolean dated = date.chars().anyMatch(Character::isDigit);
        boolean timed = dated && Announcement.TIME.matcher(date).find();
        boolean addressed = sender.indexOf('@') > 0;
        // Without an address it may be anything that has a from and a to: versions, places, amounts, letters of old.
        return addressed ? dated || fields.containsKey(Kind.SUBJECT) && fields.size() >= 3
                : timed && (fields.containsKey(Kind.SUBJECT) || ruled && fields.size() >= 3)
                        && sender.chars().anyMatch(Character::isLetter);
    }

    private static boolean fieldsOfAnyLanguage(List<String> lines, int first) {
        int fields = 0;
        boolean exact = false;
        for (int i = first; i < lines.size() && i < first + MOST_LINES && !lines.get(i).isBlank(); i++) {
            boolean field = lines.get(i).length() <= LONGEST_LINE && ANY_FIELD.matcher(lines.get(i)).matches();
            if (i == first && !field) {
                return false;
            }
            fields += field ? 1 : 0;
            exact |= field && (lines.get(i).indexOf('@') > 0 || Announcement.DATE.matcher(lines.get(i)).find());
        }
        return exact && fields >= FIELDS_OF_ANY_LANGUAGE;
    }
}
