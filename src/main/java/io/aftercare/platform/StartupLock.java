package io.aftercare.platform;

import org.camunda.bpm.engine.ManagementService;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets one node at a time fill the shared database, so that nodes started together do not do it twice. */
@Component
@Transactional
public class StartupLock {

    private final JdbcClient jdbc;
    private final ManagementService engine;

    StartupLock(JdbcClient jdbc, ManagementService engine) {
        this.jdbc = jdbc;
        this.engine = engine;
    }

    /** Does the work in one transaction while no other node does such work; waits for its turn. */
    public void exclusively(Runnable work) {
        // The engine keeps this row for exactly this purpose.
        jdbc.sql("select value_ from act_ge_property where name_ = 'startup.lock' for update")
                .query(String.class).single();
        work.run();
    }

    /**
     * Does the work in one transaction, but only once in the life of the database, so that it never undoes what people
     * changed afterwards.
     *
     * @param name of the work, at most 50 characters; a new name is new work
     */
    public void once(String name, Runnable work) {
        exclusively(() -> {
            String mark = "aftercare." + name;
            if (jdbc.sql("select count(*) from act_ge_property where name_ = :mark").param("mark", mark)
                    .query(Integer.class).single() == 0) {
                work.run();
                engine.setProperty(mark, "done");
            }
        });
    }
}
