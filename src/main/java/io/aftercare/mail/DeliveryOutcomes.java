package io.aftercare.mail;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.conversation.UndeliveredMessage.Problem;
import io.aftercare.conversation.UndeliveredMessages;
import io.aftercare.mail.reading.DeliveryStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What became of a message that was to go out: kept with it, and agents are told. */
@Component
class DeliveryOutcomes {

    private final OutgoingMessages outgoing;
    private final Messages messages;
    private final UndeliveredMessages undelivered;
    private final UndeliverableAddresses addresses;

    DeliveryOutcomes(OutgoingMessages outgoing, Messages messages, UndeliveredMessages undelivered,
            UndeliverableAddresses addresses) {
        this.outgoing = outgoing;
        this.messages = messages;
        this.undelivered = undelivered;
        this.addresses = addresses;
    }

    @Transactional
    void sent(Message message) {
        outgoing.markSent(message.id());
        undelivered.settle(message.id());
        addresses.accepted(message);
    }

    /** The customer's own was sent, this copy was not and will not be. */
    @Transactional
    void copyRefused(Message message, String copyFor, SmtpRejection rejection) {
        messages.note(message.request(), null, BounceHandler.titled(message, "did not go to " + copyFor
                + ", to whom a copy was to go: the mail server refuses it. It said: " + rejection.answer()
                + ". The customer's own was sent."));
    }

    /**
     * It is kept for a person to decide about.
     *
     * @param words why, to follow the title of the message
     * @param tell  whether an agent is to be given the task
     */
    @Transactional
    void withheld(Message message, Problem problem, String words, boolean tell) {
        outgoing.withhold(message.id());
        messages.note(message.request(), null, BounceHandler.titled(message, words));
        undelivered.keep(message, problem, null, BounceHandler.titled(message, words), false, tell);
    }

    /** The mail server does not take it, for good. Committed apart: the message stays queued, and its job fails. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    void rejected(Message message, SmtpRejection rejection) {
        String reason = BounceHandler.titled(message, "to " + message.toAddress() + " was refused by the mail server: "
                + new DeliveryStatus(rejection.status()).inWords() + ". It said: " + rejection.answer());
        messages.note(message.request(), null, reason);
        if (message.direction().side()) {
            return;
        }
        undelivered.keep(message, Problem.REJECTED, rejection.status(), reason, rejection.addressAtFault(),
                rejection.addressAtFault() || !message.automatic());
        if (rejection.addressAtFault()) {
            addresses.block(message, rejection.status(), reason);
        }
    }
}
