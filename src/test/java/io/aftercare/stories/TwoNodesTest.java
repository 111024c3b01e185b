package io.aftercare.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aftercare.mail.CuttingProxy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one PostgreSQL take mails in, over real SMTP and IMAP, while each is killed once, one stands still for
 * longer than its jobs are locked, connections are cut and the database crashes and starts again: no mail is lost, no
 * request is made twice, and a letter goes out twice only where a kill fell between the mail server's acceptance and
 * our commit. {@code -Dcrash.seed} repeats the moments, {@code -Dcrash.mails} makes more.
 */
class TwoNodesTest {

    private static final int MAILS = Integer.getInteger("crash.mails", 120);
    private static final int EACH = MAILS / 6;
    private static final String SMALLEST_HEAP = "256m";
    private static final Duration JOB_LOCK = Duration.ofSeconds(10);

    private final long seed = Long.getLong("crash.seed", new Random().nextLong(1_000_000));
    private final Random random = new Random(seed);
    private final GreenMail mailServer = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
    private final CountedLetters letters = new CountedLetters(mailServer);
    private final List<Correspondent> customers = new ArrayList<>();
    private int written;
    private CuttingProxy mailbox;
    private EmbeddedPostgres database;
    private OwnProcess first;
    private OwnProcess second;

    @TempDir
    private Path folder;

    /** What happens to the nodes, in this order. */
    private enum Event {
        NONE, FIRST_KILLED, SECOND_STOOD_STILL, CONNECTIONS_CUT, DATABASE_CRASHED, SECOND_KILLED, END
    }

    @BeforeEach
    void start() throws IOException {
        // The mail server's threads complain when a client is killed.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        mailServer.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        mailServer.start();
        mailServer.setUser(Correspondent.SUPPORT, Correspondent.SUPPORT, "any");
        IntStream.range(0, MAILS).forEach(i -> customers.add(new Correspondent("customer" + i + "@customers.example",
                mailServer.getSmtp().getPort(), mailServer.getImap().getPort())));
        mailbox = new CuttingProxy(mailServer.getImap().getPort());
        // As a server in use has it: what is committed outlives a crash.
        database = EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on").start();
    }

