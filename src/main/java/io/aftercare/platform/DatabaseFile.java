package io.aftercare.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps the file of the embedded database within a small multiple of what is in it. Each commit writes the changed
 * pages anew, and as long as commits are written at once, the database does not look after the pages left behind: the
 * file grew by a megabyte for each mail.
 */
@Component
class DatabaseFile {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);
    /** Below this it is not worth the work. */
    private static final long SMALL_BYTES = 32L << 20;
    /** In percent: from here on the file holds twice what is in it. */
    private static final int WELL_FILLED = 50;
    /** A twentieth of the time at most, since commits wait meanwhile. */
    private static final Duration AT_ONCE = Duration.ofMillis(100);
    private static final int EVERY_MILLIS = 2000;

    private final DataSource database;

    DatabaseFile(DataSource database) {
        this.database = database;
    }

    /** Gives back some of what is not used any more; nothing with another database, or one in memory. */
    @Scheduled(fixedDelay = EVERY_MILLIS)
    void tidyUp() {
        try (Connection connection = database.getConnection()) {
            if (connection.isWrapperFor(JdbcConnection.class)
                    && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
                tidyUp(session.getDatabase().getStore().getMvStore());
            }
        } catch (SQLException | MVStoreException closed) {
            // The health of the database says so; there is nothing to tidy up.
            LOG.debug("The file of the database could not be tidied up.", closed);
        }
    }

    static void tidyUp(MVStore store) {
        if (store.getFileStore() != null && store.getFileStore().size() > SMALL_BYTES
                && store.getFileStore().getChunksFillRate() < WELL_FILLED) {
            store.compactFile((int) AT_ONCE.toMillis());
        }
    }
}
