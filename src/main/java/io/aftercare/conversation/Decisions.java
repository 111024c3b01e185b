package io.aftercare.conversation;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What was decided on each request, in order, with the rule that decided. */
@Repository
@Transactional
public class Decisions {

    private final JdbcClient jdbc;
    private final Clock clock;

    Decisions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Keeps a decision; see {@link Decision} for the parameters. */
    public void record(RequestNumber request, String subject, String result, String rule, String reason,
            String decidedBy) {
        jdbc.sql("""
                insert into decision (request_id, decided_at, subject, result, rule, reason, decided_by)
                values (:request, :at, :subject, :result, :rule, :reason, :by)""")
                .param("request", request.value()).param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("subject", subject).param("result", result).param("rule", Texts.cut(rule, 300))
                .param("reason", Texts.cut(reason, 2000)).param("by", decidedBy).update();
    }

    /** All decisions on a request, oldest first. */
    @Transactional(readOnly = true)
    public List<Decision> of(RequestNumber request) {
        return jdbc.sql("select * from decision where request_id = :request order by id")
                .param("request", request.value())
                .query((row, index) -> new Decision(Requests.instant(row, "decided_at"), row.getString("subject"),
                        row.getString("result"), row.getString("rule"), row.getString("reason"),
                        row.getString("decided_by")))
                .list();
    }
}
