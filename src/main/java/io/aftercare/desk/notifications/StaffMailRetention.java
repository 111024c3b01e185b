package io.aftercare.desk.notifications;

import io.aftercare.platform.CleanUpProperties;
import io.aftercare.process.RetentionProperties;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deletes mails to agents that are about no request, and what is remembered of agents' replies; others go with it. */
@Component
@Transactional
class StaffMailRetention {

    private final JdbcClient jdbc;
    private final RetentionProperties retention;
    private final Clock clock;

    StaffMailRetention(JdbcClient jdbc, RetentionProperties retention, Clock clock) {
        this.jdbc = jdbc;
        this.retention = retention;
        this.clock = clock;
    }

    @Scheduled(cron = CleanUpProperties.NIGHTLY, zone = CleanUpProperties.ZONE)
    void deleteOld() {
        OffsetDateTime limit = RetentionProperties.limit(retention.staffMails(), clock);
        jdbc.sql("delete from staff_mail where request_id is null and status <> 'QUEUED' and created_at < :limit")
                .param("limit", limit).update();
        jdbc.sql("delete from reply_address where request_id is null and created_at < :limit").param("limit", limit)
                .update();
        jdbc.sql("delete from staff_digest where due_at < :limit").param("limit", limit).update();
        jdbc.sql("delete from agent_reply where taken_at < :limit").param("limit", limit).update();
    }
}
