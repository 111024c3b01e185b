package io.aftercare.mail;

import io.aftercare.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A real Postfix on loopback that delivers into Maildirs, with its own configuration, queue and port; it is gone when
 * closed.
 */
final class Postfix implements AutoCloseable {

    private final Path program = Tool.POSTFIX.program();
    private final Path folder;
    private final Process process;
    private final int port;

    private Postfix(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /**
     * @param mailboxes where the Maildirs are, owned by the user mail
     * @param users     of aftercare.example and customer.example
     */
    static Postfix start(Path mailboxes, List<String> users, String... settings) throws Exception {
        Path folder = Files.createTempDirectory("postfix");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path etc = Files.createDirectory(folder.resolve("etc"));
        Files.createDirectory(folder.resolve("queue"));
        Dovecot.run(folder, "chown", "postfix", Files.createDirectory(folder.resolve("data")).toString());
        int port = Dovecot.freePort();
        var maps = new StringBuilder();
        for (String user : users) {
            for (String domain : List.of("aftercare.example", "customer.example")) {
                maps.append(" {").append(user).append('@').append(domain).append(" = ").append(user).append("/}");
            }
        }
        Files.writeString(etc.resolve("main.cf"), """
                compatibility_level = 3.6
                queue_directory = %1$s/queue
                data_directory = %1$s/data
                mail_owner = postfix
                setgid_group = postdrop
                maillog_file = %1$s/postfix.log
                maillog_file_prefixes = %1$s
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                smtpd_peername_lookup = no
                myhostname = mail.example
                mydestination =
                mynetworks = 127.0.0.0/8
                alias_maps =
                alias_database =
                default_transport = error:this server delivers to its own users only
                virtual_mailbox_domains = aftercare.example customer.example
                virtual_mailbox_base = %2$s
                virtual_mailbox_maps = inline:{%3$s }
                virtual_minimum_uid = 1
                virtual_uid_maps = static:%4$s
                virtual_gid_maps = static:%5$s
                recipient_delimiter = +
                minimal_backoff_time = 1s
                maximal_backoff_time = 2s
                queue_run_delay = 1s
                smtpd_relay_restrictions = permit_mynetworks, reject
                """.formatted(folder, mailboxes, maps, Files.getAttribute(mailboxes, "unix:uid"),
                Files.getAttribute(mailboxes, "unix:gid"))
                + String.join("\n", settings).replace("${folder}", folder.toString()) + "\n");
        Files.writeString(etc.resolve("master.cf"), """
                127.0.0.1:%d inet n - n - - smtpd
                pickup unix n - n 60 1 pickup
                cleanup unix n - n - 0 cleanup
                qmgr unix n - n 1 1 qmgr
                rewrite unix - - n - - trivial-rewrite
                bounce unix - - n - 0 bounce
                defer unix - - n - 0 bounce
                trace unix - - n - 0 bounce
                verify unix - - n - 1 verify
                proxymap unix - - n - - proxymap
                error unix - - n - - error
                retry unix - - n - - error
                virtual unix - n n - - virtual
                anvil unix - - n - 1 anvil
                showq unix n - n - - showq
                spawn unix - n n - 0 spawn
                postlog unix-dgram n - n - 1 postlogd
                """.formatted(port));
        var started = new Postfix(folder, port,
                new ProcessBuilder(Tool.POSTFIX.program().toString(), "-c", etc.toString(),
                        "start-fg").redirectErrorStream(true).redirectOutput(folder.resolve("out.log").toFile())
                        .start());
        try {
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> Dovecot.answers(port));
        } catch (RuntimeException notStarted) {
            System.err.println(started.log());
            started.close();
            throw notStarted;
        }
        return started;
    }

    int port() {
        return port;
    }

    /** Its folder, for files that settings name as <code>${folder}</code>. */
    Path folder() {
        return folder;
    }

    String log() throws IOException {
        Path log = folder.resolve("postfix.log");
        return (Files.exists(log) ? Files.readString(log) : "") + Files.readString(folder.resolve("out.log"));
    }

    /** Changes a setting while it runs. */
    void set(String setting) throws Exception {
        Dovecot.run(folder, program.resolveSibling("postconf").toString(), "-c", folder.resolve("etc").toString(), "-e",
                setting);
        Dovecot.run(folder, program.toString(), "-c", folder.resolve("etc").toString(), "reload");
    }

    @Override
    public void close() throws Exception {
        new ProcessBuilder(program.toString(), "-c", folder.resolve("etc").toString(), "stop").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor(15, TimeUnit.SECONDS);
        process.destroy();
        process.waitFor(5, TimeUnit.SECONDS);
        Dovecot.delete(folder);
    }
}
