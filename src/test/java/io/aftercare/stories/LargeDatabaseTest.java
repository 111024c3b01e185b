package io.aftercare.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.testing.ExplainedStatements;
import io.aftercare.testing.ExplainedStatements.Read;
import io.aftercare.testing.PostgresDatabase;
import io.aftercare.testing.StartsApplication;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whatever is read per mail, per page or by what looks for work now and then has an index that serves it. On a database
 * of some thousand requests, of which PostgreSQL is told that there are hundreds of times as many.
 */
@StartsApplication
class LargeDatabaseTest {

    private static final int OPEN = 120;
    private static final int FINISHED = 360;
    /** As if there were 100,000 and a million. */
    private static final int TIMES = 3000;
    /** What PostgreSQL reckons for reading some ten thousand rows by an index. */
    private static final double DEAR = 5000;
    private static final Consumer<String> SILENT = line -> {
    };
    /** Parts of statements that want all there is, and why they may. */
    private static final Map<String, String> ALL_BY_NATURE = Map.of(
            "from article_offer", "figures and the refit, which learn from every outcome: now and then, not per mail",
            "from request_words where words like", "H2 has no index of words, and reads those of all requests",
            "from learned_query", "read into the index of each node when the articles have changed",
            "select count(*) from incoming_mail where 1 = 1", "mails ever stored, for the reconciliation's figures",
            "select state, count(*) as mails from incoming_mail", "a figure for monitoring",
            "select f.uid from fetched_uid f", "the reconciliation compares all of the mailbox with all that was taken",
            "res.assignee_ is null and i.type_ = 'candidate'", "a list of all that waits for a group",
            "where ( 1 = 1 ) and ( (res.case_execution_id_ is not null)", "the list of all tasks, for managers",
            "and licence_key is null and exists (select 1 from decision",
            "all open requests, when the catalogue changed",
            "where state = 'handled' and (message_id is null", "the reconciliation looks at every mail taken in");
    /** What should not, and is still to be mended. */
    private static final Map<String, String> STILL_DEAR = Map.of(
            "m.considered_at is null and r.state in ('waiting', 'closed')",
            "looks at what is pending on each open request, though a person has it already",
            "p.key_ = ? and res.suspension_state_ = ?", "looks at each running instance of a process",
            "from ( select res.*, ( case when res.task_id_ is not null", "variables of the tasks in Tasklist's list");

    @TempDir
    private Path folder;

    @Test
    void noStatementOfTheWholeWayReadsALargeTableAsAWholeOnPostgres() throws Exception {
        PostgresDatabase postgres = PostgresDatabase.create();
        DataSource database = postgres.connections();
        try (WholeWay way = WholeWay.start(database, folder, postgres.properties())) {
            Map<String, Long> rows = way.fill(OPEN, FINISHED, SILENT);
            JdbcClient jdbc = JdbcClient.create(database);
            Set<String> large = large(rows);
            large.forEach(table -> {
                jdbc.sql("alter table " + table + " set (autovacuum_enabled = false)").update();
                jdbc.sql("update pg_class set reltuples = reltuples * " + TIMES + " where relname = ?").param(table)
                        .update();
            });
            way.go();
            assertNone(new ExplainedStatements(database, large, false).explain(way.statements().examples()));
        }
    }

    @Test
    void norOnH2() throws Exception {
        var database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000".formatted(UUID.randomUUID()));
        database.setUser("sa");
        try (WholeWay way = WholeWay.start(database, folder, List.of("--spring.datasource.url=" + database.getUrl()))) {
            Set<String> large = large(way.fill(OPEN, FINISHED, SILENT));
            way.go();
            assertNone(new ExplainedStatements(database, large, false).explain(way.statements().examples()));
        } finally {
            JdbcClient.create(database).sql("shutdown immediately").update();
        }
    }

    static Set<String> large(Map<String, Long> rows) {
        var large = new TreeSet<>(Set.of("licence", "customer"));
        rows.forEach((table, count) -> {
            if (count >= OPEN / 10) {
                large.add(table);
            }
        });
        return large;
    }

    private static void assertNone(List<Read> reads) {
        assertThat(reads).hasSizeGreaterThan(200);
        List<Read> wholes = wholes(reads);
        assertThat(wholes).as(() -> ExplainedStatements.text(wholes)).isEmpty();
    }

    /** Those that read a large table as a whole, or nearly. */
    static List<Read> wholes(List<Read> reads) {
        return reads.stream().filter(read -> read.whole() || read.cost() > DEAR)
                .filter(read -> Stream.of(ALL_BY_NATURE, STILL_DEAR).flatMap(known -> known.keySet().stream())
                        .noneMatch(
                                part -> read.statement().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ")
                                        .contains(part)))
                .toList();
    }
}
