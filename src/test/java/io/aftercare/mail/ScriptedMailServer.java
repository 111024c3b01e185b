package io.aftercare.mail;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** An SMTP server that answers as it is told to, once for each telling, and else takes every letter. */
public final class ScriptedMailServer implements Closeable {

    /** Hangs up instead of answering. */
    public static final String HANG_UP = "hang up";
    /** Never answers. */
    public static final String SAY_NOTHING = "say nothing";

    private final ServerSocket socket;
    private final Map<String, Queue<String>> script = new ConcurrentHashMap<>();
    private final List<String> letters = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile String capability = "";
    private volatile Duration timeForLetter = Duration.ZERO;

    public ScriptedMailServer() throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** @param command MAIL, RCPT, DATA, GREETING, or "." for the end of a letter */
    public ScriptedMailServer answer(String command, String... answers) {
        script.computeIfAbsent(command, any -> new ConcurrentLinkedQueue<>()).addAll(List.of(answers));
        return this;
    }

    /** All letters that came to their final dot, whatever was answered then. */
    public List<String> letters() {
        return letters;
    }

    public List<String> commands() {
        return commands;
    }

    /** How long it takes for each letter, as a real one does that examines and stores it. */
    public ScriptedMailServer takes(Duration time) {
        timeForLetter = time;
        return this;
    }

    void announce(String one) {
        capability = one;
    }

    public void forget() {
        script.clear();
        letters.clear();
        commands.clear();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket one : open) {
            one.close();
        }
    }

    private void accept() {
        try {
            while (!socket.isClosed()) {
                Socket connection = socket.accept();
                open.add(connection);
                thread(() -> talk(connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void thread(Runnable work) {
        var thread = new Thread(work, "scripted mail server");
        thread.setDaemon(true);
        thread.start();
    }

    private void talk(Socket connection) {
        try (connection; var in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
            say(connection, "GREETING", "220 scripted.example");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                String command = line.replaceAll("[ :].*", "").toUpperCase(java.util.Locale.ROOT);
                switch (command) {
                    case "EHLO" -> say(connection, command, capability.isEmpty() ? "250 scripted.example"
                            : "250-scripted.example\r\n250 " + capability);
                    case "DATA" -> {
                        if (say(connection, command, "354 go on")) {
                            letters.add(letter(in));
                            LockSupport.parkNanos(timeForLetter.toNanos());
                            say(connection, ".", "250 2.0.0 taken");
                        }
                    }
                    case "QUIT" -> say(connection, command, "221 bye");
                    default -> say(connection, command, "250 2.1.0 fine");
                }
            }
        } catch (IOException | UncheckedIOException gone) {
            // The other side hung up, or we did.
        }
    }

    private boolean say(Socket connection, String command, String usual) throws IOException {
        Queue<String> told = script.get(command);
        String answer = told == null || told.isEmpty() ? usual : told.poll();
        if (answer.equals(HANG_UP)) {
            connection.close();
            return false;
        }
        if (!answer.equals(SAY_NOTHING)) {
            connection.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().flush();
        }
        return answer.startsWith("2") || answer.startsWith("3");
    }

    private static String letter(BufferedReader in) throws IOException {
        var letter = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            letter.append(line).append('\n');
        }
        return letter.toString();
    }
}
