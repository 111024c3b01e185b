package io.aftercare.conversation;

import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.stereotype.Component;

/**
 * Lets PostgreSQL find the words of requests by an index, with what it brings along itself: no extension, which only
 * its administrator could add. The embedded database, which has no such index, reads through the words.
 */
@Component
class RequestWordsIndex implements JavaMigration {

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("22.1");
    }

    @Override
    public String getDescription() {
        return "index of words";
    }

    @Override
    public Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        if (!RequestWords.POSTGRESQL.equals(context.getConnection().getMetaData().getDatabaseProductName())) {
            return;
        }
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("alter table request_words add column found_by tsvector generated always as "
                    + "(array_to_tsvector(string_to_array(trim(words), ' '))) stored");
            statement.execute("create index request_words_found_by on request_words using gin (found_by)");
        }
    }
}
