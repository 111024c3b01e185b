package io.aftercare.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks after the file of the embedded database, and says as health indicator whether it is open; with any other
 * database there is nothing to do and nothing to say.
 *
 * <p>
 * It keeps the file within a small multiple of what is in it: each commit writes the changed pages anew, and as long as
 * commits are written at once, the database does not look after the pages left behind. And it opens the file again when
 * the database has closed it, as it does when the disk is full or memory has run out: otherwise its connections would
 * seem usable and fail for ever.
 */
@Component
class DatabaseFile implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);
    /** Below this it is not worth the work. */
    private static final long SMALL_BYTES = 32L << 20;
    /** In percent: from here on the file holds twice what is in it. */
    private static final int WELL_FILLED = 50;
    /** A commit may wait so long. */
    private static final Duration AT_ONCE = Duration.ofMillis(100);
    /**
     * A twentieth of the time at most, since it takes a processor that mails need, and often longer than it is told.
     */
    private static final int REST = 19;
    private static final int EVERY_MILLIS = 2000;
    private static final Duration SAID_AGAIN_AFTER = Duration.ofMinutes(10);

    private final DataSource dataSource;
    private final Clock clock;
    private volatile String trouble;
    /** Found at the first connection: whether another database is in use, so that there is no file to look after. */
    private boolean foreign;
    private Instant lastSaid = Instant.EPOCH;
    private Instant restsUntil = Instant.EPOCH;

    DatabaseFile(DataSource dataSource, Clock clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** Gives back some of what is not used any more, or opens the file again. */
    @Scheduled(fixedDelay = EVERY_MILLIS)
    void lookAfter() {
        if (foreign) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            foreign = !connection.isWrapperFor(JdbcConnection.class);
            if (!foreign && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
                lookAfter(session.getDatabase());
            }
        } catch (SQLException | MVStoreException failure) {
            if (trouble != null) {
                closed(failure.getMessage());
            }
        }
    }

    private void lookAfter(Database database) {
        MVStore store = database.getStore().getMvStore();
        if (store.isClosed()) {
            closed(store.getPanicException() == null ? "no reason is known" : store.getPanicException().getMessage());
            reopen(database);
        } else {
            trouble = null;
            if (store.getFileStore() != null && store.getFileStore().size() > SMALL_BYTES
                    && store.getFileStore().getChunksFillRate() < WELL_FILLED) {
                compact(store);
            }
        }
    }

    private void compact(MVStore store) {
        if (clock.instant().isBefore(restsUntil)) {
            return;
        }
        long begin = System.nanoTime();
        store.compactFile((int) AT_ONCE.toMillis());
        restsUntil = clock.instant().plusNanos(REST * (System.nanoTime() - begin));
    }

    private void closed(String reason) {
        trouble = "The embedded database has closed its file: " + reason
                + ". Look for room on the disk and for memory; it is opened again as soon as that is possible.";
        if (lastSaid.plus(SAID_AGAIN_AFTER).isBefore(clock.instant())) {
            lastSaid = clock.instant();
            LOG.error(trouble);
        }
    }

    /** The next connection opens it, since no other is left. */
    private void reopen(Database database) {
        try {
            database.shutdownImmediately();
        } catch (RuntimeException closedAlready) {
            LOG.debug("The rest of the database was closed already.", closedAlready);
        }
        if (dataSource instanceof HikariDataSource pool && pool.getHikariPoolMXBean() != null) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    @Override
    public Health health() {
        return trouble == null ? Health.up().build() : Health.down().withDetail("trouble", trouble).build();
    }
}
