package io.aftercare.platform;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets every node find the jobs that are due without reading those that are not: each open request has a timer that
 * waits for days, and the engine, which looks for due jobs several times a second, has no index of their dates.
 */
@Configuration(proxyBeanMethods = false)
class DueJobs {

    /** The engine creates its tables before; it is asked to give each job a date by application.yaml. */
    @Bean
    StartupAction indexDueJobs(StartupLock lock, JdbcClient jdbc, Clock clock) {
        return new StartupAction(StartupAction.DEPLOYMENT, () -> lock.exclusively(() -> index(jdbc, clock)));
    }

    static void index(JdbcClient jdbc, Clock clock) {
        jdbc.sql("create index if not exists aftercare_job_due on act_ru_job (duedate_)").update();
        // Those of an earlier version have none when they are due at once, and would wait for ever.
        jdbc.sql(
                "update act_ru_job set duedate_ = coalesce(create_time_, :now), rev_ = rev_ + 1 where duedate_ is null")
                .param("now", Timestamp.from(clock.instant())).update();
    }
}
