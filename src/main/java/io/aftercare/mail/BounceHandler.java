package io.aftercare.mail;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.conversation.UndeliveredMessage.Problem;
import io.aftercare.conversation.UndeliveredMessages;
import io.aftercare.mail.reading.DeliveryReport;
import io.aftercare.mail.reading.DeliveryStatus;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What a report of a mail server does to the message it is about. Only the address the message went to is ever blocked,
 * never one that the report names: whoever forges a report could name any.
 */
@Component
class BounceHandler {

    private final Messages messages;
    private final OutgoingMessages outgoing;
    private final UndeliveredMessages undelivered;
    private final UndeliverableAddresses addresses;

    BounceHandler(Messages messages, OutgoingMessages outgoing, UndeliveredMessages undelivered,
            UndeliverableAddresses addresses) {
        this.messages = messages;
        this.outgoing = outgoing;
        this.undelivered = undelivered;
        this.addresses = addresses;
    }

    /**
     * Takes account of a report in the caller's transaction.
     *
     * @param message a message of ours that the report quotes by its Message-ID
     */
    void reported(Message message, DeliveryReport report) {
        List<DeliveryReport> own = report.outcomes().stream().map(outcome -> new DeliveryReport(outcome.kind(),
                outcome.status(), outcome.recipient(), report.quotedIds())).toList();
        // Of what a report says about several, what became of the customer's counts, and each copy that was lost.
        List<DeliveryReport> customers = own.stream()
                .filter(one -> message.toAddress().equalsIgnoreCase(one.recipient())).limit(1).toList();
        own.stream().filter(one -> one.failed() && aboutCopy(message, one)).forEach(one -> one(message, one));
        (customers.isEmpty() ? own.stream().filter(one -> !(one.failed() && aboutCopy(message, one))).limit(1)
                : customers.stream()).forEach(one -> one(message, one));
    }

    private void one(Message message, DeliveryReport report) {
        var status = new DeliveryStatus(report.status());
        switch (report.kind()) {
            case FAILED -> failed(message, report, status);
            case DELAYED ->
                note(message, "to " + recipient(message, report) + " is delayed; the mail server still tries"
                        + (report.status() == null ? "." : " (status " + report.status() + ")."));
            case COMPLAINT -> note(message, "was reported as unwanted by its recipient.");
            case READ, DELIVERED -> {
            }
        }
    }

    private void failed(Message message, DeliveryReport report, DeliveryStatus status) {
        if (message.status() != MessageStatus.SENT && message.status() != MessageStatus.QUEUED) {
            return; // Known to have failed: servers report once for every recipient, and now and then twice.
        }
        if (aboutCopy(message, report)) {
            note(message, "did not reach " + report.recipient() + ", to whom a copy went: " + status.inWords()
                    + ". The customer's own is not concerned.");
            return;
        }
        String reason = "did not reach " + recipient(message, report) + ": " + status.inWords() + ".";
        outgoing.markFailed(message.id());
        note(message, reason);
        if (message.direction().side()) {
            return; // Nobody waits for it but who wrote it, and the customer's address is not concerned.
        }
        // A reminder into a full mailbox is no loss; an answer is, and an address that does not work is to be mended.
        boolean tell = status.addressAtFault() || !message.automatic();
        undelivered.keep(message, Problem.BOUNCED, report.status(), titled(message, reason), status.addressAtFault(),
                tell);
        if (status.addressAtFault() && surelyTheCustomers(message, report)) {
            addresses.block(message, report.status(), titled(message, reason));
        }
    }

    private static boolean aboutCopy(Message message, DeliveryReport report) {
        return report.recipient() != null && message.copies().stream().anyMatch(report.recipient()::equalsIgnoreCase)
                && !report.recipient().equalsIgnoreCase(message.toAddress());
    }

    /** Of a message with copies, the report may be about where one of them was passed on to. */
    private static boolean surelyTheCustomers(Message message, DeliveryReport report) {
        return message.copies().isEmpty();
    }

    private void note(Message message, String words) {
        messages.note(message.request(), null, titled(message, words));
    }

    static String titled(Message message, String words) {
        return "Our message \"" + message.subject() + "\" " + words;
    }

    /** An address that forwards its mails reports of the one they go on to. */
    private static String recipient(Message message, DeliveryReport report) {
        return report.recipient() == null || report.recipient().equalsIgnoreCase(message.toAddress())
                ? message.toAddress()
                : message.toAddress() + " (the mail server names " + report.recipient() + ")";
    }
}
