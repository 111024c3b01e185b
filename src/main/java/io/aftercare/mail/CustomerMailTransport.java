package io.aftercare.mail;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.ports.PermanentFailure;
import io.aftercare.conversation.ports.CustomerMailSender;
import io.aftercare.conversation.ports.Postponed;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sends queued messages over SMTP. What the server has taken is remembered at once and apart from the caller's
 * transaction, so that a step which fails afterwards and runs again does not send twice.
 */
@Component
class CustomerMailTransport implements CustomerMailSender {

    /** A letter that the server does not take holds up the next of its conversation no longer than this. */
    private static final Duration LONGEST_BEFORE_THE_NEXT = Duration.ofHours(1);
    private static final Duration AFTER_THE_ONE_BEFORE = Duration.ofSeconds(2);

    private final OutgoingMessages outgoing;
    private final AutomaticMailLimits limits;
    private final MailAcceptances acceptances;
    private final OutboundMessageTransport transport;
    private final DeliveryOutcomes outcomes;
    private final Clock clock;
    private final MeterRegistry meters;
    private final SendingTurns turns;
    /** What the mail server has taken and the database may not know yet. */
    private final Set<Long> accepted = ConcurrentHashMap.newKeySet();
    private volatile Instant lastSent;
    private volatile Instant lastFailed;

    CustomerMailTransport(OutgoingMessages outgoing, AutomaticMailLimits limits, MailAcceptances acceptances,
            OutboundMessageTransport transport, DeliveryOutcomes outcomes, SendingTurns turns, Clock clock,
            MeterRegistry meters) {
        this.outgoing = outgoing;
        this.limits = limits;
        this.acceptances = acceptances;
        this.transport = transport;
        this.outcomes = outcomes;
        this.turns = turns;
        this.clock = clock;
        this.meters = meters;
    }

    /** When the mail server last took a message; null when it has not since the start. */
    Instant lastSent() {
        return lastSent;
    }

    /** Whether the last attempt to hand a message over failed. */
    boolean failing() {
        return lastFailed != null && (lastSent == null || lastSent.isBefore(lastFailed));
    }

    @Override
    @Transactional
    public void send(long messageId) {
        Message message = outgoing.getForUpdate(messageId);
        if (message.status() != MessageStatus.QUEUED) {
            return;
        }
        if (accepted.contains(messageId)) {
            remember(message);
        } else if (!acceptances.contains(messageId)) {
            if (limits.withhold(message)) {
                count("withheld");
                return;
            }
            if (outgoing.waitsBefore(message, clock.instant().minus(LONGEST_BEFORE_THE_NEXT))) {
                throw new Postponed("An earlier letter of " + message.request() + " has not left yet.",
                        AFTER_THE_ONE_BEFORE);
            }
            // A kill between the server's acceptance and this commit repeats one message of each turn at most.
            try (SendingTurns.Turn turn = turns.take()) {
                handOver(message);
                accepted.add(messageId);
                remember(message);
            } catch (PermanentFailure refused) {
                if (!message.direction().side()) {
                    throw refused;
                }
                // The note is there; who wrote it writes to another address, and nothing is left to be retried.
                outgoing.markFailed(messageId);
                return;
            }
            turns.accepted();
            lastSent = clock.instant();
            count("sent");
        }
        transport.sendCopies(message);
        outcomes.sent(message);
    }

    /**
     * Notes that the server has the message. When the database is away, this process knows it until the database is
     * back, so that the next attempt does not send it again.
     */
    private void remember(Message message) {
        acceptances.add(message.id());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                accepted.remove(message.id());
            }
        });
    }

    private void handOver(Message message) {
        try {
            transport.send(message);
        } catch (MessagingException failure) {
            lastFailed = clock.instant();
            count("failed");
            if (turns.refused(failure)) {
                throw new Postponed("The mail server asks to wait: " + SmtpRejection.said(failure),
                        Duration.between(clock.instant(), turns.pausedUntil()));
            }
            // When the connection broke after the last byte, the server may have the message. Nobody can know, and a
            // message
            // must not be lost: it is sent again with the same Message-ID, by which mailboxes know it for the same one.
            throw SmtpRejection.of(failure).map(rejection -> rejected(message, rejection, failure))
                    .orElseGet(() -> new MailSendException("The message " + message.internetId() + " to "
                            + message.toAddress() + " could not be sent: " + SmtpRejection.said(failure), failure));
        } catch (MailException failure) {
            lastFailed = clock.instant();
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
