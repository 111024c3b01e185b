package io.aftercare.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Which messages the mail server has taken, remembered even if the transaction that sent one is rolled back. */
@Repository
class MailAcceptances {

    /** For the database to come back: 25 seconds in all. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(13);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate apart;

    MailAcceptances(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Transactional(readOnly = true)
    boolean contains(long messageId) {
        return jdbc.sql("select count(*) from mail_acceptance where message_id = :message").param("message", messageId)
                .query(Long.class).single() > 0;
    }

    /**
     * The mail server has the message, also when that is known; committed at once and apart from the caller's
     * transaction. Tried for a while when the database restarts or connections are cut: as long as this node has the
     * job no other sends the letter again.
     */
    void add(long messageId) {
        for (Duration pause = SHORTEST_PAUSE;; pause = pause.multipliedBy(2)) {
            try {
                apart.executeWithoutResult(status -> insert(messageId));
                return;
            } catch (DataAccessException | TransactionException away) {
                if (pause.compareTo(LONGEST_PAUSE) > 0) {
                    throw away;
                }
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }

    private void insert(long messageId) {
        jdbc.sql("""
                insert into mail_acceptance (message_id, accepted_at) select :message, :now
                where not exists (select 1 from mail_acceptance where message_id = :message)""")
                .param("message", messageId).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }
}
