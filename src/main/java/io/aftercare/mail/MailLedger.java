package io.aftercare.mail;

import io.aftercare.mail.InboundMail.State;
import io.aftercare.mail.MailboxReconciliation.InMailbox;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts the stored mails in ways that must agree, each from the table that knows. */
@Repository
class MailLedger {

    /** How long a mail may wait to be taken in before it counts as overdue. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final Clock clock;

    MailLedger(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param tasks the mails that are somebody's task */
    MailFigures figures(InMailbox inMailbox, Map<State, Long> counts, Set<Long> tasks) {
        List<Long> quarantined =
                jdbc.sql("select id from incoming_mail where state = 'QUARANTINED'")
                        .query(Long.class).list();
        var withoutMail = new HashSet<>(tasks);
        quarantined.forEach(withoutMail::remove);
        return new MailFigures(inMailbox, count("1 = 1"), counts.getOrDefault(State.RECEIVED, 0L),
                counts.getOrDefault(State.HANDLED, 0L), quarantined.size(), counts.getOrDefault(State.CLOSED, 0L),
                count("state = 'HANDLED' and (message_id is null or not exists "
                        + "(select 1 from message m where m.id = message_id and m.direction in ('IN', 'SIDE_IN')))"),
                quarantined.stream().filter(mail -> !tasks.contains(mail)).count(), withoutMail.size(),
                jdbc.sql("select count(*) from incoming_mail where state = 'RECEIVED' and due_at < :limit")
                        .param("limit", clock.instant().minus(LONGEST_WAIT).atOffset(ZoneOffset.UTC))
                        .query(Long.class).single());
    }

    private long count(String condition) {
        return jdbc.sql("select count(*) from incoming_mail where " + condition).query(Long.class).single();
    }
}
