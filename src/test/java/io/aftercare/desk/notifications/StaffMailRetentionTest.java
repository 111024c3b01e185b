package io.aftercare.desk.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.platform.StartedApplication;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@StartedApplication
class StaffMailRetentionTest {

    @Autowired
    private StaffMailRetention retention;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private Clock clock;

    @ParameterizedTest
    @CsvSource({"SENT, 31, 0", "FAILED, 31, 0", "QUEUED, 31, 1", "SENT, 29, 1"})
    void mailsToAgentsAboutNoRequestAreKeptForDays(String status, int daysAgo, int left) {
        String id = UUID.randomUUID().toString();
        jdbc.sql("""
                insert into staff_mail (user_id, address, kind, token, internet_id, subject, text_body, html_body,
                       status, created_at)
                values ('nobody', 'nobody@aftercare.example', 'DIGEST', :id, :id, 'Digest', '-', '-', :status, :at)""")
                .param("id", id).param("status", status)
                .param("at", ZonedDateTime.now(clock).minusDays(daysAgo).toOffsetDateTime()).update();
        retention.deleteOld();
        assertThat(jdbc.sql("select count(*) from staff_mail where internet_id = :id").param("id", id)
                .query(Integer.class).single()).isEqualTo(left);
        jdbc.sql("delete from staff_mail where internet_id = :id").param("id", id).update();
    }
}
