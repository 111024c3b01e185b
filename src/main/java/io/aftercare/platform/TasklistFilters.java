package io.aftercare.platform;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/**
 * The filters a new Tasklist opens with, most urgent tasks first. Each is made once, so that one that people change or
 * delete stays as they left it. They ask for user, groups and time by the expressions of
 * {@link AllowedQueryExpressions}.
 */
@Component
class TasklistFilters {

    /** What a line of the list shows beside name, assignee and dates: variables of the process. */
    private static final List<Map<String, String>> COLUMNS =
            List.of(column("requestNumber", "Request"), column("subject", "Subject"),
                    column("customer", "Customer"), column("kind", "Kind"), column("product", "Product"));

    private static final List<String> EVERYBODY = Stream.concat(SupportGroups.AGENTS.stream(),
            Stream.of(SupportGroups.MANAGERS)).toList();

    private final FilterService filters;
    private final TaskService tasks;
    private final AuthorizationService authorizations;
    private final StartupLock start;

    TasklistFilters(FilterService filters, TaskService tasks, AuthorizationService authorizations, StartupLock start) {
        this.filters = filters;
        this.tasks = tasks;
        this.authorizations = authorizations;
        this.start = start;
    }

    void create() {
        create("my-group", "My group", "Waiting for somebody of my group to take it", 10, EVERYBODY,
                tasks.createTaskQuery().taskCandidateGroupInExpression("${currentUserGroups()}"));
        create("mine", "Mine", "What I have taken, and what came back to me", 20, EVERYBODY,
                tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"));
        create("overdue", "Overdue", "Past the time by which the customer should have heard from us", 30, EVERYBODY,
                tasks.createTaskQuery().dueBeforeExpression("${now()}"));
        create("all", "All", "Every open task of every group", 40, List.of(SupportGroups.MANAGERS),
                tasks.createTaskQuery());
    }

    private void create(String mark, String name, String description, int position, List<String> groups,
            TaskQuery query) {
        start.once("filter." + mark, () -> {
            Filter filter = filters.newTaskFilter(name);
            filter.setQuery(query.orderByTaskPriority().desc().orderByDueDate().asc());
            filter.setProperties(Map.of("description", description, "priority", position, "refresh", true,
                    "showUndefinedVariable", false, "variables", COLUMNS));
            filters.saveFilter(filter);
            groups.forEach(group -> share(filter, group));
        });
    }

    private void share(Filter filter, String group) {
        Authorization read = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        read.setGroupId(group);
        read.setResource(Resources.FILTER);
        read.setResourceId(filter.getId());
        read.addPermission(Permissions.READ);
        authorizations.saveAuthorization(read);
    }

    private static Map<String, String> column(String variable, String label) {
        return Map.of("name", variable, "label", label);
    }
}
