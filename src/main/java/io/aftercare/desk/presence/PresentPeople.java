package io.aftercare.desk.presence;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.process.CurrentPerson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Keeps who has which request open. Each statement is a transaction of its own: what is a few seconds old decides
 * nothing.
 */
@Repository
public class PresentPeople {

    /** Who has given no sign for so long is gone. */
    static final Duration GONE_AFTER = Duration.ofSeconds(25);
    /** What has not changed is written again after so long only. */
    static final Duration WRITTEN_EVERY = Duration.ofSeconds(8);
    private static final Duration DELETED_AFTER = Duration.ofMinutes(10);
    private static final int MOST_SHOWN = 20;

    private final JdbcClient jdbc;
    private final CurrentPerson person;
    private final Clock clock;

    PresentPeople(JdbcClient jdbc, CurrentPerson person, Clock clock) {
        this.jdbc = jdbc;
        this.person = person;
        this.clock = clock;
    }

    /**
     * Somebody who has a request open.
     *
     * @param user engine user id
     * @param name the user id when no name is known
     */
    public record Present(String user, String name, Activity activity) {
    }

    private record Row(RequestNumber request, String user, Activity activity, Instant seenAt) {
    }

    /**
     * Somebody gives a sign.
     *
     * @param user engine user id
     * @return the others who are there
     */
    List<Present> sign(RequestNumber request, String user, Activity activity) {
        List<Row> there = rows(List.of(request));
        boolean written = there.stream().anyMatch(row -> row.user().equals(user) && row.activity() == activity
                && row.seenAt().isAfter(clock.instant().minus(WRITTEN_EVERY)));
        if (!written && !changed(request, user, activity)) {
            begin(request, user, activity);
        }
        return named(there, user).getOrDefault(request, List.of());
    }

    private boolean changed(RequestNumber request, String user, Activity activity) {
        return jdbc.sql("""
                update presence set activity = :activity, seen_at = :now
                where request_id = :request and user_id = :user""")
                .param("activity", activity.name()).param("now", now()).param("request", request.value())
                .param("user", user).update() > 0;
    }

    private void begin(RequestNumber request, String user, Activity activity) {
        jdbc.sql("delete from presence where seen_at < :limit").param("limit", now().minus(DELETED_AFTER)).update();
        try {
            jdbc.sql("""
                    insert into presence (request_id, user_id, activity, seen_at)
                    values (:request, :user, :activity, :now)""")
                    .param("request", request.value()).param("user", user).param("activity", activity.name())
                    .param("now", now()).update();
        } catch (DataIntegrityViolationException anotherWindow) {
            // That one has said it, or the request has just been deleted.
            changed(request, user, activity);
        }
    }

    /** Somebody has left the page. */
    void leave(RequestNumber request, String user) {
        jdbc.sql("delete from presence where request_id = :request and user_id = :user")
                .param("request", request.value()).param("user", user).update();
    }

    /**
     * Who else has these requests open: who writes first.
     *
     * @param but engine user id of the person who asks
     */
    public Map<RequestNumber, List<Present>> at(Collection<RequestNumber> requests, String but) {
        return requests.isEmpty() ? Map.of() : named(rows(requests), but);
    }

    private List<Row> rows(Collection<RequestNumber> requests) {
        return jdbc.sql("""
                select request_id, user_id, activity, seen_at from presence
                where request_id in (:requests) and seen_at > :limit order by request_id, user_id""")
                .param("requests", requests.stream().map(RequestNumber::value).toList())
                .param("limit", now().minus(GONE_AFTER)).query(PresentPeople::read).list();
    }

    private Map<RequestNumber, List<Present>> named(List<Row> rows, String but) {
        List<Row> others = rows.stream().filter(row -> !row.user().equals(but)).toList();
        Map<String, String> names = person.namesOf(others.stream().map(Row::user).distinct().toList());
        return others.stream().sorted(Comparator.comparing(Row::activity))
                .collect(Collectors.groupingBy(Row::request, Collectors.collectingAndThen(
                        Collectors.mapping(row -> new Present(row.user(), names.getOrDefault(row.user(), row.user()),
                                row.activity()), Collectors.toList()),
                        present -> present.stream().limit(MOST_SHOWN).toList())));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Row read(ResultSet row, int index) throws SQLException {
        return new Row(new RequestNumber(row.getLong(1)), row.getString(2), Activity.valueOf(row.getString(3)),
                row.getObject(4, OffsetDateTime.class).toInstant());
    }
}
