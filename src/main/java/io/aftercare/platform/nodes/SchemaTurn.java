package io.aftercare.platform.nodes;

import java.sql.Connection;
import java.sql.SQLException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/**
 * Lets one node at a time make or check the engine's tables: of two that start together on an empty PostgreSQL, one
 * would end because the other has just made the same table. The embedded database has one node only.
 */
@Component
class SchemaTurn extends AbstractProcessEnginePlugin {

    /** Any number that nobody else locks in this database. */
    private static final long LOCK = 7_243_510_927L;

    private Connection turn;

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        try {
            turn = engine.getDataSource().getConnection();
            if (turn.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                ask("select pg_advisory_lock(" + LOCK + ")");
            } else {
                turn.close();
                turn = null;
            }
        } catch (SQLException away) {
            throw new IllegalStateException("The database of the engine cannot be reached: " + away.getMessage(), away);
        }
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        if (turn == null) {
            return;
        }
        try (Connection ended = turn) {
            ask("select pg_advisory_unlock(" + LOCK + ")");
        } catch (SQLException gone) {
            throw new IllegalStateException("The connection to the engine's database was lost: " + gone.getMessage(),
                    gone);
        } finally {
            turn = null;
        }
    }

    private void ask(String query) throws SQLException {
        try (var statement = turn.createStatement()) {
            statement.execute(query);
        }
    }
}
