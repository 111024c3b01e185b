package io.aftercare.conversation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Requests whose time is over. */
@Repository
@Transactional
public class EndedRequests {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    EndedRequests(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /**
     * Requests that ended before a moment, the longest ended first, locked until the caller's transaction ends; those
     * that another node has locked are left to it. One that goes on in another request stays as long as that one, since
     * its number leads there.
     *
     * @param besides these, which stay
     */
    public List<RequestNumber> endedBefore(Outcome outcome, Instant limit, Collection<RequestNumber> besides,
            int most) {
        return jdbc.sql("""
                select id from request where state = 'CLOSED' and outcome = :outcome and closed_at < :limit
                   and id not in (:besides) and merged_into is null
                order by closed_at, id limit :most for update skip locked""")
                .param("outcome", outcome.name()).param("limit", limit.atOffset(ZoneOffset.UTC))
                .param("besides", Stream.concat(Stream.of(0L), besides.stream().map(RequestNumber::value)).toList())
                .param("most", most)
                .query((row, index) -> new RequestNumber(row.getLong("id"))).list();
    }

    /** Deletes them with their messages, attachments, decisions, and what was learned from them. */
    public void delete(List<RequestNumber> requests) {
        if (requests.isEmpty()) {
            return;
        }
        events.publishEvent(new RequestsDeleted(requests));
        List<Long> ids = requests.stream().map(RequestNumber::value).toList();
        // Without foreign keys, see V1.
        jdbc.sql("delete from undelivered_message where request_id in (:ids)").param("ids", ids).update();
        jdbc.sql("delete from request where id in (:ids)").param("ids", ids).update();
    }
}
