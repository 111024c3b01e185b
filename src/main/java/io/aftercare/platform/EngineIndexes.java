package io.aftercare.platform;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Indexes that the engine's own tables want when there are many open requests. Each has a timer that waits for days,
 * and the engine, which looks for due jobs several times a second, has no index of their dates; nor has it one by which
 * tasks are listed in an order, or those of a group, or health finds the requests that are on hold.
 */
@Configuration(proxyBeanMethods = false)
class EngineIndexes {

    private static final List<String> INDEXES = List.of(
            "aftercare_job_due on act_ru_job (duedate_)",
            // With the id each order is total, and a page is read as it stands.
            "aftercare_task_by_due on act_ru_task (due_date_, id_)",
            "aftercare_task_created on act_ru_task (create_time_, id_)",
            // Whenever a task is completed the engine asks for tasks below it.
            "aftercare_task_parent on act_ru_task (parent_task_id_)",
            "aftercare_task_group on act_ru_identitylink (group_id_, type_, task_id_)",
            "aftercare_execution_suspended on act_ru_execution (suspension_state_, id_)");

    /** The engine creates its tables before; it is asked to give each job a date by application.yaml. */
    @Bean
    StartupAction indexEngineTables(StartupLock lock, JdbcClient jdbc, Clock clock) {
        return new StartupAction(StartupAction.DEPLOYMENT, () -> lock.exclusively(() -> index(jdbc, clock)));
    }

    private static void index(JdbcClient jdbc, Clock clock) {
        INDEXES.forEach(index -> jdbc.sql("create index if not exists " + index).update());
        // Those of an earlier version have none when they are due at once, and would wait for ever.
        jdbc.sql(
                "update act_ru_job set duedate_ = coalesce(create_time_, :now), rev_ = rev_ + 1 where duedate_ is null")
                .param("now", Timestamp.from(clock.instant())).update();
    }
}
