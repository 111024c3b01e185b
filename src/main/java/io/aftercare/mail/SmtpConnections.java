package io.aftercare.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.LinkedBlockingDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Connections to the mail server, kept open for a short while: opening one takes longer than sending a letter. */
@Component
class SmtpConnections {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpConnections.class);
    private static final int MOST_IDLE = 4;
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(20);
    private static final String TIME_LIMIT_MILLIS = "30000";

    private final JavaMailSenderImpl server;
    private final AccessTokens tokens;
    private final Clock clock;
    private final Deque<Idle> idle = new LinkedBlockingDeque<>();

    SmtpConnections(ObjectProvider<JavaMailSenderImpl> server, AccessTokens tokens, Clock clock) {
        this.server = server.getIfAvailable();
        this.tokens = tokens;
        this.clock = clock;
        if (this.server != null) {
            Properties settings = this.server.getJavaMailProperties();
            for (String protocol : new String[] {"smtp", "smtps"}) {
                for (String limit : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
                    settings.putIfAbsent("mail." + protocol + "." + limit, TIME_LIMIT_MILLIS);
                }
                if (tokens.configured()) {
                    settings.putIfAbsent("mail." + protocol + ".auth.mechanisms", "XOAUTH2");
                }
            }
        }
    }

    private record Idle(Transport transport, long sinceMillis) {
    }

    /** Whether a mail server is configured at all. */
    boolean configured() {
        return server != null;
    }

    /** Where letters leave, for people to read. */
    String server() {
        return server.getHost() + ":" + server.getPort();
    }

    /** @throws MailSendException when no mail server is configured */
    Session session() {
        if (server == null) {
            throw new MailSendException("No mail can be sent: set spring.mail.host (and .port, .username, .password).");
        }
        return server.getSession();
    }

    /** Hands a complete letter to the server. */
    void send(MimeMessage letter) throws MessagingException {
        Transport transport = open();
        boolean usable = false;
        try {
            transport.sendMessage(letter, letter.getRecipients(Message.RecipientType.TO));
            usable = true;
        } finally {
            giveBack(transport, usable);
        }
    }

    /** Finds out whether the server can be reached and lets us in. */
    void probe() throws MessagingException {
        giveBack(open(), true);
    }

    @Scheduled(fixedDelay = 20_000)
    void closeIdle() {
        long limit = clock.millis() - LONGEST_IDLE.toMillis();
        idle.removeIf(one -> {
            boolean old = one.sinceMillis() < limit;
            if (old) {
                close(one.transport());
            }
            return old;
        });
    }

    private Transport open() throws MessagingException {
        session();
        for (Idle kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            if (clock.millis() - kept.sinceMillis() <= LONGEST_IDLE.toMillis() && kept.transport().isConnected()) {
                return kept.transport();
            }
            close(kept.transport());
        }
        Transport transport = session().getTransport(server.getProtocol() == null ? "smtp" : server.getProtocol());
        String user = server.getUsername() == null || server.getUsername().isEmpty() ? null : server.getUsername();
        if (user != null && tokens.configured()) {
            tokens.tried(token -> transport.connect(server.getHost(), server.getPort(), user, token));
        } else {
            transport.connect(server.getHost(), server.getPort(), user, user == null ? null : server.getPassword());
        }
        return transport;
    }

    private void giveBack(Transport transport, boolean usable) {
        if (usable && idle.size() < MOST_IDLE) {
            idle.addFirst(new Idle(transport, clock.millis()));
        } else {
            close(transport);
        }
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException gone) {
            LOG.debug("A connection to the mail server was gone before it was closed.", gone);
        }
    }
}
