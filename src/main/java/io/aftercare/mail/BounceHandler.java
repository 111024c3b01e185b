package io.aftercare.mail;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.OutgoingLetters;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.conversation.UndeliveredLetter.Problem;
import io.aftercare.conversation.UndeliveredLetters;
import io.aftercare.mail.reading.DeliveryReport;
import io.aftercare.mail.reading.DeliveryStatus;
import org.springframework.stereotype.Component;

/**
 * What a report of a mail server does to the letter it is about. Only the address the letter went to is ever blocked,
 * never one that the report names: whoever forges a report could name any.
 */
@Component
class BounceHandler {

    private final Messages messages;
    private final OutgoingLetters letters;
    private final UndeliveredLetters undelivered;
    private final UndeliverableAddresses addresses;

    BounceHandler(Messages messages, OutgoingLetters letters, UndeliveredLetters undelivered, UndeliverableAddresses addresses) {
        this.messages = messages;
        this.letters = letters;
        this.undelivered = undelivered;
        this.addresses = addresses;
    }

    /**
     * Takes account of a report in the caller's transaction.
     *
     * @param letter a letter of ours that the report quotes by its Message-ID
     */
    void reported(Message letter, DeliveryReport report) {
        var status = new DeliveryStatus(report.status());
        switch (report.kind()) {
            case FAILED -> failed(letter, report, status);
            case DELAYED -> note(letter, "to " + recipient(letter, report) + " is delayed; the mail server still tries"
                    + (report.status() == null ? "." : " (status " + report.status() + ")."));
            case COMPLAINT -> note(letter, "was reported as unwanted by its recipient.");
            case READ, DELIVERED -> { }
        }
    }

    private void failed(Message letter, DeliveryReport report, DeliveryStatus status) {
        if (letter.status() != MessageStatus.SENT && letter.status() != MessageStatus.QUEUED) {
            return; // Known to have failed: servers report once for every recipient, and now and then twice.
        }
        if (aboutCopy(letter, report)) {
            note(letter, "did not reach " + report.recipient() + ", to whom a copy went: " + status.inWords()
                    + ". The customer's own is not concerned.");
            return;
        }
        String reason = "did not reach " + recipient(letter, report) + ": " + status.inWords() + ".";
        letters.markFailed(letter.id());
        note(letter, reason);
        // A reminder into a full mailbox is no loss; an answer is, and an address that does not work is to be mended.
        boolean tell = status.addressAtFault() || !letter.automatic();
        undelivered.keep(letter, Problem.BOUNCED, report.status(), titled(letter, reason), status.addressAtFault(), tell);
        if (status.addressAtFault() && surelyTheCustomers(letter, report)) {
            addresses.block(letter, report.status(), titled(letter, reason));
        }
    }

    private static boolean aboutCopy(Message letter, DeliveryReport report) {
        return report.recipient() != null && letter.copies().stream().anyMatch(report.recipient()::equalsIgnoreCase)
                && !report.recipient().equalsIgnoreCase(letter.toAddress());
    }

    /** Of a letter with copies, the report may be about where one of them was passed on to. */
    private static boolean surelyTheCustomers(Message letter, DeliveryReport report) {
        return letter.copies().isEmpty() || letter.toAddress().equalsIgnoreCase(report.recipient());
    }

    private void note(Message letter, String words) {
        messages.note(letter.request(), null, titled(letter, words));
    }

    static String titled(Message letter, String words) {
        return "Our message \"" + letter.subject() + "\" " + words;
    }

    /** An address that forwards its mails reports of the one they go on to. */
    private static String recipient(Message letter, DeliveryReport report) {
        return report.recipient() == null || report.recipient().equalsIgnoreCase(letter.toAddress()) ? letter.toAddress()
                : letter.toAddress() + " (the mail server names " + report.recipient() + ")";
    }
}
