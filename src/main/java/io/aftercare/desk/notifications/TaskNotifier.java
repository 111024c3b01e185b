package io.aftercare.desk.notifications;

import io.aftercare.desk.Escalation;
import io.aftercare.platform.UserTaskListener;
import io.aftercare.process.SupportRequest;
import io.aftercare.process.TaskFactsChanged;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.variable.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Has agents told of a task: starts a process of its own within the transaction of the task, which costs a few inserts.
 * All that takes time or can fail happens in that process's job, so that the task is never held up or undone by its
 * mails.
 */
@Component
class TaskNotifier implements UserTaskListener {

    private static final Logger LOG = LoggerFactory.getLogger(TaskNotifier.class);

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final IdentityService identities;
    private final RepositoryService repository;

    TaskNotifier(RuntimeService runtime, TaskService tasks, IdentityService identities, RepositoryService repository) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.repository = repository;
        this.identities = identities;
    }

    @Override
    public void created(DelegateTask task) {
        tell(task.getId(), task.getExecution() == null ? null : task.getExecution().getProcessBusinessKey());
    }

    /**
     * Who takes a task knows of it; who is given one is told, unless it is made in this moment: then its creation
     * tells.
     */
    @Override
    public void assigned(DelegateTask task) {
        var person = identities.getCurrentAuthentication();
        if (task.getAssignee() != null && person != null && !task.getAssignee().equals(person.getUserId())
                && tasks.createTaskQuery().taskId(task.getId()).count() > 0) {
            tell(task.getId(), task.getExecution() == null ? null : task.getExecution().getProcessBusinessKey());
        }
    }

    @EventListener
    void raised(Escalation.TaskRaised raised) {
        tell(raised.task(), raised.request());
    }

    @EventListener
    void factsChanged(TaskFactsChanged changed) {
        tell(changed.task(), changed.request());
    }

    /** @param request business key of the task's process; null when it is about none */
    private void tell(String task, String request) {
        // Asked first, since what fails within the task's transaction would undo the task.
        if (repository.createProcessDefinitionQuery().processDefinitionKey(SupportRequest.NOTIFY_AGENTS_PROCESS)
                .latestVersion().active().count() == 0) {
            LOG.warn("Nobody is mailed about the task {}: the process {} is not deployed or suspended.", task,
                    SupportRequest.NOTIFY_AGENTS_PROCESS);
            return;
        }
        runtime.startProcessInstanceByKey(SupportRequest.NOTIFY_AGENTS_PROCESS, request,
                Variables.putValue(SupportRequest.WAITING_TASK.name(), task));
    }
}
