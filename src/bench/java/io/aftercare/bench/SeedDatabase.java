package io.aftercare.bench;

import io.aftercare.testing.CopiedRequests;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Fills the database of a stopped installation, PostgreSQL or H2, with copies of the requests in it:
 *
 * <pre>mvn -Pbench test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=io.aftercare.bench.SeedDatabase
 *   -Dexec.args="jdbc:postgresql://127.0.0.1/aftercare user password 100000 1000000"</pre>
 *
 * Its requests should be of several kinds, some open and some ended. Never for an installation that is in use.
 */
public final class SeedDatabase {

    private SeedDatabase() {
    }

    /** @param given URL, user, password, how many open and how many ended requests to add */
    public static void main(String[] given) {
        if (given.length != 5) {
            throw new IllegalArgumentException("Say URL, user, password, how many open and how many ended requests.");
        }
        var database = new DriverManagerDataSource(given[0], given[1], given[2]);
        JdbcClient jdbc = JdbcClient.create(database);
        CopiedRequests.into(database, numbers(jdbc, "state <> 'CLOSED'"), Integer.parseInt(given[3]),
                numbers(jdbc, "state = 'CLOSED'"), Integer.parseInt(given[4]), System.out::println);
    }

    private static List<String> numbers(JdbcClient jdbc, String which) {
        List<String> numbers = jdbc.sql("select id from request where " + which + " order by id limit 50")
                .query(Long.class).list().stream().map(id -> String.format("AC-%06d", id)).toList();
        if (numbers.isEmpty()) {
            throw new IllegalStateException("There is no request where " + which + " to copy. Let the demo make some.");
        }
        return numbers;
    }
}
