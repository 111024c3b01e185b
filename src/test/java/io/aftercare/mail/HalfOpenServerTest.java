package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aftercare.mail.MailProperties.Imap;
import io.aftercare.mail.MailProperties.Security;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that are there and do not answer: every call ends. */
@Timeout(120)
class HalfOpenServerTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    /** Twice the limit, and what a busy machine takes. */
    private static final Duration AT_MOST = Duration.ofSeconds(12);

    private GreenMail server;
    private CuttingProxy proxy;

    @BeforeEach
    void start() throws Exception {
        server = new GreenMail(ServerSetup.dynamicPort(new ServerSetup[] {ServerSetup.IMAP}));
        server.start();
        server.getUserManager().createUser("support@aftercare.example", "support", "secret");
        proxy = new CuttingProxy(server.getImap().getPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.stop();
    }

    @Test
    void givesUpAServerThatAcceptsAndSaysNothing() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            endsInTime(() -> new ImapConnection(imap(silent.getLocalPort())).close());
        }
    }

    @Test
    void givesUpAServerThatNeverComesToAnEnd() throws Exception {
        var drip = Executors.newSingleThreadExecutor();
        try (var dripping = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            drip.submit(() -> {
                try (Socket client = dripping.accept()) {
                    for (int i = 0; i < 300; i++) {
                        client.getOutputStream().write('*');
                        TimeUnit.MILLISECONDS.sleep(200);
                    }
                }
                return null;
            });
            endsInTime(() -> new ImapConnection(imap(dripping.getLocalPort())).close());
        } finally {
            drip.shutdownNow();
        }
    }

    @Test
    void givesUpACommandThatIsNotAnswered() throws Exception {
        var connection = new ImapConnection(imap(proxy.port()));
        assertThat(connection.all()).isEmpty();
        proxy.twist(said -> "");
        endsInTime(connection::all);
        endsInTime(() -> {
            connection.close();
            throw new MessagingException("closed");
        });
    }

    @Test
    void givesUpIdlingThatCannotBeEnded() throws Exception {
        try (var connection = new ImapConnection(imap(proxy.port()))) {
            var waker = Executors.newSingleThreadScheduledExecutor();
            waker.schedule(() -> {
                proxy.twist(said -> "");
                connection.wake();
            }, 500, TimeUnit.MILLISECONDS);
            // It would idle for five minutes; the end of it is asked for at once and never comes.
            endsInTime(() -> connection.awaitNews(Duration.ofMinutes(5)));
            waker.shutdownNow();
        }
    }

    private static void endsInTime(ThrowingCallable call) {
        long before = System.nanoTime();
        assertThatThrownBy(call).isInstanceOf(MessagingException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_MOST);
    }

    private static Imap imap(int port) {
        return new Imap("127.0.0.1", port, "support", "secret", "INBOX", Security.NONE, Duration.ofMinutes(5), LIMIT);
    }
}
