package io.aftercare.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A policy service of Postfix: the first try to write to the user "busy" is put off, the next one taken. */
final class Greylist implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();

    Greylist() throws IOException {
        daemon(() -> {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    daemon(() -> answer(client));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    int refused() {
        return refused.get();
    }

    private void answer(Socket client) {
        try (client; var in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            String recipient = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("recipient=")) {
                    recipient = line.substring("recipient=".length());
                } else if (line.isEmpty()) {
                    boolean putOff = recipient.startsWith("busy@") && seen.add(recipient);
                    if (putOff) {
                        refused.incrementAndGet();
                    }
                    client.getOutputStream()
                            .write(("action=" + (putOff ? "450 4.2.0 Greylisted, try again later" : "dunno")
                                    + "\n\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException gone) {
            return;
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "greylist");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
