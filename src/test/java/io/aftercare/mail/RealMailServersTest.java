package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.OutgoingMessage;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.ports.CustomerMailSender;
import io.aftercare.mail.reading.Mails;
import io.aftercare.process.MailTasks;
import io.aftercare.process.RequestProcess;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.StartsApplication;
import io.aftercare.testing.Tool;
import jakarta.mail.AuthenticationFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.mail.MailException;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/**
 * A Postfix that lets only those in who bring a token, greylists and is full at times, and delivers into the Maildirs
 * of a Dovecot that wants a token too.
 */
@StartsApplication
@SpringBootTest(classes = MailTestConfiguration.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
                MailTestConfiguration.WITHOUT_ENGINE, "spring.datasource.url=jdbc:h2:mem:servers;DB_CLOSE_DELAY=-1",
                "spring.flyway.placeholders.bytes=blob", "spring.flyway.placeholders.long_text=clob",
                "aftercare.support.address=support@aftercare.example", "spring.mail.host=127.0.0.1",
                "spring.mail.username=support", "aftercare.mail.oauth2.client-id=app",
                "aftercare.mail.oauth2.client-secret=secret"})
@DirtiesContext
@NeedsTool({Tool.DOVECOT, Tool.POSTFIX})
@Timeout(180)
class RealMailServersTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static TokenEndpoint endpoint;
    private static Dovecot dovecot;
    private static Postfix postfix;
    private static Greylist greylist;

    @MockitoBean
    RequestProcess process;
    @MockitoBean
    MailTasks mailTasks;
    @MockitoBean
    IntakeLoop loop;
    @Autowired
    AccessTokens tokens;
    @Autowired
    CustomerMailSender mailSender;
    @Autowired
    SmtpConnections connections;
    @Autowired
    Messages messages;
    @Autowired
    OutgoingMessages outgoing;
    @Autowired
    Requests requests;

    @DynamicPropertySource
    static void startServers(DynamicPropertyRegistry properties) throws Exception {
        endpoint = new TokenEndpoint();
        greylist = new Greylist();
        Path oauth2 = Files.createTempFile("dovecot-oauth2", ".conf");
        Files.setPosixFilePermissions(oauth2, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(oauth2, """
                introspection_mode = post
                introspection_url = %s/introspect
                force_introspection = yes
                username_attribute = username
                active_attribute = active
                active_value = true
                """.formatted(endpoint.address()));
        dovecot = Dovecot.start("""
                auth_mechanisms = xoauth2 oauthbearer
                passdb {
                  driver = oauth2
                  mechanisms = xoauth2 oauthbearer
                  args = %s
                }
                service auth {
                  unix_listener ${folder}/mail/smtp-auth {
                    mode = 0666
                  }
                }
                """.formatted(oauth2));
        postfix = Postfix.start(dovecot.mailboxes(), List.of("support", "ada", "busy", "late"), """
                smtpd_sasl_auth_enable = yes
                smtpd_sasl_type = dovecot
                smtpd_sasl_path = %s/smtp-auth
                smtpd_client_restrictions = permit_sasl_authenticated, reject
                smtpd_delay_reject = yes
                smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:%d, permit
                """.formatted(dovecot.mailboxes(), greylist.port()));
        properties.add("spring.mail.port", () -> postfix.port());
        properties.add("aftercare.mail.oauth2.token-endpoint", () -> endpoint.address() + "/token");
    }

    @AfterAll
    static void stopServers() throws Exception {
        if (postfix != null) {
            postfix.close();
        }
        if (dovecot != null) {
            dovecot.close();
            endpoint.close();
            greylist.close();
        }
    }

    @Test
    void sendsAndFetchesWithTokensAndRenewsThoseTheServerNoLongerTakes() throws Exception {
        Message letter = queue("ada@customer.example");
        mailSender.send(letter.id());
        await().atMost(SOON).until(() -> inbox("ada").size() == 1);
        assertThat(inbox("ada").get(0)).contains("Message-ID: " + letter.internetId());
        int asked = endpoint.asked().size();
        dovecot.deliver(Mails.plain("<in@a.example>", "ada@customer.example", "Question", "How?"));
        try (var connection = new ImapConnection(dovecot.imap(), tokens, null)) {
            assertThat(connection.unread()).hasSize(1);
        }
        assertThat(endpoint.asked()).as("one token serves both ways").hasSize(asked);
        endpoint.revokeAll();
        try (var connection = new ImapConnection(dovecot.imap(), tokens, null)) {
            assertThat(connection.unread()).hasSize(1);
        }
        assertThat(endpoint.asked()).hasSize(asked + 1);
        endpoint.revokeAll();
        connections.closeIdle();
        Message second = queue("ada@customer.example");
        sendUntilSent(second);
        await().atMost(SOON).until(() -> inbox("ada").size() == 2);
    }

    @Test
    void saysThatTheServerDoesNotTakeTheToken() throws Exception {
        try (var other = new TokenEndpoint()) {
            other.giveBadTokens();
            var bad = new AccessTokens(new OAuth2Properties(other.address() + "/token", "app", "secret", "mail", null),
                    java.time.Clock.systemUTC());
            assertThatThrownBy(() -> new ImapConnection(dovecot.imap(), bad, null).close())
                    .isInstanceOf(AuthenticationFailedException.class)
                    .hasMessageContaining("aftercare.mail.oauth2.scope");
            assertThat(other.asked()).hasSize(1);
        }
    }

    @Test
    void sendsOnceUnderTheSameMessageIdToAServerThatGreylists() throws Exception {
        Message letter = queue("busy@customer.example");
        assertThatThrownBy(() -> mailSender.send(letter.id())).isInstanceOf(MailException.class)
                .hasStackTraceContaining("450");
        assertThat(messages.get(letter.id()).status()).isEqualTo(MessageStatus.QUEUED);
        sendUntilSent(letter);
        await().atMost(SOON).until(() -> inbox("busy").size() == 1);
        assertThat(inbox("busy").get(0)).containsOnlyOnce("Message-ID: " + letter.internetId());
        mailSender.send(letter.id());
        assertThat(inbox("busy")).hasSize(1);
        assertThat(greylist.refused()).isPositive();
    }

    @Test
    void sendsOnceWhenAFullServerHasRoomAgain() throws Exception {
        Message letter = queue("late@customer.example");
        connections.closeIdle();
        postfix.set("queue_minfree = 900000000000000");
        await().atMost(SOON).pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThatThrownBy(() -> connections.send(new Probe(connections)))
                        .hasStackTraceContaining("452"));
        assertThatThrownBy(() -> mailSender.send(letter.id())).isInstanceOf(MailException.class)
                .hasStackTraceContaining("452");
        postfix.set("queue_minfree = 0");
        sendUntilSent(letter);
        await().atMost(SOON).until(() -> inbox("late").stream().anyMatch(mail -> mail.contains(letter.internetId())));
        assertThat(inbox("late").stream().filter(mail -> mail.contains("Message-ID: " + letter.internetId())))
                .hasSize(1);
    }

    /** As the job does that retries. */
    private void sendUntilSent(Message letter) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(200)).until(() -> {
            try {
                mailSender.send(letter.id());
            } catch (MailException later) {
                return false;
            }
            return messages.get(letter.id()).status() == MessageStatus.SENT;
        });
    }

    private Message queue(String to) {
        Request request = requests.open(Channel.MAIL, to, null, "First", "en", null);
        messages.receive(request.number(), IncomingMessage.written(to, null, "First", "text", List.of()));
        return outgoing.queue(request,
                new OutgoingMessage(Purpose.ANSWER, "Answer", "text", "<p>text</p>", false, "agent",
                        List.of()));
    }

    private static List<String> inbox(String user) throws IOException {
        var mails = new ArrayList<String>();
        Path folder = dovecot.mailboxes().resolve(user + "/new");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    mails.add(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return mails;
    }
}
