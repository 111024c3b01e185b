package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The file of the embedded database, written as mails write it: many small commits, all over many indexes. */
class DatabaseFileTest {

    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void theFileStaysWithinASmallMultipleOfWhatIsInIt() throws Exception {
        try (Connection connection = open()) {
            var file = new DatabaseFile(new SingleConnectionDataSource(connection, true),
                    new EveryTwoSeconds());
            for (int round = 0; round < 30; round++) {
                write(connection, 40);
                file.lookAfter();
            }
            for (int round = 0; round < 40; round++) {
                file.lookAfter();
            }
            assertThat(megabytes()).as("of about 3 in it").isLessThan(50);
            assertThat(rows(connection)).isEqualTo(30 * 40 * 18);
        }
        try (Connection again = open()) {
            assertThat(rows(again)).isEqualTo(30 * 40 * 18);
        }
        assertThat(megabytes()).as("after the end").isLessThan(20);
    }

    /** Looked at as often as the application does it. */
    private static final class EveryTwoSeconds extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            now = now.plusSeconds(2);
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("aftercare")
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;MAX_COMPACT_TIME=30000", "sa", "");
        for (int table = 0; table < 10; table++) {
            connection.createStatement().execute("create table if not exists t" + table
                    + " (id varchar(64) primary key, a varchar(64), b varchar(64), words varchar(200))");
            connection.createStatement().execute("create index if not exists a" + table + " on t" + table + " (a)");
            connection.createStatement().execute("create index if not exists b" + table + " on t" + table + " (b)");
        }
        return connection;
    }

    private void write(Connection connection, int commits) throws SQLException {
        connection.setAutoCommit(false);
        for (int commit = 0; commit < commits; commit++) {
            for (int row = 0; row < 18; row++) {
                try (PreparedStatement insert =
                        connection.prepareStatement("insert into t" + row % 10 + " values (?, ?, ?, ?)")) {
                    insert.setString(1, UUID.randomUUID().toString());
                    insert.setString(2, UUID.randomUUID().toString());
                    insert.setString(3, UUID.randomUUID().toString());
                    insert.setString(4, "x".repeat(100));
                    insert.executeUpdate();
                }
            }
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    private long rows(Connection connection) throws SQLException {
        long rows = 0;
        for (int table = 0; table < 10; table++) {
            try (var counted = connection.createStatement().executeQuery("select count(*) from t" + table)) {
                counted.next();
                rows += counted.getLong(1);
            }
        }
        return rows;
    }

    private long megabytes() throws Exception {
        return Files.size(folder.resolve("aftercare.mv.db")) / MEGABYTE;
    }
}
