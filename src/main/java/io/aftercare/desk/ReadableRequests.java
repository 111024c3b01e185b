package io.aftercare.desk;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.platform.ReadingRight;
import io.aftercare.platform.SupportGroups;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.SupportRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstanceQuery;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstanceQuery;
import org.springframework.stereotype.Component;

/**
 * Which requests the person who is logged in may read, by {@link ReadingRight}; the engine remembers which groups and
 * people had a task of a request for as long as it keeps the history of the task's process.
 */
@Component
public class ReadableRequests {

    private final IdentityService identities;
    private final CurrentPerson person;
    private final HistoryService history;

    ReadableRequests(IdentityService identities, CurrentPerson person, HistoryService history) {
        this.identities = identities;
        this.person = person;
        this.history = history;
    }

    /** How much the person who is logged in may read; nothing when nobody is. */
    public ReadingRight right() {
        var authentication = identities.getCurrentAuthentication();
        return authentication == null ? ReadingRight.NOTHING : ReadingRight.of(authentication.getGroupIds());
    }

    /** Whether the person who is logged in may read this request. */
    public boolean contain(RequestNumber number) {
        return switch (right()) {
            case EVERYTHING -> true;
            case OWN_WORK -> {
                List<HistoricTaskInstanceQuery> tasks = ownTasks();
                yield person.unchecked(() -> confirmedDefects().processInstanceBusinessKey(number.toString())
                        .count() > 0
                        || tasks.stream()
                                .anyMatch(own -> own.processInstanceBusinessKey(number.toString()).count() > 0));
            }
            case NOTHING -> false;
        };
    }

    /** The groups whose people may read this request, by the same rule. */
    public Set<String> groupsThatRead(RequestNumber number) {
        boolean maintained = person.unchecked(() -> confirmedDefects()
                .processInstanceBusinessKey(number.toString()).count() > 0
                || history.createHistoricTaskInstanceQuery().taskHadCandidateGroup(SupportGroups.MAINTENANCE)
                        .processInstanceBusinessKey(number.toString()).count() > 0);
        return Stream.of(SupportGroups.AGENTS, SupportGroups.DECIDERS).flatMap(List::stream)
                .filter(group -> ReadingRight.of(List.of(group)) == ReadingRight.EVERYTHING || maintained)
                .collect(Collectors.toSet());
    }

    /** To which requests a list is to be limited; empty when the person who is logged in may read all. */
    public Optional<Set<RequestNumber>> limit() {
        return switch (right()) {
            case EVERYTHING -> Optional.empty();
            case OWN_WORK -> {
                List<HistoricTaskInstanceQuery> tasks = ownTasks();
                yield Optional.of(person.unchecked(() -> Stream.concat(confirmedDefects().list().stream(),
                        processesOf(tasks)).flatMap(one -> RequestNumber.quotedIn(one.getBusinessKey()).stream())
                        .collect(Collectors.toSet())));
            }
            case NOTHING -> Optional.of(Set.of());
        };
    }

    private List<HistoricTaskInstanceQuery> ownTasks() {
        var authentication = identities.getCurrentAuthentication();
        return Stream.concat(
                authentication.getGroupIds().stream()
                        .map(group -> history.createHistoricTaskInstanceQuery().taskHadCandidateGroup(group)),
                Stream.of(history.createHistoricTaskInstanceQuery().taskAssignee(authentication.getUserId()))).toList();
    }

    private Stream<HistoricProcessInstance> processesOf(List<HistoricTaskInstanceQuery> tasks) {
        Set<String> instances = tasks.stream().flatMap(own -> own.list().stream())
                .map(HistoricTaskInstance::getProcessInstanceId).filter(Objects::nonNull).collect(Collectors.toSet());
        return instances.isEmpty() ? Stream.empty()
                : history.createHistoricProcessInstanceQuery().processInstanceIds(instances).list().stream();
    }

    /** What maintenance may be asked to mend, the only group that reads no more than its own work. */
    private HistoricProcessInstanceQuery confirmedDefects() {
        return history.createHistoricProcessInstanceQuery()
                .processDefinitionKey(SupportRequest.PROVIDE_PATCH_PROCESS);
    }
}
