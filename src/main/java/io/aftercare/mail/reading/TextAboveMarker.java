package io.aftercare.mail.reading;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a reply says above a line by which the mail it answers began. Where nothing of that mail may pass for the
 * sender's own words, {@link ReplyText} alone is not enough: it knows many programs, but not all.
 *
 * @param text      without what announces a quotation; empty when nothing is left
 * @param hasMarker whether the line stands anywhere in the reply
 * @param mixed     whether something stands between the quoted lines below it, so that it cannot be told who wrote it
 */
public record TextAboveMarker(String text, boolean hasMarker, boolean mixed) {

    private static final Pattern QUOTED = Pattern.compile("^\\s{0,3}[>|].*");
    private static final Pattern ANNOUNCEMENT = Pattern.compile("^.{0,400}[:：]\\s*$");
    private static final Pattern FIELD = Pattern.compile("^[\\s*>]*\\p{L}[\\p{L} ]{1,20}\\s?:\\s?\\S.*");

    /**
     * @param marker  the line
     * @param ownText as {@link ReplyText} finds it
     * @param text    all of the reply, with what it quotes
     */
    public static TextAboveMarker of(String marker, String ownText, String text) {
        String own = withoutAnnouncementOfMarker(ownText.strip(), text, marker);
        int at = own.indexOf(marker);
        if (at < 0) {
            return new TextAboveMarker(own, text.contains(marker), false);
        }
        int lineStart = own.lastIndexOf('\n', at) + 1;
        boolean quoted = QUOTED.matcher(own.substring(lineStart).lines().findFirst().orElse("")).matches();
        boolean mixed = quoted && own.substring(at).lines().skip(1)
                .anyMatch(line -> !line.isBlank() && !QUOTED.matcher(line).matches());
        return new TextAboveMarker(withoutAnnouncement(own.substring(0, lineStart).lines().toList()), true, mixed);
    }

    /** "On Sunday, Support wrote:", directly above the quoted line. */
    private static String withoutAnnouncementOfMarker(String own, String text, String marker) {
        String last = own.substring(own.lastIndexOf('\n') + 1);
        int at = text.indexOf(marker);
        if (at < 0 || own.contains(marker) || !ANNOUNCEMENT.matcher(last).matches()) {
            return own;
        }
        String above = text.substring(0, text.lastIndexOf('\n', at) + 1).strip();
        return above.endsWith(last.strip()) ? own.substring(0, own.length() - last.length()).strip() : own;
    }

    /** Programs we do not know announce a quotation by a line that ends with a colon, or by the fields of its head. */
    private static String withoutAnnouncement(List<String> lines) {
        int end = lines.size();
        while (end > 0 && (lines.get(end - 1).isBlank() || QUOTED.matcher(lines.get(end - 1)).matches())) {
            end--;
        }
        if (end > 0 && ANNOUNCEMENT.matcher(lines.get(end - 1)).matches()) {
            end--;
        } else {
            int fields = end;
            while (fields > 0 && FIELD.matcher(lines.get(fields - 1)).matches()) {
                fields--;
            }
            end = end - fields >= 3 ? fields : end;
        }
        return String.join("\n", lines.subList(0, end)).strip();
    }
}
