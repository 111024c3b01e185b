package io.aftercare.desk.notifications;

import io.aftercare.mail.reading.TextAboveMarker;

/**
 * Takes what an agent wrote out of a reply. What our mail told the agent (licences, notes of colleagues) must never
 * reach the customer, so it is not enough that quotations are recognised as everywhere else: each of our mails begins
 * with a line below which nothing is the agent's.
 */
final class AgentReplyText {

    /** Stands above all we write to an agent, as a line of its own. */
    static final String MARKER = "Write your reply above this line ▲";

    private static final String BETWEEN =
            "Your reply has no text of its own above the mail it quotes, or text between the "
                    + "lines it quotes. What that mail says is for colleagues only and must not reach the customer.";

    private AgentReplyText() {
    }

    /**
     * @param ownText as found by the mail channel
     * @param text    all of it, with what it quotes
     * @throws ReplyRejected when there is none, or when it cannot be told from the quotation
     */
    static String of(String ownText, String text) {
        TextAboveMarker own = TextAboveMarker.of(MARKER, ownText, text);
        if (own.mixed() || own.text().isEmpty() && own.hasMarker()) {
            throw new ReplyRejected(BETWEEN, "Reply again and write above everything that is quoted.");
        }
        if (own.text().isEmpty()) {
            throw new ReplyRejected("Your reply is empty.", "Reply again with a text or a command.");
        }
        return own.text();
    }
}
