package io.aftercare.mail.reading;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a mail did not arrive, as mail servers say it: an enhanced status code (RFC 3463) such as {@code 5.1.1}, or a
 * bare reply code such as {@code 550}.
 *
 * @param code null when not given
 */
public record DeliveryStatus(String code) {

    private static final Pattern ENHANCED = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})");

    /**
     * Whether the address itself is at fault, so that the next mail would not arrive either. A full mailbox, a server
     * that is away, a message that is too large and a rejection by policy are not: the next message may well arrive,
     * and the customer should get it. Without any code the worst is assumed, since a person looks at it anyway.
     */
    public boolean addressAtFault() {
        if (code == null) {
            return true;
        }
        Matcher enhanced = ENHANCED.matcher(code);
        if (!enhanced.matches()) {
            return code.startsWith("5") && !code.equals("552") && !code.equals("554");
        }
        String subject = enhanced.group(2);
        String detail = enhanced.group(3);
        return enhanced.group(1).equals("5") && switch (subject) {
            // .7 and .8 speak of the sender's address.
            case "1" -> !detail.equals("7") && !detail.equals("8");
            // Disabled; the others are a full mailbox and a message that is too large.
            case "2" -> detail.equals("0") || detail.equals("1");
            case "4" -> detail.equals("4");
            case "3", "6", "7" -> false;
            default -> true;
        };
    }

    /** The mailbox is full: it may have room tomorrow, whatever the server calls it. */
    public boolean mailboxFull() {
        return code != null && code.matches("[45]\\.2\\.2");
    }

    /** For agents: the second half of a sentence, without a full stop. */
    public String inWords() {
        if (code == null) {
            return "the mail server gave no reason that could be read";
        }
        Matcher enhanced = ENHANCED.matcher(code);
        String said = enhanced.matches() ? enhanced.group(2) + "." + enhanced.group(3) : code;
        String words = switch (said) {
            case "1.1", "1.6", "1.10", "550", "551", "553" -> "there is no such mailbox";
            case "1.2", "4.4" -> "there is no such mail domain";
            case "1.3" -> "the address is not written as an address";
            case "2.1" -> "the mailbox is switched off";
            case "2.2", "552" -> "the mailbox is full";
            case "2.3", "3.4" -> "the letter is too large for that mailbox";
            case "4.1", "4.2", "4.6", "4.7" -> "the customer's mail server could not be reached";
            case "7.1", "7.0", "7.26", "7.27", "7.23", "554" -> "the customer's mail server refuses it by its rules";
            default -> enhanced.matches() && enhanced.group(2).equals("7")
                    ? "the customer's mail server refuses it by its rules"
                    : code.startsWith("4") ? "the customer's mail server had trouble"
                            : "the customer's mail server refuses it";
        };
        return words + " (status " + code + ")";
    }
}
