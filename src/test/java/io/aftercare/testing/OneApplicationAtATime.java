package io.aftercare.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.core.Ordered;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Ends the application of the test class before when the next asks for another one: the engine's web applications and
 * its clock are static, so two applications must not live in a JVM at a time. Its database in memory ends with it.
 */
public final class OneApplicationAtATime implements TestExecutionListener, Ordered {

    private static TestContext last;

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void beforeTestClass(TestContext next) throws SQLException {
        begin(next);
    }

    /** Comes first where one instance is for all tests of a class: its application is started for the instance. */
    @Override
    public void prepareTestInstance(TestContext next) throws SQLException {
        begin(next);
    }

    private static void begin(TestContext next) throws SQLException {
        if (last != null && last != next && !next.hasApplicationContext()) {
            end(last);
        }
        last = next;
    }

    private static void end(TestContext context) throws SQLException {
        List<HikariDataSource> databases = context.hasApplicationContext()
                ? List.copyOf(context.getApplicationContext().getBeansOfType(HikariDataSource.class).values())
                : List.of();
        context.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
        ClockUtil.reset();
        for (HikariDataSource database : databases) {
            if (database.getJdbcUrl().startsWith("jdbc:h2:mem:")) {
                shutDown(database);
            }
        }
    }

    private static void shutDown(HikariDataSource database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(),
                database.getPassword())) {
            connection.createStatement().execute("SHUTDOWN");
        }
    }
}
