package io.aftercare.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * Takes mails in while the process is killed with SIGKILL at random moments, over real SMTP and IMAP: no mail is lost,
 * no request is made twice, and a letter goes out twice at most where a kill fell between the mail server's acceptance
 * and our commit, under the same Message-ID. {@code -Dcrash.seed} repeats the moments, {@code -Dcrash.kills} and
 * {@code -Dcrash.mails} make more.
 */
class CrashTest {

    private static final int MAILS = Integer.getInteger("crash.mails", 60);
    private static final int KILLS = Integer.getInteger("crash.kills", 2);
    private static final int WAITING_BEFORE = 30;
    private static final Path LOG = Path.of("target", "crash-test.log");

    private final long seed = Long.getLong("crash.seed", new Random().nextLong(1_000_000));
    private final Random random = new Random(seed);
    private final GreenMail mailServer = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
    private final List<Correspondent> customers = new ArrayList<>();
    private final CountedLetters letters = new CountedLetters(mailServer);
    private int written;
    private OwnProcess aftercare;

    @TempDir
    private Path data;

    @BeforeEach
    void mailsWait() {
        // The mail server's threads complain when a client is killed.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        mailServer.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        mailServer.start();
        mailServer.setUser(Correspondent.SUPPORT, Correspondent.SUPPORT, "any");
        IntStream.range(0, MAILS).forEach(i -> customers.add(new Correspondent("customer" + i + "@customers.example",
                mailServer.getSmtp().getPort(), mailServer.getImap().getPort())));
        write(Math.min(MAILS, WAITING_BEFORE));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (aftercare != null) {
            aftercare.kill();
        }
        mailServer.stop();
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void noMailIsLostAndNoneIsTakenInTwiceHoweverOftenTheProcessIsKilled() throws Exception {
        System.out.println("Crash test with seed " + seed);
        int takenInAtKills = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            start();
            if (kill < KILLS && random.nextInt(5) == 0) {
                // Now and then the process does not even come up.
                pause(random.nextInt(5_000));
            } else {
                // Moments are counted in letters too, not in seconds alone, for machines of any speed.
                write(random.nextInt((MAILS - WAITING_BEFORE) / KILLS + 1));
                int more = random.nextInt(2 * WAITING_BEFORE / KILLS);
                // The last kill, at least, is to hit something.
                awaitLetters(Math.max(takenInAtKills + more, kill < KILLS ? 0 : MAILS / 10 + 1));
                pause(random.nextInt(500));
            }
            aftercare.kill();
            takenInAtKills = letters.countTwice(kill).size();
        }
        write(MAILS - written);
        start();
        await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(500))
                .until(() -> letters.all().size() >= MAILS);
        // What should not come has time to come.
        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(30)).until(() -> letters.all().size() == MAILS);
        aftercare.kill();
        int twice = letters.countTwice(KILLS + 1).values().stream().mapToInt(times -> times - 1).sum();
        System.out.printf("Crash test: %d mails, %d kills, %d letters out at the last kill; sent twice: %d %s%n", MAILS,
                KILLS,
                takenInAtKills, twice, letters.twice());

        assertThat(takenInAtKills).as("letters sent before the last kill, for the kills to have hit something")
                .isGreaterThan(MAILS / 10);
        assertThat(letters.byCustomer()).as("customers with a letter, each under one Message-ID").hasSize(MAILS)
                .allSatisfy((customer, ids) -> assertThat(ids).hasSize(1));
        assertThat(letters.twice().keySet()).as("letters are sent twice because of a kill").allMatch(kill -> kill > 0);
        assertThat(letters.twice().values()).as("letters sent twice, by kill").allMatch(times -> times == 1);
        assertThat(count("select count(*) from request")).isEqualTo(MAILS);
        assertThat(count("select count(distinct customer_address) from request")).isEqualTo(MAILS);
        assertThat(count("select count(*) from incoming_mail")).isEqualTo(MAILS);
        assertThat(count("select count(*) from incoming_mail where state = 'HANDLED'")).isEqualTo(MAILS);
        assertThat(count("select count(*) from message where direction = 'IN'")).isEqualTo(MAILS);
        assertThat(count("select count(*) from message where direction = 'OUT' and status = 'SENT'")).isEqualTo(MAILS);
        assertThat(count("select count(*) from message where direction = 'OUT'")).isEqualTo(MAILS);
    }

    private void start() {
        aftercare = OwnProcess.start(LOG, List.of("--server.port=0", "--aftercare.data=" + data,
                "--aftercare.meaning.enabled=false",
                "--aftercare.support.address=" + Correspondent.SUPPORT,
                "--aftercare.mail.imap.host=127.0.0.1", "--aftercare.mail.imap.port=" + mailServer.getImap().getPort(),
                "--aftercare.mail.imap.user=" + Correspondent.SUPPORT, "--aftercare.mail.imap.password=any",
                "--aftercare.mail.imap.security=none", "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + mailServer.getSmtp().getPort(), "--springdoc.api-docs.enabled=false",
                "--aftercare.knowledge.folder=" + Path.of("src/main/resources/demo/articles/en").toAbsolutePath()));
    }

    private void write(int mails) {
        for (int i = 0; i < mails && written < MAILS; i++) {
            customers.get(written++).write("Merge duplicates?", "How do I merge duplicate people in my tree?");
        }
    }

    private void awaitLetters(int wanted) {
        await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50))
                .until(() -> letters.all().size() >= Math.min(wanted, written));
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    /** Asks the database file, which nobody has open any more. */
    private long count(String sql) throws SQLException, IOException {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + data.resolve("aftercare"), "sa",
                Files.readString(data.resolve("aftercare.password")).strip());
                var result = connection.createStatement().executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
