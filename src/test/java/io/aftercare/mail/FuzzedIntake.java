package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.mail.InboundMailRepository.Fetched;
import io.aftercare.mail.reading.FuzzedMails;
import io.aftercare.mail.reading.MailReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Feeds damaged mails into the running application, as if they had been fetched, and holds the books: every mail kept
 * is handled, quarantined or closed, with its bytes and its reason, and everything that came of it is there once.
 */
final class FuzzedIntake {

    private static final String MAILBOX = "fuzzed";
    private static final int BATCH = 50;

    private final InboundMailRepository mails;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final MeterRegistry meters;

    FuzzedIntake(ApplicationContext application) {
        mails = application.getBean(InboundMailRepository.class);
        jdbc = application.getBean(JdbcClient.class);
        events = application;
        meters = application.getBean(MeterRegistry.class);
    }

    /**
     * What became of a run.
     *
     * @param same    mails that were the copy of another one, by Message-ID and content, and therefore passed over
     * @param byState how many ended in each state
     */
    record Figures(long seed, int mails, int same, Map<String, Long> byState, Map<String, Long> quarantinedBecause,
            double slowestSeconds,
            double mailsPerSecond) {
    }

    /** Takes in the mails 0 to {@code count - 1} of a seed, and checks the books. */
    Figures run(long seed, int count, Duration longest) {
        long begin = System.nanoTime();
        var expected = new HashMap<String, byte[]>();
        int kept = 0;
        for (int first = 0; first < count; first += BATCH) {
            var batch = new ArrayList<Fetched>();
            for (int number = first; number < Math.min(count, first + BATCH); number++) {
                byte[] raw = FuzzedMails.mail(seed, number);
                MailReader.Identity identity = MailReader.identity(raw);
                expected.putIfAbsent(identity.internetId() + " " + identity.sha256(), digest(raw));
                batch.add(fetched(number + 1, raw));
            }
            kept += mails.keep(MAILBOX, seed, batch);
            events.publishEvent(new InboundMailStored());
            // The mailbox must not run far ahead: the intake is to be tried, not the memory.
            int soFar = kept;
            await().atMost(longest).pollInterval(Duration.ofMillis(20)).until(() -> soFar - decided() < 10 * BATCH);
        }
        int all = kept;
        await().atMost(longest).pollInterval(Duration.ofMillis(100)).until(() -> decided() == all);
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(kept).as("mails kept, of seed %d", seed).isEqualTo(expected.size());
        checkBooks(expected);
        var byState = new TreeMap<String, Long>();
        mails.counts().forEach((state, number) -> byState.put(state.name(), number));
        var because = new TreeMap<String, Long>();
        jdbc.sql("select reason, count(*) as mails from incoming_mail where state = 'QUARANTINED' group by reason")
                .query((row, index) -> because.merge(row.getString(1).replaceAll("\\(.*\\)", "(…)"), row.getLong(2),
                        Long::sum))
                .list();
        double slowest =
                meters.find("aftercare.mail.time").timers().stream().mapToDouble(timer -> timer.max(TimeUnit.SECONDS))
                        .max().orElse(0);
        return new Figures(seed, count, count - kept, byState, because, slowest, count / seconds);
    }

    private void checkBooks(Map<String, byte[]> expected) {
        assertThat(count("select count(*) from incoming_mail where state = 'RECEIVED'")).as("left undecided").isZero();
        assertThat(count("select count(*) from incoming_mail")).isEqualTo(expected.size());
        assertThat(jdbc.sql("select reason from incoming_mail where reason like 'It could not be taken in%' "
                + "or reason like 'Taking it in%'").query(String.class).list()).as("mails whose handling failed")
                .isEmpty();
        assertThat(meters.counter("aftercare.mail.intake", "result", "failed").count()).as("failed attempts").isZero();

        assertThat(count("select count(*) from message where direction = 'IN'"))
                .as("messages, one for each mail handled")
                .isEqualTo(count("select count(*) from incoming_mail where state = 'HANDLED'"))
                .isEqualTo(count("select count(distinct message_id) from incoming_mail where state = 'HANDLED'"));
        assertThat(count(
                "select count(*) from incoming_mail where state <> 'HANDLED' and (reason is null or reason = '')"))
                .as("quarantined or closed without a reason").isZero();
        assertThat(count("""
                select count(*) from incoming_mail where state = 'QUARANTINED' and (select count(*) from act_hi_procinst
                where proc_def_key_ = 'UnreadableMailProcess' and end_time_ is null
                and business_key_ = concat('MAIL-', incoming_mail.id)) <> 1"""))
                .as("quarantined mails without exactly one task").isZero();
        assertThat(count("select count(*) from request"))
                .as("requests, one process each").isEqualTo(count("""
                        select count(*) from request where (select count(*) from act_hi_procinst
                               where super_process_instance_id_
                        is null and proc_def_key_ = 'SupportRequestProcess' and business_key_ = concat('AC-',
                        lpad(cast(request.id as varchar), 6, '0'))) = 1"""));
        assertThat(count(
                "select count(*) from mail_attempt a join incoming_mail m on m.id = a.mail_id where m.state = "
                        + "'RECEIVED'"))
                .isZero();
        checkBytes(expected);
    }

    private void checkBytes(Map<String, byte[]> expected) {
        jdbc.sql("""
                select m.internet_id, m.sha256,
                       coalesce(m.raw, (select raw from message where id = m.message_id)) as bytes
                from incoming_mail m""").query(row -> {
            String identity = row.getString(1) + " " + row.getString(2);
            assertThat(digest(row.getBytes(3))).as("the bytes of %s", identity).isEqualTo(expected.get(identity));
        });
    }

    private long decided() {
        return count("select count(*) from incoming_mail where state <> 'RECEIVED'");
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static Fetched fetched(long uid, byte[] raw) {
        return new Fetched(uid, raw, null);
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
