package io.aftercare.desk.list;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Reads what a list shows of requests: of as many as a page has, in one statement. */
@Repository
@Transactional(readOnly = true)
class CardFacts {

    /**
     * What a person has not seen: a message of the customer or a third party that is not the first, since that one made
     * the request.
     */
    private static final String REPLY = """
            exists (select 1 from message m where m.request_id = r.id and m.direction in ('IN', 'SIDE_IN')
                and m.automatic = false
                and m.id > coalesce((select k.message_id from read_marker k
                    where k.request_id = r.id and k.user_id = :user), 0)
                and m.id > (select min(f.id) from message f where f.request_id = r.id))""";

    private final JdbcClient jdbc;

    CardFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a card shows of a request.
     *
     * @param name    null when unknown
     * @param kind    null before triage
     * @param agent   engine user id; null before somebody answered
     * @param sending null when no answer was sent that has not left
     */
    record Fact(RequestNumber number, String subject, String name, String address, Kind kind, String product,
            RequestState state, Outcome outcome, String agent, Instant openedAt, Instant changedAt, boolean reply,
            boolean draft, boolean files, Sending sending) {

        String customer() {
            return name == null || name.isBlank() ? address : name;
        }
    }

    /**
     * An answer that was sent and has not left.
     *
     * @param task   that it completes
     * @param waits  whether it is to leave; false when it could not be sent
     * @param chosen whether its author chose the moment
     */
    record Sending(String task, boolean waits, boolean chosen, Instant dueAt) {
    }

    /** @param user whose new replies are meant */
    Map<RequestNumber, Fact> of(Collection<RequestNumber> numbers, String user) {
        if (numbers.isEmpty()) {
            return Map.of();
        }
        return facts("r.id in (:numbers)", "r.id").param("user", user)
                .param("numbers", numbers.stream().map(RequestNumber::value).toList())
                .query(CardFacts::read).list().stream().collect(Collectors.toMap(Fact::number, Function.identity()));
    }

    /** Of these, the requests whose customer has written what this person has not seen. */
    Set<RequestNumber> withReply(Collection<RequestNumber> numbers, String user) {
        if (numbers.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("select r.id from request r where r.id in (:numbers) and " + REPLY)
                .param("numbers", numbers.stream().map(RequestNumber::value).toList()).param("user", user)
                .query((row, index) -> new RequestNumber(row.getLong(1))).list());
    }

    /**
     * The requests that wait for the customer, who waits longest first.
     *
     * @param agent who answered last; null for anybody
     * @param among null for all
     */
    List<Fact> waiting(String agent, Set<RequestNumber> among, String user, int first, int size) {
        return facts(waiting(agent, among), "r.changed_at, r.id limit :size offset :first").param("user", user)
                .param("agent", agent).param("among", values(among))
                .param("size", size).param("first", first).query(CardFacts::read).list();
    }

    /** How many wait for the customer; counting ends at {@code most}. */
    int countWaiting(String agent, Set<RequestNumber> among, int most) {
        return jdbc.sql("select count(*) from (select 1 from request r where " + waiting(agent, among)
                + " limit :most) counted").param("agent", agent).param("among", values(among)).param("most", most)
                .query(Integer.class).single();
    }

    /** Only what is asked for: of a condition that may also mean any, no index knows. */
    private static String waiting(String agent, Set<RequestNumber> among) {
        return "r.state = 'WAITING'" + (agent == null ? "" : " and r.agent = :agent")
                + (among == null ? "" : " and r.id in (:among)");
    }

    private static List<Long> values(Set<RequestNumber> among) {
        return among == null || among.isEmpty() ? List.of(0L) : among.stream().map(RequestNumber::value).toList();
    }

    private JdbcClient.StatementSpec facts(String condition, String order) {
        return jdbc.sql("""
                select r.id, r.subject, r.customer_name, r.customer_address, r.kind, r.product, r.state, r.agent,
                    r.opened_at, r.changed_at, r.outcome, %s,
                    exists (select 1 from draft d where d.request_id = r.id),
                    exists (select 1 from message m join attachment a on a.message_id = m.id
                        where m.request_id = r.id and m.direction = 'IN'),
                    s.task_id, s.state, s.moment_chosen, s.due_at
                from request r left join scheduled_answer s on s.request_id = r.id
                    and (s.state = 'WAITING' or s.problem is not null) where %s order by %s""".formatted(REPLY,
                condition, order));
    }

    private static Fact read(ResultSet row, int index) throws SQLException {
        String kind = row.getString(5);
        String outcome = row.getString(11);
        return new Fact(new RequestNumber(row.getLong(1)), row.getString(2), row.getString(3), row.getString(4),
                kind == null ? null : Kind.valueOf(kind), row.getString(6), RequestState.valueOf(row.getString(7)),
                outcome == null ? null : Outcome.valueOf(outcome), row.getString(8),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                row.getObject(10, OffsetDateTime.class).toInstant(), row.getBoolean(12), row.getBoolean(13),
                row.getBoolean(14), row.getString(15) == null ? null
                        : new Sending(row.getString(15), "WAITING".equals(row.getString(16)), row.getBoolean(17),
                                row.getObject(18, OffsetDateTime.class).toInstant()));
    }
}
