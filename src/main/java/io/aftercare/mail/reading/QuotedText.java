package io.aftercare.mail.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the mail that a reply quotes, as English, French and German mail programs mark it in plain text. */
final class QuotedText {

    static final Pattern QUOTED = Pattern.compile("^\\s{0,3}>.*");
    /** Announces a quotation from its first word on: "On … wrote:", "Le … a écrit :", "Am … schrieb …:". */
    private static final Pattern BEGINNING = Pattern.compile("(?i)(?:on|le|am|den)\\s.{6,400}?\\s"
            + "(?:wrote\\s{0,3}+|a\\s{1,3}+écrit\\s{0,3}+|schrieb.{0,200}|(?:folgendes )?geschrieben\\s{0,3}+):");
    /** The same by its end, since a name may stand first: "… wrote:", "… schrieb am …:". */
    private static final Pattern ENDING = Pattern.compile(
            "(?i)(?:.{1,200}\\s(?:wrote|a\\s{1,3}+écrit|schrieb|geschrieben)\\s{0,3}+:"
                    + "|.{1,200}\\sschrieb\\s(?:am|um)\\s.{4,100}:"
                    + "|.{1,200}\\s(?:wrote\\son|a\\s{1,3}+écrit\\sle)\\s.{4,100}:)");
    /** A time of day or an address, which a program writes into its announcement and a person hardly would. */
    private static final Pattern EXACT = Pattern.compile("\\d{1,2}\\s?[:.h]\\s?\\d{2}|\\S@\\S");
    /** "----- Original Message -----" and its sisters. */
    private static final Pattern ORIGINAL = Pattern.compile(
            "(?i)^\\s*-{2,}\\s*(?:original message|original mail|message d['’]origine|message original|mail original"
                    + "|ursprüngliche (?:nachricht|mail|e-mail)|originalnachricht|original-nachricht|on .{6,300} "
                    + "wrote)\\s*-{2,}\\s*$");
    private static final Pattern RULE = Pattern.compile("^\\s*[_-]{10,}\\s*$");
    private static final Pattern SENDER_FIELD = Pattern.compile(
            "(?i)^[\\s*]*(?:from|de|von|expéditeur|absender)\\s?:[*]?\\s*\\S.*");
    private static final Pattern OTHER_FIELD = Pattern.compile(
            "(?i)^[\\s*]*(?:sent|date|to|subject|cc|envoyé|à|a|objet|sujet|gesendet|datum|an|betreff|envoyé "
                    + "le|destinataire)\\s?:[*]?.*");
    /** A field in any language, such as below a rule in the mail of a program that speaks another. */
    private static final Pattern ANY_FIELD = Pattern.compile("^[\\s*]*\\p{L}[\\p{L} -]{0,25}\\s?:[*]?\\s*\\S.*");
    private static final int MOST_FIELDS = 7;
    private static final int WRAPPED_OVER = 3;
    private static final int LONGEST_ANNOUNCEMENT = 700;

    private QuotedText() {
    }

    /** The lines that are no quotation; all lines when answers stand between quoted ones. */
    static List<String> without(List<String> lines) {
        var own = new ArrayList<String>();
        int lastQuoted = lines.size() - 1;
        while (lastQuoted >= 0 && !quoted(lines, lastQuoted)) {
            lastQuoted--;
        }
        int blocks = 0;
        boolean ownAfterBlock = false;
        boolean saidSomething = false;
        for (int i = 0; i < lines.size(); i++) {
            if (blockWithoutMarks(lines, i)) {
                break;
            }
            int announced = attribution(lines, i);
            if (announced > 0 && !quotedNext(lines, i + announced)) {
                // An announcement with nothing marked below it: the rest is the quotation, if anything was said above.
                String announcement = String.join(" ", lines.subList(i, i + announced));
                if (lastQuoted < i && saidSomething && EXACT.matcher(announcement).find()) {
                    break;
                }
                announced = 0;
            }
            if (announced > 0 || quoted(lines, i)) {
                if (ownAfterBlock) {
                    return lines;
                }
                blocks++;
                i = endOfBlock(lines, i + announced) - 1;
            } else {
                own.add(lines.get(i));
                saidSomething |= !lines.get(i).isBlank();
                ownAfterBlock |= blocks > 0 && !lines.get(i).isBlank();
            }
        }
        return own;
    }

