package io.aftercare.mail;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.ports.PermanentFailure;
import io.aftercare.conversation.ports.CustomerMailSender;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends queued messages over SMTP. What the server has taken is remembered at once and apart from the caller's
 * transaction, so that a step which fails afterwards and runs again does not send twice.
 */
@Component
class CustomerMailTransport implements CustomerMailSender {

    /** Far longer than the messages before it take on a server that is well. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(30);

    private final OutgoingMessages outgoing;
    private final AutomaticMailLimits limits;
    private final MailAcceptances acceptances;
    private final OutboundMessageTransport transport;
    private final DeliveryOutcomes outcomes;
    private final Clock clock;
    private final MeterRegistry meters;
    /** One message at a time: a kill between the server's acceptance and our commit can repeat one message at most. */
    private final ReentrantLock handingOver = new ReentrantLock(true);
    private final Duration longestTurn;
    private volatile Instant lastSent;

    @Autowired
    CustomerMailTransport(OutgoingMessages outgoing, AutomaticMailLimits limits, MailAcceptances acceptances,
            OutboundMessageTransport transport, DeliveryOutcomes outcomes, Clock clock, MeterRegistry meters) {
        this(outgoing, limits, acceptances, transport, outcomes, clock, meters, LONGEST_TURN);
    }

    /** @param longestTurn how long a message waits for the one before it */
    CustomerMailTransport(OutgoingMessages outgoing, AutomaticMailLimits limits, MailAcceptances acceptances,
            OutboundMessageTransport transport, DeliveryOutcomes outcomes, Clock clock, MeterRegistry meters,
            Duration longestTurn) {
        this.outgoing = outgoing;
        this.limits = limits;
        this.acceptances = acceptances;
        this.transport = transport;
        this.outcomes = outcomes;
        this.clock = clock;
        this.meters = meters;
        this.longestTurn = longestTurn;
    }

    /** When the mail server last took a message; null when it has not since the start. */
    Instant lastSent() {
        return lastSent;
    }

    @Override
    @Transactional
    public void send(long messageId) {
        Message message = outgoing.getForUpdate(messageId);
        if (message.status() != MessageStatus.QUEUED) {
            return;
        }
        if (!acceptances.contains(messageId)) {
            if (limits.withhold(message)) {
                count("withheld");
                return;
            }
            takeTurn(message);
            try {
                handOver(message);
                acceptances.add(messageId);
            } finally {
                handingOver.unlock();
            }
            lastSent = clock.instant();
            count("sent");
        }
        transport.sendCopies(message);
        outcomes.sent(message);
    }

    /** A server that answers nobody must not keep every thread that does jobs waiting: other work is to go on. */
    private void takeTurn(Message message) {
        boolean turn;
        try {
            turn = handingOver.tryLock(longestTurn.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            turn = false;
        }
        if (!turn) {
            count("failed");
            throw new MailSendException("The message " + message.internetId() + " to " + message.toAddress()
                    + " could not be sent: the mail server is still busy with another letter after "
                    + longestTurn.toSeconds() + " s.");
        }
    }

    private void handOver(Message message) {
        try {
            transport.send(message);
        } catch (MessagingException failure) {
            count("failed");
            // When the connection broke after the last byte, the server may have the message. Nobody can know, and a
            // message
            // must not be lost: it is sent again with the same Message-ID, by which mailboxes know it for the same one.
            throw SmtpRejection.of(failure).map(rejection -> rejected(message, rejection, failure))
                    .orElseGet(() -> new MailSendException("The message " + message.internetId() + " to "
                            + message.toAddress() + " could not be sent: " + SmtpRejection.said(failure), failure));
        } catch (MailException failure) {
            count("failed");
            throw failure;
        }
    }

    /** Tells the agents, and whoever reads the incident; the message stays queued. */
    private RuntimeException rejected(Message message, SmtpRejection rejection, MessagingException failure) {
        count("refused");
        outcomes.rejected(message, rejection);
        return new PermanentFailure("The mail server refuses the letter to " + message.toAddress() + " for good: "
                + rejection.answer() + " - " + (rejection.addressAtFault()
                        ? "Correct the address in the task \"Reach the customer\", which sends it again."
                        : "Put right what it says, then retry this job; the letter goes out with the same Message-ID "
                                + message.internetId() + "."),
                failure);
    }

    private void count(String result) {
        meters.counter("aftercare.mail.outgoing", "result", result).increment();
    }
}
