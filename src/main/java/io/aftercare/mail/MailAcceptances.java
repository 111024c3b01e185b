package io.aftercare.mail;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which messages the mail server has taken, remembered even if the transaction that sent one is rolled back. */
@Repository
class MailAcceptances {

    private final JdbcClient jdbc;
    private final Clock clock;

    MailAcceptances(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    boolean contains(long messageId) {
        return jdbc.sql("select count(*) from mail_acceptance where message_id = :message").param("message", messageId)
                .query(Long.class).single() > 0;
    }

    /**
     * The mail server has the message, also when that is known; committed at once and apart from the caller's
     * transaction.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    void add(long messageId) {
        jdbc.sql("""
                insert into mail_acceptance (message_id, accepted_at) select :message, :now
                where not exists (select 1 from mail_acceptance where message_id = :message)""")
                .param("message", messageId).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }
}
