package io.aftercare.desk;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.ports.QuarantinedMails;
import io.aftercare.platform.ReadingRight;
import io.aftercare.platform.SupportGroups;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.MailTasks;
import io.aftercare.process.SupportRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Who works at the desk and what that person may see. The web application's filters tell the engine who is logged in,
 * and let strangers pass; which tasks a person may see is what the engine lets that person query, and which text is
 * said by {@link ReadableRequests}.
 */
@Component
public class DeskAccess {

    private static final Set<String> WORKERS =
            Stream.concat(SupportGroups.AGENTS.stream(), SupportGroups.DECIDERS.stream())
                    .collect(Collectors.toUnmodifiableSet());

    private final IdentityService identity;
    private final CurrentPerson person;
    private final TaskService tasks;
    private final RuntimeService runtime;
    private final QuarantinedMails quarantine;
    private final ReadableRequests readable;

    DeskAccess(IdentityService identity, CurrentPerson person, TaskService tasks, RuntimeService runtime,
            QuarantinedMails quarantine, ReadableRequests readable) {
        this.identity = identity;
        this.person = person;
        this.tasks = tasks;
        this.runtime = runtime;
        this.quarantine = quarantine;
        this.readable = readable;
    }

    /**
     * Engine user id of the person who is logged in to the web application.
     *
     * @throws ResponseStatusException 401 for everybody else
     */
    public String user() {
        var authentication = identity.getCurrentAuthentication();
        if (authentication == null || authentication.getUserId() == null) {
            throw new ResponseStatusException(HttpStatus.UNAUTHORIZED,
                    "You are not logged in. Log in to Tasklist and try again.");
        }
        return authentication.getUserId();
    }

    /** Whether the person who is logged in handles requests or watches over them; designers do neither. */
    public boolean works() {
        user();
        var groups = identity.getCurrentAuthentication().getGroupIds();
        return groups != null && !Collections.disjoint(groups, WORKERS);
    }

    /** @throws ResponseStatusException 403 for everybody else */
    public void worker() {
        if (!works()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN,
                    "This is for those who handle requests. Ask one of them.");
        }
    }

    /** Whether the person who is logged in is a manager or an administrator. */
    public boolean manager() {
        List<String> groups = identity.getCurrentAuthentication().getGroupIds();
        return groups != null && !Collections.disjoint(groups, SupportGroups.DECIDERS);
    }

    /**
     * @throws ResponseStatusException 404 when there is no such open task, or none that this person may see; who may
     *                                 read no customer's text sees none, even if it was assigned
     */
    public Task task(String id) {
        user();
        Task task = readable.right() == ReadingRight.NOTHING ? null
                : tasks.createTaskQuery().taskId(id).singleResult();
        if (task == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND,
                    "This task is done, or it is not yours to see. Choose another one in the list.");
        }
        return task;
    }

    /** @throws ResponseStatusException 403 when the person who is logged in has not taken the task */
    public Task ownTask(String id) {
        Task task = task(id);
        if (!user().equals(task.getAssignee())) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, task.getAssignee() == null
                    ? "Claim the task before you work on it."
                    : "The task belongs to " + called(task.getAssignee()) + " now. Claim it before you work on it.");
        }
        return task;
    }

    /** How a sentence calls a colleague. */
    public String called(String userId) {
        return person.called(userId);
    }

    /**
     * The request a task belongs to.
     *
     * @throws ResponseStatusException 404 when it belongs to none
     */
    RequestNumber requestOf(Task task) {
        return findRequestOf(task)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND,
                        "The task " + task.getId() + " belongs to no request."));
    }

    /** The request a task belongs to; empty for one that handles a mail, say. */
    public Optional<RequestNumber> findRequestOf(Task task) {
        if (task.getProcessInstanceId() == null) {
            return Optional.empty();
        }
        // Whoever may see the task may know its request, even if process instances are hidden from that person.
        ProcessInstance instance = person.unchecked(() -> runtime.createProcessInstanceQuery()
                .processInstanceId(task.getProcessInstanceId()).singleResult());
        return RequestNumber.quotedIn(instance == null ? null : instance.getBusinessKey());
    }

    /** Whether the request of a task is about a damaged genealogy file. */
    boolean fileDamaged(Task task) {
        return Boolean.TRUE.equals(tasks.getVariable(task.getId(), SupportRequest.FILE_DAMAGED.name()));
    }

    /** The mail that a task is to handle because it could not be taken in; empty for other tasks. */
    Optional<Long> mailOf(Task task) {
        return SupportRequest.HANDLE_MAIL_TASK.equals(task.getTaskDefinitionKey())
                ? Optional.ofNullable((Long) tasks.getVariable(task.getId(), SupportRequest.MAIL.name()))
                : Optional.empty();
    }

    /** The message that a task is to place because its sender cites a conversation; empty for other tasks. */
    Optional<Long> citingMessageOf(Task task) {
        return SupportRequest.PLACE_MAIL_TASK.equals(task.getTaskDefinitionKey())
                ? Optional.ofNullable((Long) tasks.getVariable(task.getId(), SupportRequest.MESSAGE.name()))
                : Optional.empty();
    }

    /**
     * The mails that stand in no request, and the addresses that none arrives at, belong to no group.
     *
     * @throws ResponseStatusException 403 for those who may not read everything
     */
    void readsEverything() {
        user();
        if (readable.right() != ReadingRight.EVERYTHING) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN,
                    "What belongs to no request is for those who triage and answer. Ask one of them.");
        }
    }

    /**
     * @throws ResponseStatusException 403 unless this person may see a task of handling the mail, or reads everything
     *                                 and the mail was ignored
     */
    void readableMail(long mail) {
        user();
        ReadingRight right = readable.right();
        boolean may = right == ReadingRight.EVERYTHING && quarantine.ignored(mail) || right != ReadingRight.NOTHING
                // By what nobody can change, unlike the variables of a task one works on.
                && tasks.createTaskQuery().taskDefinitionKey(SupportRequest.HANDLE_MAIL_TASK)
                        .processInstanceBusinessKey(MailTasks.businessKey(mail)).count() > 0;
        if (!may) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN,
                    "Mail " + mail + " has been dealt with, or is not yours to see.");
        }
    }
}