    @AfterEach
    void stop() throws Exception {
        for (OwnProcess node : new OwnProcess[] {first, second}) {
            if (node != null) {
                node.kill();
            }
        }
        mailServer.stop();
        mailbox.close();
        database.close();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void noMailIsLostAndNoneIsTakenInTwiceWhateverHappensToNodesAndDatabase() throws Exception {
        System.out.println("Two nodes with seed " + seed);
        write(EACH);
        first = node("first");
        second = node("second");
        // Both at once on an empty database.
        hasStarted(first);
        hasStarted(second);

        soonAfterSomeLetters();
        first.kill();
        happened(Event.FIRST_KILLED);
        first = node("first");
        hasStarted(first);

        write(EACH);
        soonAfterSomeLetters();
        second.pause();
        happened(Event.SECOND_STOOD_STILL);
        write(EACH);
        pause(JOB_LOCK.plusSeconds(4));
        second.resume();

        soonAfterSomeLetters();
        for (int cut = 0; cut < 3; cut++) {
            sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where pid <> pg_backend_pid() "
                    + "and backend_type = 'client backend'");
            pause(Duration.ofMillis(random.nextInt(1_000)));
        }
        happened(Event.CONNECTIONS_CUT);
        write(EACH);

        soonAfterSomeLetters();
        crashDatabase();
        happened(Event.DATABASE_CRASHED);
        write(EACH);

        soonAfterSomeLetters();
        second.kill();
        happened(Event.SECOND_KILLED);
        write(MAILS - written);

        await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(500))
                .until(() -> letters.all().size() >= MAILS);
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(500))
                .until(() -> sql("select count(*) from message where direction = 'OUT' and status = 'SENT'") >= MAILS);
        // What should not come has time to come.
        pause(Duration.ofSeconds(3));
        happened(Event.END);
        aMailServerThatHangsWhileItIsIdleHoldsUpNoStop();
        System.out.println("Two nodes: sent twice, by event: " + letters.twice());

        assertThat(letters.byCustomer()).as("customers with a letter, each under one Message-ID").hasSize(MAILS)
                .allSatisfy((customer, ids) -> assertThat(ids).hasSize(1));
        Map<Integer, Integer> twice = letters.twice();
        assertThat(twice.keySet()).as("letters are sent twice because of a kill")
                .isSubsetOf(Event.FIRST_KILLED.ordinal(), Event.SECOND_KILLED.ordinal());
        assertThat(twice.values()).as("letters sent twice, by kill").allMatch(times -> times == 1);
        assertThat(sql("select count(*) from request")).isEqualTo(MAILS);
        assertThat(sql("select count(distinct customer_address) from request")).isEqualTo(MAILS);
        assertThat(sql("select count(*) from incoming_mail")).isEqualTo(MAILS);
        assertThat(sql("select count(*) from incoming_mail where state = 'HANDLED'")).isEqualTo(MAILS);
        assertThat(sql("select count(*) from message where direction = 'IN'")).isEqualTo(MAILS);
        assertThat(sql("select count(*) from message where direction = 'OUT'")).isEqualTo(MAILS);
    }

    private void aMailServerThatHangsWhileItIsIdleHoldsUpNoStop() throws InterruptedException {
        mailbox.twist(said -> "");
        String before = first.output();
        assertThat(first.terminate()).isLessThan(Duration.ofSeconds(25));
        assertThat(first.output().substring(before.length())).doesNotContain(" ERROR ").doesNotContain("\tat ");
    }

    private OwnProcess node(String name) {
        var properties = new ArrayList<>(List.of("--server.port=0", "--aftercare.data=" + folder.resolve(name),
                "--aftercare.meaning.enabled=false", "--aftercare.support.address=" + Correspondent.SUPPORT,
                "--aftercare.mail.imap.host=127.0.0.1", "--aftercare.mail.imap.port=" + mailbox.port(),
                "--aftercare.mail.imap.user=" + Correspondent.SUPPORT, "--aftercare.mail.imap.password=any",
                "--aftercare.mail.imap.security=none", "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + mailServer.getSmtp().getPort(), "--springdoc.api-docs.enabled=false",
                "--camunda.bpm.job-execution.lock-time-in-millis=" + JOB_LOCK.toMillis(),
                "--camunda.bpm.generic-properties.properties.failed-job-retry-time-cycle=R9/PT2S",
                "--aftercare.knowledge.folder=" + Path.of("src/main/resources/demo/articles/en").toAbsolutePath(),
                "--spring.datasource.url=" + database.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.username=postgres", "--spring.datasource.password=postgres",
                "--spring.flyway.placeholders.bytes=bytea", "--spring.flyway.placeholders.long_text=text"));
        return OwnProcess.start(Path.of("target", "two-nodes-test-" + name + ".log"), SMALLEST_HEAP, properties);
    }

    /** Who loses a process of its own trusts its memory no more: it ends all and starts from what is on the disk. */
    private void crashDatabase() throws Exception {
        long writer = sql("select pid from pg_stat_activity where backend_type = 'walwriter'");
        assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -KILL " + writer).start().waitFor()).isZero();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> sql(
                "select count(*) from pg_stat_activity where backend_type = 'walwriter' and pid <> " + writer) == 1);
    }

    private static void hasStarted(OwnProcess node) {
        await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(200))
                .until(() -> node.output().contains("Started AftercareApplication"));
    }

    private void write(int mails) {
        for (int i = 0; i < mails && written < MAILS; i++) {
            customers.get(written++).write("Merge duplicates?", "How do I merge duplicate people in my tree?");
        }
    }

    /** Moments are counted in letters, not in seconds alone, for machines of any speed. */
    private void soonAfterSomeLetters() throws Exception {
        int before = letters.all().size();
        int wanted = Math.min(written - EACH / 3, before + 1 + random.nextInt(EACH / 2));
        await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(50))
                .until(() -> letters.all().size() >= wanted);
        pause(Duration.ofMillis(random.nextInt(500)));
    }

    private void happened(Event event) throws Exception {
        letters.countTwice(event.ordinal());
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private long sql(String query) throws SQLException {
        try (var connection = DriverManager.getConnection(database.getJdbcUrl("postgres", "postgres"));
                var result = connection.createStatement().executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }
}
