package io.aftercare.mail;

import jakarta.mail.AuthenticationFailedException;
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
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Connections to the mail server, kept open for a short while: opening one takes longer than sending a message. */
@Component
class SmtpConnections {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpConnections.class);
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(20);
    private static final String CONNECTING_MILLIS = "30000";
    /** A server may examine a message for long before it says that it has it; whoever hangs up then sends it twice. */
    private static final String ANSWERING_MILLIS = "120000";

    private final JavaMailSenderImpl server;
    private final AccessTokens tokens;
    private final OutgoingProperties limits;
    private final Clock clock;
    private final Deque<Idle> idle = new LinkedBlockingDeque<>();

    SmtpConnections(ObjectProvider<JavaMailSenderImpl> server, AccessTokens tokens,
            OutgoingProperties limits, Clock clock) {
        this.server = server.getIfAvailable();
        this.tokens = tokens;
        this.limits = limits;
        this.clock = clock;
        if (this.server != null) {
            Properties settings = this.server.getJavaMailProperties();
            String prefix = "mail." + protocol() + ".";
            settings.putIfAbsent(prefix + "connectiontimeout", CONNECTING_MILLIS);
            settings.putIfAbsent(prefix + "timeout", ANSWERING_MILLIS);
            settings.putIfAbsent(prefix + "writetimeout", ANSWERING_MILLIS);
            if (tokens.configured()) {
                settings.putIfAbsent(prefix + "auth.mechanisms", "XOAUTH2");
            }
            // Whether an odd address exists is for the mail server to say, see OutboundMessage.
            settings.putIfAbsent("mail.mime.address.strict", "false");
            SmtpSecurity.apply(this.server.getHost(), protocol(), settings);
        }
    }

    /** @param used how many messages have gone by it */
    private record Connection(Transport transport, int used) {
    }

    private record Idle(Connection connection, long sinceMillis) {
    }

    /** Whether a mail server is configured at all. */
    boolean configured() {
        return server != null;
    }

    /** Where messages leave, for people to read. */
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

    /** Hands a complete message to the server. */
    void send(MimeMessage message) throws MessagingException {
        Connection connection = open();
        boolean usable = false;
        try {
            connection.transport().sendMessage(message, message.getAllRecipients());
            usable = true;
        } finally {
            giveBack(new Connection(connection.transport(), connection.used() + 1), usable);
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
                close(one.connection().transport());
            }
            return old;
        });
    }

    private Connection open() throws MessagingException {
        session();
        for (Idle kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            if (clock.millis() - kept.sinceMillis() <= LONGEST_IDLE.toMillis()
                    && kept.connection().transport().isConnected()) {
                return kept.connection();
            }
            close(kept.connection().transport());
        }
        Transport transport = session().getTransport(protocol());
        String user = server.getUsername() == null || server.getUsername().isEmpty() ? null : server.getUsername();
        try {
            if (user != null && tokens.configured()) {
                tokens.tried(token -> transport.connect(server.getHost(), server.getPort(), user, token));
            } else {
                transport.connect(server.getHost(), server.getPort(), user, user == null ? null : server.getPassword());
            }
        } catch (AuthenticationFailedException rejected) {
            throw new MailAuthenticationException("The mail server does not let us in; check spring.mail.username and "
                    + "spring.mail.password: " + rejected.getMessage(), rejected);
        }
        return new Connection(transport, 0);
    }

    private String protocol() {
        return server.getProtocol() == null ? "smtp" : server.getProtocol();
    }

    private void giveBack(Connection connection, boolean usable) {
        if (usable && idle.size() < limits.connections() && connection.used() < limits.messagesPerConnection()) {
            idle.addFirst(new Idle(connection, clock.millis()));
        } else {
            close(connection.transport());
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
