package io.aftercare.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many messages wait, and how many will not leave unless somebody does something. */
@Component
class OutboxFigures {

    /** After this the mail server is in trouble, not just busy or greylisting. */
    private static final Duration LONG = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    OutboxFigures(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    long queued() {
        return jdbc.sql("select count(*) from message where status = 'QUEUED'").query(Long.class).single();
    }

    Optional<Instant> oldestQueued() {
        return jdbc.sql("select min(created_at) from message where status = 'QUEUED'").query(OffsetDateTime.class)
                .optional().map(OffsetDateTime::toInstant);
    }

    /** Queued for long, or rejected for good: each is an incident in Cockpit, or about to become one. */
    long dead() {
        return stuck() + rejected();
    }

    /** Queued for more than an hour without having been rejected. */
    long stuck() {
        return jdbc.sql("""
                select count(*) from message m where m.status = 'QUEUED' and m.created_at < :limit and not exists (
                select 1 from undelivered_message u where u.message_id = m.id and u.settled_at is null)""")
                .param("limit", clock.instant().minus(LONG).atOffset(ZoneOffset.UTC)).query(Long.class).single();
    }

    /** Rejected for good, and nobody has decided about it yet. */
    long rejected() {
        return count("problem = 'REJECTED' and settled_at is null");
    }

    /** Rejected for a reason that has nothing to do with the recipient: the next messages may be rejected as well. */
    long rejectedForOurSake() {
        return count("problem = 'REJECTED' and settled_at is null and permanent = false");
    }

    /** Bounced or held back, and nobody has decided about it yet. */
    long undelivered() {
        return count("problem <> 'REJECTED' and settled_at is null");
    }

    long blockedAddresses() {
        return jdbc.sql("select count(*) from undeliverable_address where cleared_at is null").query(Long.class)
                .single();
    }

    private long count(String which) {
        return jdbc.sql("select count(*) from undelivered_message where " + which).query(Long.class).single();
    }
}
