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
 * The filters a new Tasklist opens with. Each is made once, so that one that people change or delete stays as they left
 * it. They ask for user, groups and time by the expressions of {@link AllowedQueryExpressions}.
 */
@Component
class TasklistFilters {

    /** What a line of the list shows beside name, assignee and dates: variables of the process. */
    private static final List<Map<String, String>> COLUMNS =
            List.of(column("requestNumber", "Request"), column("subject", "Subject"),
                    column("customer", "Customer"), column("kind", "Kind"), column("product", "Product"));

    /** Says which list of the desk a filter shows; one that a person has changed in Tasklist has lost it. */
    private static final String VIEW = "aftercareView";

    /**
     * @param mark        under which the database knows that it was made
     * @param earlierName what an earlier version called it
     */
    private record Made(String view, String mark, String name, String earlierName, String description, int position) {
    }

    private static final Made NEW = new Made("new", "my-group", "New in my groups", "My group",
            "Waiting for somebody of my group to take it", 10);
    private static final Made MINE = new Made("mine", "mine", "Mine", "Mine",
            "What I have taken, and what came back to me", 20);
    private static final Made OVERDUE = new Made("overdue", "overdue", "Overdue", "Overdue",
            "Past the time by which the customer should have heard from us", 30);
    private static final Made ALL = new Made("all", "all", "All", "All", "Every open task of every group", 40);

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
        Map<Made, TaskQuery> all = Map.of(
                NEW, tasks.createTaskQuery().taskCandidateGroupInExpression("${currentUserGroups()}"),
                MINE, tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"),
                OVERDUE, tasks.createTaskQuery().dueBeforeExpression("${now()}"),
                ALL, tasks.createTaskQuery());
        start.once("filters.desk", () -> all.forEach(this::bringUpToDate));
        all.forEach((made, query) -> start.once("filter." + made.mark,
                () -> save(made, filters.newTaskFilter(made.name), query)));
    }

    /**
     * What an earlier version made, and nobody has changed or deleted, becomes what this one makes. A filter's own
     * order comes before the one that the heading of the list says, so it has none any more.
     */
    private void bringUpToDate(Made made, TaskQuery query) {
        filters.createTaskFilterQuery().filterName(made.earlierName).list().stream()
                .filter(filter -> made.description.equals(filter.getProperties().get("description")))
                .forEach(filter -> save(made, filter, query));
    }

    private void save(Made made, Filter filter, TaskQuery query) {
        filter.setName(made.name);
        filter.setQuery(query);
        filter.setProperties(Map.of("description", made.description, "priority", made.position, "refresh", true,
                "showUndefinedVariable", false, "variables", COLUMNS, VIEW, made.view));
        filters.saveFilter(filter);
        EVERYBODY.stream().filter(group -> authorizations.createAuthorizationQuery().groupIdIn(group)
                .resourceType(Resources.FILTER).resourceId(filter.getId()).count() == 0)
                .forEach(group -> share(filter, group));
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
