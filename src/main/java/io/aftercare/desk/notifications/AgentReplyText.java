package io.aftercare.desk.notifications;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes what an agent wrote out of a reply. What our mail told the agent (licences, notes of colleagues) must never reach
 * the customer, so it is not enough that quotations are recognised as everywhere else: each of our mails begins with a line
 * below which nothing is the agent's.
 */
final class AgentReplyText {

    /** Stands above all we write to an agent, as a line of its own. */
    static final String MARKER = "Write your reply above this line ▲";

    private static final Pattern QUOTED = Pattern.compile("^\\s{0,3}[>|].*");
    private static final Pattern ANNOUNCEMENT = Pattern.compile("^.{0,400}[:：]\\s*$");
    private static final Pattern FIELD = Pattern.compile("^[\\s*>]*\\p{L}[\\p{L} ]{1,20}\\s?:\\s?\\S.*");
    private static final String BETWEEN = "Your reply has no text of its own above the mail it quotes, or text between the "
            + "lines it quotes. What that mail says is for colleagues only and must not reach the customer.";

    private AgentReplyText() {
    }

    /**
     * @param ownText as found by the mail channel
     * @param text    all of it, with what it quotes
     * @throws ReplyRejected when there is none, or when it cannot be told from the quotation
     */
    static String of(String ownText, String text) {
        String own = withoutAnnouncementOfMarker(ownText.strip(), text);
        int marker = own.indexOf(MARKER);
        if (marker >= 0) {
            boolean marked = QUOTED.matcher(own.substring(own.lastIndexOf('\n', marker) + 1)
                    .lines().findFirst().orElse("")).matches();
            boolean between = marked && own.substring(marker).lines().skip(1)
                    .anyMatch(line -> !line.isBlank() && !QUOTED.matcher(line).matches());
            own = withoutAnnouncement(own.substring(0, own.lastIndexOf('\n', marker) + 1).lines().toList());
            if (between || own.isEmpty()) {
                throw new ReplyRejected(BETWEEN, "Reply again and write above everything that is quoted.");
            }
        }
        if (own.isEmpty()) {
            throw text.contains(MARKER) ? new ReplyRejected(BETWEEN, "Reply again and write above everything that is quoted.")
                    : new ReplyRejected("Your reply is empty.", "Reply again with a text or a command.");
        }
        return own;
    }

    /** "On Sunday, Support wrote:", directly above the quoted first line of our mail. */
    private static String withoutAnnouncementOfMarker(String own, String text) {
        String last = own.substring(own.lastIndexOf('\n') + 1);
        int marker = text.indexOf(MARKER);
        if (marker < 0 || own.contains(MARKER) || !ANNOUNCEMENT.matcher(last).matches()) {
            return own;
        }
        String above = text.substring(0, text.lastIndexOf('\n', marker) + 1).strip();
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
