package io.aftercare.mail;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.SocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what a server does not answer in time. A time limit of the socket only ends a silence; this one closes the
 * socket under a call that goes on for too long, however it is kept alive. Angus Mail takes it as the factory of its
 * sockets.
 */
final class TimeLimit extends SocketFactory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "mail-time-limit");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Socket socket;
    private volatile Duration exceeded;

    /** Something asked of the server. */
    interface Call<T> {
        T run() throws MessagingException;
    }

    /** @throws MessagingException also when the server takes longer; the connection is closed then */
    <T> T within(Duration limit, Call<T> call) throws MessagingException {
        ScheduledFuture<?> end = cutAfter(limit, () -> true);
        try {
            return call.run();
        } catch (MessagingException | RuntimeException failure) {
            if (exceeded == null) {
                throw failure;
            }
            throw new MessagingException(
                    "The mail server did not answer within " + exceeded.toMillis() / 1000.0 + " s.",
                    failure);
        } finally {
            end.cancel(false);
        }
    }

    /** Closes the connection after this time, if it still lasts then, unless the returned task is cancelled. */
    ScheduledFuture<?> cutAfter(Duration limit, BooleanSupplier lasts) {
        return watch.schedule(() -> {
            if (lasts.getAsBoolean()) {
                exceeded = limit;
                cut();
            }
        }, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The longest silence of the server from the next call on. */
    void silence(Duration longest) {
        Socket current = socket;
        try {
            if (current != null && !current.isClosed()) {
                current.setSoTimeout(Math.toIntExact(longest.toMillis()));
            }
        } catch (SocketException gone) {
            LOG.debug("The connection to the mail server is gone.", gone);
        }
    }

    void cut() {
        Socket current = socket;
        try {
            if (current != null) {
                current.close();
            }
        } catch (IOException gone) {
            LOG.debug("The connection to the mail server was gone before it was closed.", gone);
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        cut();
    }

    @Override
    public Socket createSocket() {
        var created = new Socket();
        socket = created;
        return created;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return socket = new Socket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return socket = new Socket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return socket = new Socket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return socket = new Socket(host, port, local, localPort);
    }
}
