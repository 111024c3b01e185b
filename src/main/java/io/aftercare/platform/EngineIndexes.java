package io.aftercare.platform;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Indexes that the engine's own tables want when there are many open requests. Each has a timer that waits for days,
 * and the engine, which looks for due jobs several times a second, has no index of their dates; nor has it one by which
 * Tasklist finds the tasks that are overdue, or those of a group, or health the requests that are on hold.
 */
@Configuration(proxyBeanMethods = false)
class EngineIndexes {

    /** The engine creates its tables before; it is asked to give each job a date by application.yaml. */
    @Bean
    StartupAction indexEngineTables(StartupLock lock, JdbcClient jdbc, Clock clock) {
        return new StartupAction(StartupAction.DEPLOYMENT, () -> lock.exclusively(() -> index(jdbc, clock)));
    }

    static void index(JdbcClient jdbc, Clock clock) {
        jdbc.sql("create index if not exists aftercare_job_due on act_ru_job (duedate_)").update();
        jdbc.sql("create index if not exists aftercare_task_due on act_ru_task (due_date_)").update();
        // Whenever a task is completed the engine asks for tasks below it.
        jdbc.sql("create index if not exists aftercare_task_parent on act_ru_task (parent_task_id_)").update();
        jdbc.sql("create index if not exists aftercare_task_group on act_ru_identitylink (group_id_, type_, task_id_)")
                .update();
        jdbc.sql(
                "create index if not exists aftercare_execution_suspended on act_ru_execution (suspension_state_, id_)")
                .update();
        // Those of an earlier version have none when they are due at once, and would wait for ever.
        jdbc.sql(
                "update act_ru_job set duedate_ = coalesce(create_time_, :now), rev_ = rev_ + 1 where duedate_ is null")
                .param("now", Timestamp.from(clock.instant())).update();
    }
}
