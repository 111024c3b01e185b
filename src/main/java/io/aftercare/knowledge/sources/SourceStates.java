package io.aftercare.knowledge.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known of each source, for all nodes; and which of them fetches now. */
@Repository
class SourceStates {

    /** Longer than any step between two renewals; afterwards a killed node's claim counts no more. */
    static final Duration CLAIM = Duration.ofMinutes(5);

    private static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final JdbcClient jdbc;

    SourceStates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param lastSuccess null when there was none
     * @param comparedAt  when all ids were last compared; null when never
     * @param failures    since the last success
     * @param problem     of the last run; null when it succeeded
     * @param cursor      null before the first success
     */
    record State(String name, String configuration, Instant lastRun, Instant lastSuccess, Instant comparedAt,
            Instant nextRun, int failures, String problem, SyncCursor cursor) {
    }

    /** Empty before the first run. */
    Optional<State> of(String name) {
        return jdbc.sql("select * from knowledge_source where name = :name").param("name", name)
                .query(SourceStates::read).optional();
    }

    void put(State state) {
        String problem = state.problem() == null || state.problem().length() <= 2000 ? state.problem()
                : state.problem().substring(0, 1999) + "…";
        for (String sql : new String[] {"""
                update knowledge_source set configuration = :configuration, last_run_at = :lastRun,
                       last_success_at = :lastSuccess, compared_at = :comparedAt, next_run_at = :nextRun,
                       failures = :failures, problem = :problem, sync_cursor = :syncCursor where name = :name""", """
                insert into knowledge_source (name, configuration, last_run_at, last_success_at, compared_at,
                       next_run_at, failures, problem, sync_cursor)
                values (:name, :configuration, :lastRun, :lastSuccess, :comparedAt, :nextRun, :failures, :problem,
                       :syncCursor)"""}) {
            // Only the holder of the claim writes, hence nobody inserts in between.
            if (jdbc.sql(sql).param("name", state.name()).param("configuration", state.configuration())
                    .param("lastRun", utc(state.lastRun())).param("lastSuccess", utc(state.lastSuccess()))
                    .param("comparedAt", utc(state.comparedAt())).param("nextRun", utc(state.nextRun()))
                    .param("failures", state.failures()).param("problem", problem)
                    .param("syncCursor", write(state.cursor())).update() > 0) {
                return;
            }
        }
    }

    void forget(String name) {
        jdbc.sql("delete from knowledge_source where name = :name").param("name", name).update();
    }

    /** Claims the fetching for a run; false when another run, on this node or another, has it. */
    boolean claim(String run, Instant now) {
        return jdbc.sql("""
                update knowledge_source_claim set holder = :run, held_until = :until
                where id = 1 and (holder is null or held_until < :now)""").param("run", run)
                .param("until", utc(now.plus(CLAIM))).param("now", utc(now)).update() == 1;
    }

    /** False when the claim ran out and another run took it. Within a transaction nobody can take it before the end. */
    boolean renew(String run, Instant now) {
        return jdbc.sql("update knowledge_source_claim set held_until = :until where id = 1 and holder = :run")
                .param("run", run).param("until", utc(now.plus(CLAIM))).update() == 1;
    }

    void release(String run) {
        jdbc.sql("update knowledge_source_claim set holder = null, held_until = null where id = 1 and holder = :run")
                .param("run", run).update();
    }

    private static State read(ResultSet row, int index) throws SQLException {
        return new State(row.getString("name"), row.getString("configuration"), instant(row, "last_run_at"),
                instant(row, "last_success_at"), instant(row, "compared_at"), instant(row, "next_run_at"),
                row.getInt("failures"), row.getString("problem"), cursor(row.getString("sync_cursor")));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }

    private static OffsetDateTime utc(Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    private static String write(SyncCursor cursor) {
        try {
            return cursor == null ? null : JSON.writeValueAsString(cursor);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One that a later version wrote otherwise is as good as none: all is fetched anew. */
    private static SyncCursor cursor(String json) {
        try {
            return json == null ? null : JSON.readValue(json, SyncCursor.class);
        } catch (JsonProcessingException other) {
            return null;
        }
    }
}
