package io.aftercare.platform.tasks;

import io.aftercare.platform.StartupAction;
import io.aftercare.platform.StartupLock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets a page of tasks be read in its order: the engine has no index of their dates. */
@Configuration(proxyBeanMethods = false)
class TaskIndexes {

    private static final List<String> INDEXES = List.of("aftercare_task_due on act_ru_task (due_date_, id_)",
            "aftercare_task_created on act_ru_task (create_time_, id_)");

    @Bean
    StartupAction indexTasks(StartupLock lock, JdbcClient jdbc) {
        return new StartupAction(StartupAction.DEPLOYMENT, () -> lock.exclusively(
                () -> INDEXES.forEach(index -> jdbc.sql("create index if not exists " + index).update())));
    }
}
