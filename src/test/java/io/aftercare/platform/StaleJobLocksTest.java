package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@StartedApplication
class StaleJobLocksTest {

    @Autowired
    ProcessEngine engine;
    @Autowired
    NodeIdentity node;
    @Autowired
    JdbcClient jdbc;
    @TempDir
    private Path data;

    @Test
    void theNodeLocksJobsByItsName() {
        assertThat(((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor()
                .getLockOwner())
                .isEqualTo(node.name());
    }

    @Test
    void letsGoWhatAFormerProcessOfThisNodeHadInHandAndNothingElse() throws Exception {
        var former = new NodeIdentity(data);
        lock("mine", former.name());
        lock("others", "another-node");
        // While the former process lives, the name is not to be had.
        StaleJobLocks.release(new NodeIdentity(data), jdbc);
        assertThat(owner("mine")).isEqualTo(former.name());

        former.end();
        var now = new NodeIdentity(data);
        StaleJobLocks.release(now, jdbc);
        assertThat(owner("mine")).isNull();
        assertThat(owner("others")).isEqualTo("another-node");
        now.end();
        jdbc.sql("delete from act_ru_job where id_ in ('mine', 'others')").update();
    }

    private void lock(String job, String owner) {
        jdbc.sql("""
                insert into act_ru_job (id_, rev_, type_, retries_, exclusive_, suspension_state_, lock_owner_,
                                        lock_exp_time_,
                                        duedate_) values (:id, 1, 'message', 3, true, 2, :owner,
                                        timestamp '2099-01-01 00:00:00',
                                        timestamp '2099-01-01 00:00:00')""").param("id", job).param("owner", owner)
                .update();
    }

    private String owner(String job) {
        return jdbc.sql("select lock_owner_ from act_ru_job where id_ = :id").param("id", job)
                .query((row, index) -> java.util.Optional.ofNullable(row.getString(1))).single().orElse(null);
    }
}
