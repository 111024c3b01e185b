package io.aftercare.mail;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestsDeleted;
import io.aftercare.platform.CleanUpProperties;
import io.aftercare.process.RetentionProperties;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Erases mails whose time is over. The identity of each stays, so that a mail that is still in the mailbox is not taken
 * in once more; nothing in it tells whose it was or what it said.
 */
@Component
@Transactional
class MailRetention {

    private static final Logger LOG = LoggerFactory.getLogger(MailRetention.class);
    private static final String ERASED = """
            update incoming_mail set state = 'CLOSED', message_id = null, raw = null, sender = null, subject = null,
                   reason = null, erased_at = :now where""";

    private final JdbcClient jdbc;
    private final RetentionProperties retention;
    private final Clock clock;

    MailRetention(JdbcClient jdbc, RetentionProperties retention, Clock clock) {
        this.jdbc = jdbc;
        this.retention = retention;
        this.clock = clock;
    }

    /** Their mails go with the requests. */
    @EventListener
    void deleted(RequestsDeleted event) {
        jdbc.sql(ERASED + " message_id in (select id from message where request_id in (:requests))")
                .param("now", OffsetDateTime.now(clock))
                .param("requests", event.requests().stream().map(RequestNumber::value).toList()).update();
    }

    /** Mails of no request that nobody has to decide about, and what is remembered of letters that left long ago. */
    @Scheduled(cron = CleanUpProperties.NIGHTLY, zone = CleanUpProperties.ZONE)
    void eraseFiled() {
        int erased = jdbc.sql(ERASED + " state = 'CLOSED' and erased_at is null and received_at < :limit")
                .param("now", OffsetDateTime.now(clock))
                .param("limit", RetentionProperties.limit(retention.filedMails(), clock)).update();
        if (erased > 0) {
            LOG.info("{} mails that stood in no request were erased: they had been kept for {}.", erased,
                    retention.filedMails());
        }
        // A letter that is still queued has been accepted and not been noted as sent: it must not leave once more.
        jdbc.sql("""
                delete from mail_acceptance where accepted_at < :limit and not exists (select 1 from message
                where message.id = mail_acceptance.message_id and message.status = 'QUEUED')""")
                .param("limit", RetentionProperties.limit(retention.staffMails(), clock)).update();
    }
}
