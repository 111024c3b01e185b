package io.aftercare.desk.notes;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.desk.ReadableRequests;
import io.aftercare.platform.SupportGroups;
import io.aftercare.process.CurrentPerson;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** Who may read a request, and who may work on one of its tasks. */
@Component
public class Colleagues {

    private static final int MOST_OF_A_GROUP = 500;

    private final IdentityService identities;
    private final TaskService tasks;
    private final CurrentPerson person;
    private final ReadableRequests readable;

    Colleagues(IdentityService identities, TaskService tasks, CurrentPerson person, ReadableRequests readable) {
        this.identities = identities;
        this.tasks = tasks;
        this.person = person;
        this.readable = readable;
    }

    /**
     * A person or a group.
     *
     * @param id engine user id or group id
     */
    public record Colleague(String id, String name) {
    }

    /** Those who may read a request, and so be mentioned in its notes, in order of their names. */
    public List<Colleague> readersOf(RequestNumber request) {
        return people(readable.groupsThatRead(request));
    }

    /** Those who may work on a task, in order of their names. */
    public List<Colleague> workersOn(Task task) {
        return people(groupsOn(task));
    }

    /**
     * The groups that may work on a task: its own, with the others that answer if one of it answers, since these stand
     * in for each other; and the managers.
     */
    public Set<String> groupsOn(Task task) {
        Set<String> groups = person.unchecked(() -> tasks.getIdentityLinksForTask(task.getId())).stream()
                .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null)
                .map(IdentityLink::getGroupId).collect(Collectors.toCollection(HashSet::new));
        if (groups.isEmpty() || !Collections.disjoint(groups, SupportGroups.ANSWERING)) {
            groups.addAll(SupportGroups.ANSWERING);
        }
        groups.add(SupportGroups.MANAGERS);
        return groups;
    }

    /** These groups with their names, in order of these. */
    public List<Colleague> groups(Collection<String> ids) {
        return ids.isEmpty() ? List.of()
                : person.unchecked(() -> identities.createGroupQuery().groupIdIn(ids.toArray(String[]::new)).list())
                        .stream().map((Group group) -> new Colleague(group.getId(),
                                group.getName() == null ? group.getId() : group.getName()))
                        .sorted(Comparator.comparing(Colleague::name)).toList();
    }

    private List<Colleague> people(Set<String> groups) {
        Set<String> ids = person.unchecked(() -> groups.stream().flatMap(group -> identities.createUserQuery()
                .memberOfGroup(group).listPage(0, MOST_OF_A_GROUP).stream()).map(User::getId)
                .collect(Collectors.toSet()));
        Map<String, String> names = person.namesOf(ids);
        return ids.stream().map(id -> new Colleague(id, names.getOrDefault(id, id)))
                .sorted(Comparator.comparing(Colleague::name, String.CASE_INSENSITIVE_ORDER)).toList();
    }
}
