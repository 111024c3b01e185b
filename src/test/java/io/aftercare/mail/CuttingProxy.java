package io.aftercare.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Stands between client and server: cuts connections, or changes what the server says. */
public final class CuttingProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final AtomicLong bytesUntilCut = new AtomicLong(Long.MAX_VALUE);
    private volatile int cuts;
    private volatile UnaryOperator<String> words = UnaryOperator.identity();

    public CuttingProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Cuts a connection once the server has said so many bytes more. */
    void cutAfter(long bytes) {
        bytesUntilCut.set(bytes);
    }

    int cuts() {
        return cuts;
    }

    /** What is made of each piece the server says; it must keep its length, or be empty for silence. */
    public void twist(UnaryOperator<String> said) {
        words = said;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), target);
                daemon(() -> pass(client, behind, false));
                daemon(() -> pass(behind, client, true));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean answer) {
        byte[] buffer = new byte[8192];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int length = read;
                if (answer) {
                    String said = words.apply(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                    if (said.isEmpty()) {
                        continue;
                    }
                    long left = bytesUntilCut.addAndGet(-read);
                    length = left < 0 ? (int) Math.max(0, read + left) : read;
                    out.write(said.getBytes(StandardCharsets.ISO_8859_1), 0, length);
                    if (left < 0) {
                        cuts++;
                        bytesUntilCut.set(Long.MAX_VALUE);
                        return;
                    }
                } else {
                    out.write(buffer, 0, length);
                }
            }
        } catch (IOException gone) {
            return;
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
