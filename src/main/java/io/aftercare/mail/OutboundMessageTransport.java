package io.aftercare.mail;

import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.LetterCopy;
import io.aftercare.conversation.LetterIdentities;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SupportAddress;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.mail.MailSendException;
import org.springframework.stereotype.Component;

/** Makes a mail of a stored message for each of its readers and hands it to the mail server. */
@Component
class OutboundMessageTransport {

    private final SmtpConnections connections;
    private final Requests requests;
    private final Attachments attachments;
    private final LetterIdentities identities;
    private final DeliveryOutcomes outcomes;
    private final SupportAddress supportAddress;
    private final Clock clock;

    OutboundMessageTransport(SmtpConnections connections, Requests requests, Attachments attachments,
            LetterIdentities identities, DeliveryOutcomes outcomes, SupportAddress supportAddress, Clock clock) {
        this.connections = connections;
        this.requests = requests;
        this.attachments = attachments;
        this.identities = identities;
        this.outcomes = outcomes;
        this.supportAddress = supportAddress;
        this.clock = clock;
    }

    /** Hands over the mail to whom the message is for, without the copies. */
    void send(Message message) throws MessagingException {
        Request request = requests.get(message.request());
        send(request, OutboundLetter.own(message, request, identities.token(message)));
    }

    /**
     * Hands over the copies that have not left yet, each as a mail of its own. What the server refuses for good is
     * noted and keeps nobody else's back.
     *
     * @throws MailSendException when some are to be tried again
     */
    void sendCopies(Message message) {
        String later = null;
        for (LetterCopy copy : identities.copiesToSend(message)) {
            try {
                send(requests.get(message.request()), OutboundLetter.copy(message, copy,
                        ids -> identities.knownTo(ids, copy.address())));
                identities.settled(message, copy);
            } catch (MessagingException failure) {
                Optional<SmtpRejection> rejection = SmtpRejection.of(failure);
                if (rejection.isPresent()) {
                    outcomes.copyRefused(message, copy.address(), rejection.get());
                    identities.settled(message, copy);
                } else {
                    later = copy.address() + ": " + SmtpRejection.said(failure);
                }
            }
        }
        if (later != null) {
            throw new MailSendException("The customer has got the message " + message.internetId()
                    + ", but a copy could not be sent to " + later);
        }
    }

    private void send(Request request, OutboundLetter letter) throws MessagingException {
        connections.send(new OutboundMessage(connections.session(), letter, request,
                attachments.contentsOf(letter.message().id()), supportAddress, clock));
    }
}
