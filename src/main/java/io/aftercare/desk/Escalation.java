package io.aftercare.desk;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.platform.SupportGroups;
import io.aftercare.process.SupportRequest;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Brings a task that is past its target before the managers. For diagrams:
 * {@code camunda:expression="${escalation.raise(execution, 'UserTask_AnswerRequest')}"}.
 */
@Component(SupportRequest.ESCALATION_BEAN)
public class Escalation {

    /** Of a raised task; tasks begin with 50. */
    public static final int PRIORITY = 100;

    /**
     * A task was brought before the managers; listeners run within the transaction that did it.
     *
     * @param task    its id
     * @param request business key of its process; null when it is about no request
     */
    public record TaskRaised(String task, String request) {
    }

    private final TaskService tasks;
    private final Decisions decisions;
    private final ApplicationEventPublisher events;
    private final DateTimeFormatter moment;

    Escalation(TaskService tasks, Decisions decisions, ApplicationEventPublisher events, Clock clock) {
        this.tasks = tasks;
        this.decisions = decisions;
        this.events = events;
        this.moment = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.UK).withZone(clock.getZone());
    }

    /**
     * Raises the open task of this process instance: high priority, the managers as further candidates, a line among
     * the decisions of the request, if the task is about one. A task done in the meantime is left alone.
     *
     * @param task the id of the user task in its diagram
     */
    public void raise(DelegateExecution execution, String task) {
        tasks.createTaskQuery().processInstanceId(execution.getProcessInstanceId()).taskDefinitionKey(task).list()
                .forEach(open -> raise(execution, open));
    }

    private void raise(DelegateExecution execution, Task open) {
        tasks.setPriority(open.getId(), PRIORITY);
        boolean known = tasks.getIdentityLinksForTask(open.getId()).stream()
                .anyMatch(link -> IdentityLinkType.CANDIDATE.equals(link.getType())
                        && SupportGroups.MANAGERS.equals(link.getGroupId()));
        if (!known) {
            tasks.addCandidateGroup(open.getId(), SupportGroups.MANAGERS);
        }
        events.publishEvent(new TaskRaised(open.getId(), execution.getProcessBusinessKey()));
        String due = open.getDueDate() == null ? "past its target"
                : "due at " + moment.format(open.getDueDate().toInstant());
        String assignee = open.getAssignee() == null ? "nobody has taken it" : open.getAssignee() + " has it";
        String reason = "The task \"%s\" was %s and is still open; %s.".formatted(open.getName(), due, assignee);
        // A mail that could not be taken in belongs to no request yet.
        RequestNumber.quotedIn(execution.getProcessBusinessKey()).ifPresent(
                request -> decisions.record(request, "escalation", "RAISED", null, reason, Decision.PROCESS));
    }
}
