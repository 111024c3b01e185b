package io.aftercare.desk.notifications;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What each agent has chosen to be mailed about; who has chosen nothing takes the default of the installation. */
@Repository
@Transactional
class NotificationChoices {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final NotificationChoice standard;

    NotificationChoices(JdbcClient jdbc, Clock clock, TaskMailProperties settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.standard = new NotificationChoice(settings.tasks(), settings.moment());
    }

    @Transactional(readOnly = true)
    NotificationChoice of(String user) {
        return jdbc.sql("select tasks, moment from notification_choice where user_id = :user").param("user", user)
                .query((row, index) -> new NotificationChoice(NotificationChoice.Tasks.valueOf(row.getString("tasks")),
                        NotificationChoice.Moment.valueOf(row.getString("moment"))))
                .optional().orElse(standard);
    }

    void save(String user, NotificationChoice choice) {
        jdbc.sql("delete from notification_choice where user_id = :user").param("user", user).update();
        jdbc.sql(
                "insert into notification_choice (user_id, tasks, moment, changed_at) values (:user, :tasks, "
                        + ":moment, :now)")
                .param("user", user).param("tasks", choice.tasks().name()).param("moment", choice.moment().name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }
}
