package io.aftercare.desk;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.process.SupportRequest.AnswerOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The answers that leave later; at most one a request, as there is one draft. */
@Repository
@Transactional
public class ScheduledAnswers {

    private static final int LONGEST_PROBLEM = 1000;
    private static final int MOST_AT_ONCE = 100;

    private final JdbcClient jdbc;

    ScheduledAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The one of a request, whether it waits or came back. */
    @Transactional(readOnly = true)
    public Optional<ScheduledAnswer> find(RequestNumber request) {
        return jdbc.sql("select * from scheduled_answer where request_id = :request").param("request", request.value())
                .query(ScheduledAnswers::read).optional();
    }

    /** The one that is still to leave and completes this task then. */
    @Transactional(readOnly = true)
    public Optional<ScheduledAnswer> waiting(RequestNumber request, String task) {
        return find(request).filter(answer -> answer.waits() && answer.task().equals(task));
    }

    /** Keeps one that waits, in place of one that came back. */
    public void schedule(ScheduledAnswer answer) {
        discard(answer.request());
        jdbc.sql("""
                insert into scheduled_answer (request_id, task_id, author, outcome, text_body, origin, kind,
                        last_seen_message, due_at, moment_chosen, state)
                values (:request, :task, :author, :outcome, :text, :origin, :kind, :lastSeen, :due, :chosen,
                        'WAITING')""")
                .param("request", answer.request().value()).param("task", answer.task())
                .param("author", answer.author()).param("outcome", answer.outcome().name())
                .param("text", answer.text()).param("origin", answer.origin())
                .param("kind", answer.kind() == null ? null : answer.kind().name())
                .param("lastSeen", answer.lastSeen()).param("due", answer.dueAt().atOffset(ZoneOffset.UTC))
                .param("chosen", answer.momentChosen()).update();
    }

    /**
     * Makes one that waits a draft again. It waits for whoever is sending it at this very moment.
     *
     * @param problem why it was not sent, in sentences; null when its author undid it
     * @return false when there is none that waits (any more)
     */
    public boolean giveBack(RequestNumber request, String problem) {
        return jdbc.sql("update scheduled_answer set state = 'RETURNED', problem = :problem "
                + "where request_id = :request and state = 'WAITING'")
                .param("problem", problem == null || problem.length() <= LONGEST_PROBLEM ? problem
                        : problem.substring(0, LONGEST_PROBLEM))
                .param("request", request.value()).update() == 1;
    }

    /** Forgets it: it has been sent, or its task was done otherwise. */
    public void discard(RequestNumber request) {
        jdbc.sql("delete from scheduled_answer where request_id = :request").param("request", request.value())
                .update();
    }

    /**
     * The requests whose answers are to be dealt with: they leave by this moment, or somebody wrote what their authors
     * have not seen. What leaves first comes first; of very many, the first.
     */
    @Transactional(readOnly = true)
    public List<RequestNumber> toDealWith(Instant moment) {
        return jdbc.sql("""
                select s.request_id from scheduled_answer s where s.state = 'WAITING' and (s.due_at <= :moment
                    or exists (select 1 from message m where m.request_id = s.request_id and m.id > s.last_seen_message
                        and m.automatic = false and (m.direction = 'IN'
                            or m.direction in ('OUT', 'NOTE') and m.author <> s.author)))
                order by s.due_at, s.request_id limit :most""")
                .param("moment", moment.atOffset(ZoneOffset.UTC)).param("most", MOST_AT_ONCE)
                .query((row, index) -> new RequestNumber(row.getLong(1))).list();
    }

    /**
     * Takes one that waits, to be sent in the caller's transaction; empty when there is none (any more), or when
     * another node has it in hand.
     */
    public Optional<ScheduledAnswer> take(RequestNumber request) {
        Optional<ScheduledAnswer> taken = jdbc.sql("select * from scheduled_answer where request_id = :request "
                + "and state = 'WAITING' for update skip locked").param("request", request.value())
                .query(ScheduledAnswers::read).optional();
        taken.ifPresent(answer -> discard(request));
        return taken;
    }

    private static ScheduledAnswer read(ResultSet row, int index) throws SQLException {
        String kind = row.getString("kind");
        return new ScheduledAnswer(new RequestNumber(row.getLong("request_id")), row.getString("task_id"),
                row.getString("author"), AnswerOutcome.valueOf(row.getString("outcome")), row.getString("text_body"),
                row.getString("origin"), kind == null ? null : Kind.valueOf(kind), row.getLong("last_seen_message"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(), row.getBoolean("moment_chosen"),
                ScheduledAnswer.State.valueOf(row.getString("state")), row.getString("problem"));
    }
}
