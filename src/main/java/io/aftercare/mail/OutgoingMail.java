package io.aftercare.mail;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.OutgoingPost;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SupportAddress;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends queued letters over SMTP. What the server has taken is remembered at once and apart from the caller's transaction,
 * so that a step which fails afterwards and runs again does not send twice.
 */
@Component
class OutgoingMail implements OutgoingPost {

    /** Carries the request's number; by it we know our own mails when they come back. */
    static final String REQUEST_HEADER = "X-Aftercare";

    private static final Duration DAY = Duration.ofHours(24);

    private final Messages messages;
    private final Requests requests;
    private final SupportAddress supportAddress;
    private final SmtpConnections connections;
    private final MailProperties properties;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate apart;
    private final MeterRegistry meters;
    /** One letter at a time: a kill between the server's acceptance and our commit can repeat one letter at most. */
    private final ReentrantLock handingOver = new ReentrantLock(true);
    private volatile Instant lastSent;

    OutgoingMail(Messages messages, Requests requests, SupportAddress supportAddress, SmtpConnections connections,
            MailProperties properties, JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions,
            MeterRegistry meters) {
        this.messages = messages;
        this.requests = requests;
        this.supportAddress = supportAddress;
        this.connections = connections;
        this.properties = properties;
        this.jdbc = jdbc;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.meters = meters;
    }

    /** When the mail server last took a letter; null when it has not since the start. */
    Instant lastSent() {
        return lastSent;
    }

    @Override
    @Transactional
    public void send(long messageId) {
        Message message = messages.getForUpdate(messageId);
        if (message.status() != MessageStatus.QUEUED) {
            return;
        }
        if (accepted(messageId)) {
            messages.markSent(messageId);
            return;
        }
        Request request = requests.get(message.request());
        if (message.automatic() && messages.automaticSent(message.toAddress(), clock.instant().minus(DAY))
                >= properties.automaticPerDay()) {
            messages.withhold(messageId);
            messages.note(request.number(), null, "The automatic mail \"" + message.subject() + "\" was not sent: "
                    + message.toAddress() + " has been sent " + properties.automaticPerDay()
                    + " automatic mails within 24 hours, the most that is allowed (aftercare.mail.automatic-per-day).");
            count("withheld");
            return;
        }
        handingOver.lock();
        try {
            transport(message, request);
            apart.executeWithoutResult(status -> jdbc
                    .sql("insert into mail_acceptance (message_id, accepted_at) values (:message, :now)")
                    .param("message", messageId).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update());
        } finally {
            handingOver.unlock();
        }
        messages.markSent(messageId);
        lastSent = clock.instant();
        count("sent");
    }

    private void transport(Message message, Request request) {
        try {
            connections.send(new Letter(connections.session(), message, request,
                    messages.attachmentContents(message.id()), supportAddress, clock));
        } catch (AuthenticationFailedException refused) {
            count("failed");
            throw new MailAuthenticationException("The mail server does not let us in; check spring.mail.username and "
                    + "spring.mail.password: " + refused.getMessage(), refused);
        } catch (MessagingException failure) {
            count("failed");
            throw new MailSendException("The message " + message.internetId() + " to " + message.toAddress()
                    + " could not be sent: " + failure.getMessage(), failure);
        } catch (MailException failure) {
            count("failed");
            throw failure;
        }
    }

    private boolean accepted(long messageId) {
        return jdbc.sql("select count(*) from mail_acceptance where message_id = :message").param("message", messageId)
                .query(Long.class).single() > 0;
    }

    private void count(String result) {
        meters.counter("aftercare.mail.outgoing", "result", result).increment();
    }
}
