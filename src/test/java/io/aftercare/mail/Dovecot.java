package io.aftercare.mail;

import io.aftercare.mail.MailProperties.Imap;
import io.aftercare.mail.MailProperties.Security;
import io.aftercare.testing.Tool;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Dovecot on loopback, with its own configuration, mails and ports; it is gone when closed. */
final class Dovecot implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path folder;
    private final Process process;
    private final int port;
    private final int tlsPort;

    private Dovecot(Path folder, int port, int tlsPort, Process process) {
        this.folder = folder;
        this.port = port;
        this.tlsPort = tlsPort;
        this.process = process;
    }

    static Dovecot start(String... settings) throws Exception {
        Path folder = Files.createTempDirectory("dovecot");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = freePort();
        int tlsPort = freePort();
        run(folder, "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out",
                "cert.pem",
                "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1");
        Files.writeString(folder.resolve("dovecot.conf"), """
                base_dir = %1$s/run
                state_dir = %1$s/state
                log_path = %1$s/dovecot.log
                protocols = imap
                listen = 127.0.0.1
                default_internal_user = root
                default_internal_group = root
                default_login_user = nobody
                ssl = yes
                ssl_cert = <%1$s/cert.pem
                ssl_key = <%1$s/key.pem
                disable_plaintext_auth = no
                auth_failure_delay = 0
                mail_location = maildir:%1$s/mail/%%u
                first_valid_uid = 1
                mail_max_userip_connections = 100
                userdb {
                  driver = static
                  args = uid=mail gid=mail home=%1$s/mail/%%u
                }
                service imap-login {
                  chroot =
                  inet_listener imap {
                    port = %2$d
                  }
                  inet_listener imaps {
                    port = %3$d
                    ssl = yes
                  }
                }
                service anvil {
                  chroot =
                }
                service imap {
                  chroot =
                }
                """.formatted(folder, port, tlsPort)
                + (Stream.of(settings).anyMatch(setting -> setting.contains("passdb")) ? "" : """
                passdb {
                  driver = static
                  args = password=secret
                }
                """) + String.join("\n", settings).replace("${folder}", folder.toString()) + "\n");
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(folder.resolve("mail/support/" + part));
        }
        var started = new Dovecot(folder, port, tlsPort, new ProcessBuilder(Tool.DOVECOT.program().toString(), "-F",
                "-c", folder.resolve("dovecot.conf").toString()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile()).start());
        run(folder, "chown", "-R", "mail:mail", folder.resolve("mail").toString());
        try {
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> answers(port));
        } catch (RuntimeException notStarted) {
            System.err.println(started.log());
            started.close();
            throw notStarted;
        }
        return started;
    }

    Imap imap() {
        return at(port);
    }

    /** The same mailbox through a port in between. */
    static Imap at(int port) {
        return new Imap("127.0.0.1", port, "support", "secret", "INBOX", Security.NONE, Duration.ofMinutes(5),
                Duration.ofSeconds(10));
    }

    int port() {
        return port;
    }

    int tlsPort() {
        return tlsPort;
    }

    Path certificate() {
        return folder.resolve("cert.pem");
    }

    /** The folder of all mailboxes; each is a Maildir of the user's name. */
    Path mailboxes() {
        return folder.resolve("mail");
    }

    /** Puts a mail into the mailbox, as a mail server does that delivers into a Maildir. */
    void deliver(byte[] mail) throws Exception {
        deliver(mail, false, Instant.now());
    }

    void deliver(byte[] mail, boolean read, Instant arrived) throws Exception {
        Path maildir = mailboxes().resolve("support");
        // The number keeps the order within a second.
        String name = "%d.M%06dP1.test".formatted(arrived.getEpochSecond(), NUMBER.incrementAndGet());
        Path written = Files.write(maildir.resolve("tmp/" + name), mail);
        Files.setLastModifiedTime(written, FileTime.from(arrived));
        Files.setOwner(written, written.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("mail"));
        Files.move(written, maildir.resolve(read ? "cur/" + name + ":2,S" : "new/" + name));
    }

    /** Has all mails numbered anew, as after a repair or a move to another machine. */
    void numberAnew() throws IOException {
        try (Stream<Path> files = Files.list(mailboxes().resolve("support"))) {
            for (Path file : files.filter(found -> found.getFileName().toString().startsWith("dovecot")).toList()) {
                delete(file);
            }
        }
        Path list = mailboxes().resolve("support/dovecot-uidlist");
        Files.writeString(list,
                "3 V%d N1 G%032x\n".formatted(Instant.now().getEpochSecond() + 1000 + NUMBER.incrementAndGet(),
                        NUMBER.incrementAndGet()));
        Files.setOwner(list, list.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("mail"));
    }

    /** How many mails of the inbox are read. */
    long read() throws IOException {
        try (Stream<Path> files = Files.list(mailboxes().resolve("support/cur"))) {
            return files.filter(file -> file.getFileName().toString().matches(".*:2,.*S.*")).count();
        }
    }

    /** How many mails a folder holds. */
    long count(String maildir) throws IOException {
        long count = 0;
        for (String part : List.of("cur", "new")) {
            Path folder = mailboxes().resolve("support").resolve(maildir).resolve(part);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    count += files.count();
                }
            }
        }
        return count;
    }

    String log() throws IOException {
        Path log = folder.resolve("dovecot.log");
        return (Files.exists(log) ? Files.readString(log) : "") + Files.readString(folder.resolve("out.log"));
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        delete(folder);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static boolean answers(int port) {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(3000);
            return socket.getInputStream().read() >= 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    static void run(Path folder, String... command) throws Exception {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
    }
}
