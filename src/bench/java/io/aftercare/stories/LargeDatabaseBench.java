package io.aftercare.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.testing.ExplainedStatements;
import io.aftercare.testing.ExplainedStatements.Read;
import io.aftercare.testing.PostgresDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The whole way on PostgreSQL with many requests behind it, each statement carried out and what it reads counted:
 *
 * <pre>mvn -Pbench test -Dtest=LargeDatabaseBench -Dbench.open=100000 -Dbench.finished=1000000</pre>
 *
 * A request leaves some 150 rows: a million want hours, and more than 100 GB as reckoned from the rows.
 */
class LargeDatabaseBench {

    private static final int OPEN = Integer.getInteger("bench.open", 100_000);
    private static final int FINISHED = Integer.getInteger("bench.finished", 1_000_000);

    @TempDir
    private Path folder;

    @Test
    void wholeWay() throws Exception {
        PostgresDatabase postgres = PostgresDatabase.create();
        var lines = new ArrayList<String>();
        try (WholeWay way = WholeWay.start(postgres.connections(), folder, postgres.properties())) {
            double before = Double.NaN;
            Map<String, Long> rows = way.fill(10, 10, line -> {
            });
            way.go();
            before = mails(way);
            rows = way.fill(OPEN, FINISHED, System.out::println);
            JdbcClient jdbc = JdbcClient.create(postgres.connections());
            lines.add("size of the database: " + jdbc.sql("select pg_size_pretty(pg_database_size(current_database()))")
                    .query(String.class).single());
            double after = mails(way);
            Instant begin = Instant.now();
            way.go();
            lines.add("everything once: %.1f s".formatted(seconds(begin)));
            Set<String> large = LargeDatabaseTest.large(rows);
            List<Read> reads = new ExplainedStatements(postgres.connections(), large, true)
                    .explain(way.statements().examples());
            reads.stream().sorted(Comparator.comparing(Read::rows).reversed()).limit(25)
                    .forEach(read -> lines.add("%,d rows of %s by %s: %s".formatted(read.rows(), read.table(),
                            read.how(), read.statement().replaceAll("\\s+", " "))));
            System.out.printf("%nWhole way with %,d open and %,d finished requests on PostgreSQL%n"
                    + "%.2f s for each of %d mails one after another, %.2f s without them: ratio %.2f%n", OPEN,
                    FINISHED,
                    after, MAILS, before, before / after);
            lines.forEach(System.out::println);
            assertThat(LargeDatabaseTest.wholes(reads)).isEmpty();
        }
    }

    private static final int MAILS = Integer.getInteger("bench.mails", 30);

    /** Seconds from a mail to its letter. */
    private static double mails(WholeWay way) {
        Instant begin = Instant.now();
        for (int mail = 0; mail < MAILS; mail++) {
            way.asksForMerging();
        }
        return seconds(begin) / MAILS;
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 1000.0;
    }
}
