package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.mail.InboundMailRepository.Fetched;
import io.aftercare.mail.MailProperties.Imap;
import io.aftercare.mail.MailProperties.Security;
import io.aftercare.mail.MailboxPositions.Position;
import io.aftercare.mail.reading.Mails;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.unit.DataSize;

/** The fetcher's own thread: what wakes it, and what it does when the server is gone. */
@Timeout(120)
class MailFetcherTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final MailboxPositions positions = mock(MailboxPositions.class);
    private final List<Fetched> kept = new CopyOnWriteArrayList<>();
    private int port;
    private GreenMail server;
    private MailFetcher fetcher;

    @BeforeEach
    void chooseAPort() throws Exception {
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        InboundMailRepository mails = mock(InboundMailRepository.class);
        given(positions.of(any(), anyLong())).willReturn(Optional.of(new Position(0, 0, null)));
        given(mails.keep(any(), anyLong(), any())).willAnswer(call -> {
            List<Fetched> batch = call.getArgument(2);
            List<Fetched> fresh = batch.stream().filter(mail -> kept.stream().noneMatch(
                    old -> java.util.Arrays.equals(old.raw(), mail.raw()))).toList();
            kept.addAll(fresh);
            return fresh.size();
        });
        fetcher = fetcher(mails, imap("127.0.0.1", Security.NONE), "support@aftercare.example");
    }

    @AfterEach
    void stopAll() {
        fetcher.stop();
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void isWokenByTheServerLongBeforeItLooksByItself() throws Exception {
        GreenMailUser mailbox = startServer();
        fetcher.start();
        await().atMost(SOON).until(() -> fetcher.lastContact() != null);
        for (int i = 0; i < 5; i++) {
            int number = i;
            deliver(mailbox, "Mail " + i);
            await().atMost(SOON).until(() -> kept.size() == number + 1);
        }
    }

    @Test
    void comesBackByItselfWhenTheServerDoes() throws Exception {
        fetcher.start();
        await().atMost(SOON).until(() -> fetcher.trouble() != null);
        deliver(startServer(), "First");
        await().atMost(SOON).until(() -> kept.size() == 1);
        await().atMost(SOON).until(() -> fetcher.trouble() == null);
        server.stop();
        await().atMost(SOON).until(() -> fetcher.trouble() != null);
        deliver(startServer(), "Second");
        await().atMost(SOON).until(() -> kept.size() == 2);
    }

    @Test
    void stopsWhileItWaits() throws Exception {
        startServer();
        fetcher.start();
        await().atMost(SOON).until(() -> fetcher.lastContact() != null);
        long before = System.nanoTime();
        fetcher.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
        assertThat(fetcher.isRunning()).isFalse();
    }

    @Test
    void isQuietWithoutAMailboxAndClearAboutWrongSettings() {
        MailFetcher none =
                fetcher(mock(InboundMailRepository.class), new Imap(null, 0, null, null, "INBOX", Security.TLS,
                        Duration.ofSeconds(30), Duration.ofSeconds(30)), null);
        assertThatCode(none::start).doesNotThrowAnyException();
        assertThat(none.isRunning()).isFalse();
        assertThatThrownBy(
                () -> fetcher(mock(InboundMailRepository.class), imap("127.0.0.1", Security.NONE), null).start())
                .hasMessageContaining("aftercare.support.address");
        assertThatThrownBy(() -> fetcher(mock(InboundMailRepository.class), imap("127.0.0.1", Security.NONE),
                "a@b@evil.example").start()).hasMessageContaining("aftercare.support.address");
        assertThatThrownBy(() -> fetcherAt(mock(InboundMailRepository.class), imap("127.0.0.1", Security.NONE),
                new SupportAddress("support@aftercare.example", "S", List.of("a@b@evil.example"))).start())
                .hasMessageContaining("aftercare.support.aliases").hasMessageContaining("a@b@evil.example");
        assertThatThrownBy(() -> imap("192.0.2.1", Security.NONE).checked())
                .hasMessageContaining("aftercare.mail.imap.security");
        assertThatCode(() -> imap("192.0.2.1", Security.STARTTLS).checked()).doesNotThrowAnyException();
        assertThat(new Imap("h", 0, "u", null, "INBOX", Security.TLS, Duration.ZERO, Duration.ZERO).effectivePort())
                .isEqualTo(993);
    }

    private MailFetcher fetcher(InboundMailRepository mails, Imap imap, String address) {
        return fetcherAt(mails, imap, new SupportAddress(address, "Support"));
    }

    private MailFetcher fetcherAt(InboundMailRepository mails, Imap imap, SupportAddress address) {
        var properties = new MailProperties(imap, Duration.ofSeconds(5), 20, Duration.ofSeconds(30));
        var downloader = new MailboxDownloader(properties,
                new MailSizeProperties(DataSize.ofMegabytes(50), DataSize.ofKilobytes(64)),
                mails, positions, event -> {}, new SimpleMeterRegistry());
        var tokens = new AccessTokens(new OAuth2Properties(null, null, null, null, null), Clock.systemUTC());
        return new MailFetcher(properties, new ImapServer(properties, tokens, mock(SslBundles.class)),
                address, downloader, mock(MailboxReconciliation.class),
                Clock.systemUTC());
    }

    private Imap imap(String host, Security security) {
        return new Imap(host, port, "support", "secret", "INBOX", security, Duration.ofMinutes(5),
                Duration.ofSeconds(10));
    }

    private GreenMailUser startServer() throws Exception {
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.start();
        return server.getUserManager().createUser("support@aftercare.example", "support", "secret");
    }

    private static void deliver(GreenMailUser mailbox, String subject) throws Exception {
        mailbox.deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(
                Mails.plain("<" + subject.replace(' ', '-') + "@a.example>", "ada@a.example", subject, "text"))));
    }
}
