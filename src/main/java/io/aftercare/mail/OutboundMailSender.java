package io.aftercare.mail;

import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.OutgoingLetters;
import io.aftercare.conversation.OutgoingPost;
import io.aftercare.conversation.PermanentFailure;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.conversation.UndeliverableAddress;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.conversation.UndeliveredLetter.Problem;
import io.aftercare.conversation.UndeliveredLetters;
import io.aftercare.mail.reading.DeliveryStatus;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends queued messages over SMTP. What the server has taken is remembered at once and apart from the caller's transaction,
 * so that a step which fails afterwards and runs again does not send twice.
 */
@Component
class OutboundMailSender implements OutgoingPost {

    /** Carries the request's number, for filters of mail programs. Anybody can write it, so it is never believed. */
    static final String REQUEST_HEADER = "X-Aftercare";

    /** What Exchange is not to answer an automatic mail with; "All" would keep the reports of what did not arrive back too. */
    static final String WITHOUT_AUTOMATIC_ANSWERS = "DR, RN, NRN, OOF, AutoReply";

    private static final Duration DAY = Duration.ofHours(24);
    /** Far longer than the messages before it take on a server that is well. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(30);

    private final OutgoingLetters letters;
    private final Messages messages;
    private final Attachments attachments;
    private final Requests requests;
    private final SupportAddress supportAddress;
    private final UndeliveredLetters undelivered;
    private final UndeliverableAddresses addresses;
    private final SmtpConnections connections;
    private final MailProperties properties;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate apart;
    private final MeterRegistry meters;
    /** One message at a time: a kill between the server's acceptance and our commit can repeat one message at most. */
    private final ReentrantLock handingOver = new ReentrantLock(true);
    private final Duration longestTurn;
    private volatile Instant lastSent;

    @Autowired
    OutboundMailSender(OutgoingLetters letters, Messages messages, Attachments attachments, Requests requests,
            SupportAddress supportAddress, UndeliveredLetters undelivered, UndeliverableAddresses addresses,
            SmtpConnections connections, MailProperties properties, JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions, MeterRegistry meters) {
        this(letters, messages, attachments, requests, supportAddress, undelivered, addresses, connections, properties,
                jdbc, clock, transactions, meters, LONGEST_TURN);
    }

    /** @param longestTurn how long a message waits for the one before it */
    OutboundMailSender(OutgoingLetters letters, Messages messages, Attachments attachments, Requests requests,
            SupportAddress supportAddress, UndeliveredLetters undelivered, UndeliverableAddresses addresses,
            SmtpConnections connections, MailProperties properties, JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions, MeterRegistry meters, Duration longestTurn) {
        this.letters = letters;
        this.messages = messages;
        this.attachments = attachments;
        this.requests = requests;
        this.supportAddress = supportAddress;
        this.undelivered = undelivered;
        this.addresses = addresses;
        this.connections = connections;
        this.properties = properties;
        this.jdbc = jdbc;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
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
        Message message = letters.getForUpdate(messageId);
        if (message.status() != MessageStatus.QUEUED) {
            return;
        }
        if (accepted(messageId)) {
            sent(message);
            return;
        }
        if (message.automatic() && !undelivered.wanted(messageId) && heldBack(message)) {
            count("withheld");
            return;
        }
        takeTurn(message);
        try {
            transport(message, requests.get(message.request()));
            apart.executeWithoutResult(status -> jdbc
                    .sql("insert into mail_acceptance (message_id, accepted_at) values (:message, :now)")
                    .param("message", messageId).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update());
        } finally {
            handingOver.unlock();
        }
        sent(message);
        lastSent = clock.instant();
        count("sent");
    }

    private void sent(Message message) {
        letters.markSent(message.id());
        undelivered.settle(message.id());
        addresses.accepted(message);
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

    /** Whether an automatic mail is not to be sent; it is then kept, with a note, for a person to decide about. */
    private boolean heldBack(Message message) {
        // The message that was rejected itself is tried only when somebody wants it, by a retry in Cockpit.
        Optional<UndeliverableAddress> blocked = addresses.find(message.toAddress())
                .filter(known -> known.letter() != message.id());
        if (blocked.isPresent()) {
            hold(message, Problem.ADDRESS_BLOCKED, "was held back, since mail to " + message.toAddress()
                    + " does not arrive: " + blocked.get().reason(), true);
            return true;
        }
        Instant yesterday = clock.instant().minus(DAY);
        if (letters.automaticSent(message.toAddress(), yesterday) < properties.automaticPerDay()) {
            return false;
        }
        hold(message, Problem.TOO_MANY, "was not sent: " + message.toAddress() + " has been sent "
                + properties.automaticPerDay() + " automatic mails within 24 hours, the most that is allowed "
                + "(aftercare.mail.automatic-per-day). Two automata may be answering each other.",
                !undelivered.toldOfTooMany(message.toAddress(), yesterday));
        return true;
    }

    private void hold(Message message, Problem problem, String words, boolean tell) {
        letters.withhold(message.id());
        messages.note(message.request(), null, BounceHandler.titled(message, words));
        undelivered.keep(message, problem, null, BounceHandler.titled(message, words), false, tell);
    }

    private void transport(Message message, Request request) {
        try {
            List<String> notTaken = connections.send(new OutboundMessage(connections.session(), message, request,
                    attachments.contentsOf(message.id()), supportAddress, clock));
            notTaken.forEach(copy -> messages.note(message.request(), null, BounceHandler.titled(message, "did not go to " + copy
                    + ", to whom a copy was to go: the mail server refuses that address. The customer's own was sent.")));
        } catch (MessagingException failure) {
            count("failed");
            // When the connection broke after the last byte, the server may have the message. Nobody can know, and a message
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
        String reason = BounceHandler.titled(message, "to " + message.toAddress() + " was refused by the mail server: "
                + new DeliveryStatus(rejection.status()).inWords() + ". It said: " + rejection.answer());
        apart.executeWithoutResult(status -> {
            messages.note(message.request(), null, reason);
            undelivered.keep(message, Problem.REFUSED, rejection.status(), reason, rejection.addressAtFault(),
                    rejection.addressAtFault() || !message.automatic());
            if (rejection.addressAtFault()) {
                addresses.block(message, rejection.status(), reason);
            }
        });
        return new PermanentFailure("The mail server refuses the letter to " + message.toAddress() + " for good: "
                + rejection.answer() + " - " + (rejection.addressAtFault()
                        ? "Correct the address in the task \"Reach the customer\", which sends it again."
                        : "Put right what it says, then retry this job; the letter goes out with the same Message-ID "
                                + message.internetId() + "."), failure);
    }

    private boolean accepted(long messageId) {
        return jdbc.sql("select count(*) from mail_acceptance where message_id = :message").param("message", messageId)
                .query(Long.class).single() > 0;
    }

    private void count(String result) {
        meters.counter("aftercare.mail.outgoing", "result", result).increment();
    }
}
