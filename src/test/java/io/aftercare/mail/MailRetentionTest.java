package io.aftercare.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.platform.StartedApplication;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Mails of no request are erased when their time is over, and never come back. */
@StartedApplication
class MailRetentionTest {

    @Autowired
    private MailRetention retention;
    @Autowired
    private InboundMailRepository mails;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Clock clock;

    @ParameterizedTest
    @CsvSource({"CLOSED, 366, true", "CLOSED, 364, false", "QUARANTINED, 366, false", "RECEIVED, 366, false"})
    void onlyWhatNobodyHasToDecideAboutIsErased(String state, int daysAgo, boolean erased) {
        long mail = arrived(state, daysAgo);
        retention.eraseFiled();
        InboundMail kept = mails.find(mail).orElseThrow();
        assertThat(kept.raw() == null).isEqualTo(erased);
        assertThat(kept.internetId()).as("so that it is known when it comes once more").isNotNull();
        assertThat(jdbc.sql("select count(*) from incoming_mail where id = :id and sender is null and subject is null")
                .param("id", mail).query(Long.class).single() == 1).isEqualTo(erased);
        if (state.equals("CLOSED")) {
            assertThat(mails.unassigned(1000, 0).stream().anyMatch(shown -> shown.id() == mail)).isNotEqualTo(erased);
            assertThat(mails.force(mail)).as("taken in after all").isNotEqualTo(erased);
        }
        jdbc.sql("delete from incoming_mail where id = :id").param("id", mail).update();
    }

    @Test
    void whatTheMailServerTookIsForgottenUnlessTheLetterIsStillQueued() {
        long left = accepted();
        retention.eraseFiled();
        assertThat(jdbc.sql("select count(*) from mail_acceptance where message_id = :id").param("id", left)
                .query(Long.class).single()).isZero();
    }

    private long accepted() {
        long message = Long.MAX_VALUE - 4711;
        jdbc.sql("insert into mail_acceptance (message_id, accepted_at) values (:id, :at)").param("id", message)
                .param("at", daysAgo(31)).update();
        return message;
    }

    private long arrived(String state, int daysAgo) {
        String id = "<" + UUID.randomUUID() + "@customers.example>";
        jdbc.sql("""
                insert into incoming_mail (mailbox, uid_validity, uid, internet_id, sha256, sender, subject, raw,
                       size_bytes, state, attempts, forced, due_at, received_at)
                values ('retention', 1, 1, :id, 'abc', 'anna@customers.example', 'Hello', :raw, 1, :state, 0, false,
                        :at, :at)""").param("id", id).param("raw", new byte[] {1}).param("state", state)
                .param("at", daysAgo(daysAgo)).update();
        return jdbc.sql("select id from incoming_mail where internet_id = :id").param("id", id).query(Long.class)
                .single();
    }

    private OffsetDateTime daysAgo(int days) {
        return ZonedDateTime.now(clock).minusDays(days).toOffsetDateTime();
    }
}