    static int next(List<String> lines, int from) {
        int at = from;
        while (at < lines.size() && lines.get(at).isBlank()) {
            at++;
        }
        return at;
    }

    private static boolean quoted(List<String> lines, int at) {
        return QUOTED.matcher(lines.get(at)).matches();
    }

    /** The first line after a quoted block; blank lines between quoted ones belong to it. */
    private static int endOfBlock(List<String> lines, int start) {
        int end = start;
        for (int i = start; i < lines.size(); i++) {
            if (quoted(lines, i)) {
                end = i + 1;
            } else if (!lines.get(i).isBlank()) {
                break;
            }
        }
        return Math.max(end, start);
    }

    /**
     * Outlook and others: a rule or a heading, then the fields of the mail answered. Everything below is the quotation.
     */
    private static boolean blockWithoutMarks(List<String> lines, int at) {
        String line = lines.get(at);
        if (line.length() <= 400 && ORIGINAL.matcher(line).matches()) {
            return true;
        }
        boolean ruled = RULE.matcher(line).matches();
        int first = ruled ? next(lines, at + 1) : at;
        if (first >= lines.size() || !ruled && !field(lines.get(first))) {
            return false;
        }
        int senders = 0;
        int others = 0;
        int any = 0;
        for (int i = first; i < lines.size() && i < first + MOST_FIELDS && !lines.get(i).isBlank(); i++) {
            senders += SENDER_FIELD.matcher(lines.get(i)).matches() ? 1 : 0;
            others += OTHER_FIELD.matcher(lines.get(i)).matches() ? 1 : 0;
            any += ANY_FIELD.matcher(lines.get(i)).matches() ? 1 : 0;
        }
        return senders > 0 && others >= 2 || ruled && any >= 4 && ANY_FIELD.matcher(lines.get(first)).matches();
    }

    private static boolean field(String line) {
        return SENDER_FIELD.matcher(line).matches() || OTHER_FIELD.matcher(line).matches();
    }

    /** Over how many lines, from this one, a quotation is announced; 0 when it is not. Long ones are wrapped. */
    private static int attribution(List<String> lines, int at) {
        if (lines.get(at).isBlank() || quoted(lines, at)) {
            return 0;
        }
        for (int end = at + 1; end <= Math.min(at + WRAPPED_OVER, lines.size())
                && !lines.get(end - 1).isBlank(); end++) {
            if (lines.get(end - 1).stripTrailing().endsWith(":") && announces(lines, at, end)) {
                return beginsLater(lines, at, end) ? 0 : end - at;
            }
        }
        return 0;
    }

    private static boolean announces(List<String> lines, int from, int end) {
        String announced = joined(lines, from, end);
        boolean dated = announced.chars().anyMatch(Character::isDigit) || announced.indexOf('@') >= 0;
        return dated && announced.length() <= LONGEST_ANNOUNCEMENT
                && (BEGINNING.matcher(announced).matches() || ENDING.matcher(announced).matches());
    }

    /** Whether the line only stands before the announcement: many programs leave no blank line between. */
    private static boolean beginsLater(List<String> lines, int at, int end) {
        boolean here = BEGINNING.matcher(joined(lines, at, end)).matches();
        for (int later = at + 1; later < end; later++) {
            boolean begins = BEGINNING.matcher(joined(lines, later, end)).matches();
            // An address alone is the wrapped rest of a name.
            if (begins || !here && !lines.get(later).stripLeading().startsWith("<") && announces(lines, later, end)) {
                return true;
            }
        }
        return false;
    }

    private static String joined(List<String> lines, int from, int end) {
        var joined = new StringBuilder();
        for (int i = from; i < end; i++) {
            String line = lines.get(i).strip();
            joined.append(joined.isEmpty() ? "" : " ").append(line, 0,
                    Math.min(line.length(), LONGEST_ANNOUNCEMENT + 1));
        }
        return joined.toString();
    }

    private static boolean quotedNext(List<String> lines, int from) {
        int next = next(lines, from);
        return next < lines.size() && quoted(lines, next);
    }
}
