package io.aftercare.platform.tasks;

import io.aftercare.platform.ReadingRight;
import io.aftercare.platform.SupportGroups;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads the open tasks for the person who is logged in. Pages and counts are read from the engine's tables by their
 * indexes; what is given out is what the engine, asked by id, lets that person see.
 */
@Repository
@Transactional(readOnly = true)
public class OpenTasks {

    private static final String FROM = " from act_ru_task t left join act_ru_execution e on e.id_ = t.proc_inst_id_ "
            + "where t.suspension_state_ = 1 and ";

    private final JdbcClient jdbc;
    private final TaskService tasks;
    private final IdentityService identities;
    private final Clock clock;

    OpenTasks(JdbcClient jdbc, TaskService tasks, IdentityService identities, Clock clock) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.identities = identities;
        this.clock = clock;
    }

    /** A page of a view; empty for those who may read no customer's text. */
    public List<OpenTask> page(TaskView view, TaskOrder order, int first, int size) {
        if (readsNothing()) {
            return List.of();
        }
        List<OpenTask> found = conditions(view).stream()
                .flatMap(condition -> asked("select t.*, e.business_key_" + FROM + condition + " order by "
                        + order.clause() + " limit :last").param("last", first + size).query(OpenTasks::read).list()
                        .stream())
                .sorted(order.comparator()).skip(first).limit(size).toList();
        // What somebody was given the engine lets that person see.
        return view == TaskView.MINE ? found : visible(found);
    }

    /** How many a view has; counting ends at {@code most}, since nobody needs to know how many more there are. */
    public int count(TaskView view, int most) {
        if (readsNothing()) {
            return 0;
        }
        int counted = 0;
        for (String condition : conditions(view)) {
            counted += asked("select count(*) from (select 1" + FROM + condition + " limit :most) counted")
                    .param("most", most).query(Integer.class).single();
        }
        return Math.min(most, counted);
    }

    private List<String> conditions(TaskView view) {
        List<String> groups = identities.getCurrentAuthentication().getGroupIds();
        return view.conditions(groups != null && !Collections.disjoint(groups, SupportGroups.DECIDERS));
    }

    /** Of these, the tasks that are open and that the person may see, in the order of the ids. */
    public List<OpenTask> of(Collection<String> ids) {
        if (ids.isEmpty() || readsNothing()) {
            return List.of();
        }
        return visible(jdbc.sql("select t.*, e.business_key_" + FROM + "t.id_ in (:ids) order by t.id_")
                .param("ids", ids).query(OpenTasks::read).list());
    }

    /** The open tasks of these business keys that the person may see. */
    public List<OpenTask> about(Collection<String> businessKeys) {
        if (businessKeys.isEmpty() || readsNothing()) {
            return List.of();
        }
        return visible(jdbc.sql("select t.*, e.business_key_" + FROM + "e.business_key_ in (:keys) order by t.id_")
                .param("keys", businessKeys).query(OpenTasks::read).list());
    }

    private boolean readsNothing() {
        var person = identities.getCurrentAuthentication();
        return person == null || ReadingRight.of(person.getGroupIds()) == ReadingRight.NOTHING;
    }

    private JdbcClient.StatementSpec asked(String sql) {
        var person = identities.getCurrentAuthentication();
        List<String> groups = person.getGroupIds() == null ? List.of() : person.getGroupIds();
        return jdbc.sql(sql).param("user", person.getUserId()).param("groups", groups.isEmpty() ? List.of("") : groups)
                .param("now", Timestamp.from(clock.instant()));
    }

    /** An administrator may have changed in the engine who sees what. */
    private List<OpenTask> visible(List<OpenTask> found) {
        if (found.isEmpty()) {
            return found;
        }
        Set<String> seen = new HashSet<>(tasks.createTaskQuery()
                .taskIdIn(found.stream().map(OpenTask::id).toArray(String[]::new)).list().stream().map(Task::getId)
                .collect(Collectors.toSet()));
        return found.stream().filter(task -> seen.contains(task.id())).toList();
    }

    private static OpenTask read(ResultSet row, int index) throws SQLException {
        return new OpenTask(row.getString("id_"), row.getString("name_"), row.getString("task_def_key_"),
                row.getString("assignee_"), instant(row, "create_time_"), instant(row, "due_date_"),
                row.getInt("priority_"), row.getString("business_key_"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp moment = row.getTimestamp(column);
        return moment == null ? null : moment.toInstant();
    }
}
