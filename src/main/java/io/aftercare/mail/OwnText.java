package io.aftercare.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a reply says itself: without the mail it quotes and without the signature, as English, French and German mail
 * programs mark them. Folded away, never lost: the whole text is kept beside it.
 */
final class OwnText {

    /** Announces a quotation on one line: "On … wrote:", "Le … a écrit :", "Am … schrieb …:", "… schrieb am …:". */
    private static final Pattern ATTRIBUTION = Pattern.compile(
            "(?i)(?:(?:on|le|am|den)\\s.{6,400}?\\s(?:wrote\\s{0,3}+|a\\s{1,3}+écrit\\s{0,3}+|schrieb.{0,200}):"
                    + "|.{1,200}\\s(?:wrote|a\\s{1,3}+écrit|schrieb)\\s{0,3}+:|.{1,200}\\sschrieb\\s(?:am|um)\\s.{4,100}:)");
    /** A time of day or an address, which a program writes into its announcement and a person hardly would. */
    private static final Pattern EXACT = Pattern.compile("\\d{1,2}\\s?[:.h]\\s?\\d{2}|\\S@\\S");
    /** "----- Original Message -----" and its sisters. */
    private static final Pattern ORIGINAL = Pattern.compile(
            "(?i)^\\s*-{2,}\\s*(?:original message|original mail|message d['’]origine"
            + "|message original|ursprüngliche nachricht|originalnachricht)\\s*-{2,}\\s*$");
    private static final Pattern RULE = Pattern.compile("^\\s*_{10,}\\s*$");
    private static final Pattern SENDER_FIELD = Pattern.compile(
            "(?i)^[\\s*]*(?:from|de|von|expéditeur)\\s?:[*]?\\s*\\S.*");
    private static final Pattern OTHER_FIELD = Pattern.compile(
            "(?i)^[\\s*]*(?:sent|date|to|subject|cc|envoyé|à|objet"
            + "|gesendet|datum|an|betreff|envoyé le)\\s?:[*]?.*");
    private static final Pattern QUOTED = Pattern.compile("^\\s{0,3}>.*");
    private static final Pattern SIGNATURE = Pattern.compile("^-- ?$");
    private static final Pattern DEVICE = Pattern.compile(
            "(?i)^\\s*(?:(?:sent from (?:my|yahoo|outlook|mail)|get outlook for"
            + "|envoyé (?:de mon|depuis|à partir d)|télécharger outlook|obtenez outlook|von meinem .{1,40} gesendet"
            + "|gesendet (?:von|mit|aus)|diese nachricht wurde von).{0,120})$");

    private OwnText() {
    }

    /**
     * @param text  the whole text
     * @param reply whether the mail answers another; only then is a quotation looked for, since in a forwarded or a first
     *              mail what stands below is what the customer wants to show
     * @return never blank unless the text is
     */
    static String of(String text, boolean reply) {
        List<String> lines = text.lines().toList();
        List<String> kept = reply ? withoutQuotation(lines) : lines;
        String own = String.join("\n", withoutSignature(kept)).strip();
        return own.isEmpty() ? text.strip() : own;
    }

    private static List<String> withoutQuotation(List<String> lines) {
        var own = new ArrayList<String>();
        int lastQuoted = lines.size() - 1;
        while (lastQuoted >= 0 && !QUOTED.matcher(lines.get(lastQuoted)).matches()) {
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
            if (announced > 0 || QUOTED.matcher(lines.get(i)).matches()) {
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

    /** The first line after a quoted block; blank lines between quoted ones belong to it. */
    private static int endOfBlock(List<String> lines, int start) {
        int end = start;
        for (int i = start; i < lines.size(); i++) {
            if (QUOTED.matcher(lines.get(i)).matches()) {
                end = i + 1;
            } else if (!lines.get(i).isBlank()) {
                break;
            }
        }
        return Math.max(end, start);
    }

    /** Outlook: a rule or a heading, then the fields of the mail answered. Everything below is the quotation. */
    private static boolean blockWithoutMarks(List<String> lines, int at) {
        String line = lines.get(at);
        if (ORIGINAL.matcher(line).matches()) {
            return true;
        }
        int fields = RULE.matcher(line).matches() ? next(lines, at + 1) : at;
        if (fields >= lines.size() || !SENDER_FIELD.matcher(lines.get(fields)).matches()) {
            return false;
        }
        int others = 0;
        for (int i = fields + 1; i < lines.size() && i <= fields + 6; i++) {
            others += OTHER_FIELD.matcher(lines.get(i)).matches() ? 1 : 0;
        }
        return others >= 2;
    }

    /** Over how many lines, from this one, a quotation is announced; 0 when it is not. Long ones are wrapped. */
    private static int attribution(List<String> lines, int at) {
        if (lines.get(at).isBlank() || QUOTED.matcher(lines.get(at)).matches()) {
            return 0;
        }
        var announced = new StringBuilder();
        for (int i = at; i < Math.min(at + 3, lines.size()) && !lines.get(i).isBlank(); i++) {
            announced.append(announced.isEmpty() ? "" : " ").append(lines.get(i).strip());
            if (announced.length() > 700) {
                return 0;
            }
            if (announced.charAt(announced.length() - 1) == ':' && ATTRIBUTION.matcher(announced).matches()) {
                boolean dated = announced.chars().anyMatch(Character::isDigit) || announced.indexOf("@") >= 0;
                return dated ? i - at + 1 : 0;
            }
        }
        return 0;
    }

    private static List<String> withoutSignature(List<String> lines) {
        int end = lines.size();
        for (int i = next(lines, 0) + 1; i < end; i++) {
            if (SIGNATURE.matcher(lines.get(i)).matches()) {
                end = i;
            }
        }
        while (end > 0 && (lines.get(end - 1).isBlank() || DEVICE.matcher(lines.get(end - 1)).matches())) {
            end--;
        }
        return lines.subList(0, end);
    }

    private static int next(List<String> lines, int from) {
        int at = from;
        while (at < lines.size() && lines.get(at).isBlank()) {
            at++;
        }
        return at;
    }

    private static boolean quotedNext(List<String> lines, int from) {
        int next = next(lines, from);
        return next < lines.size() && QUOTED.matcher(lines.get(next)).matches();
    }
}
