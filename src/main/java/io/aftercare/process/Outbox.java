package io.aftercare.process;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.platform.JobAttempts;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends composed messages once they are committed, so that a mail server that is down never holds a request up. A
 * letter needs no process as long as all goes well. One that did not leave at the first attempt gets one, whose job
 * retries and whose incident stands in Cockpit. On a node that works on no jobs, each letter is a process from the
 * start, for the nodes that do.
 */
@Component
public class Outbox {

    private static final int RETRIES = 6;

    private final RuntimeService runtime;
    private final ManagementService management;
    private final RepositoryService repository;
    private final OutgoingMessages outgoing;
    private final CurrentPerson person;
    private final JobAttempts attempts;
    private final ApplicationEventPublisher events;
    private final boolean working;

    Outbox(RuntimeService runtime, ManagementService management, RepositoryService repository,
            OutgoingMessages outgoing, CurrentPerson person, JobAttempts attempts, ApplicationEventPublisher events,
            @Value("${camunda.bpm.job-execution.enabled:true}") boolean working) {
        this.runtime = runtime;
        this.management = management;
        this.repository = repository;
        this.outgoing = outgoing;
        this.person = person;
        this.attempts = attempts;
        this.events = events;
        this.working = working;
    }

    /** Whether this node sends letters by itself. */
    public boolean working() {
        return working;
    }

    /**
     * Has a queued message sent once the transaction that composed it is committed.
     *
     * @throws SuspendedEntityInteractionException when an administrator has suspended the process of letters
     */
    public void send(Message message) {
        if (!working) {
            begin(message);
            return;
        }
        if (suspended()) {
            throw new SuspendedEntityInteractionException("The process definition "
                    + SupportRequest.OUTGOING_MAIL_PROCESS + " is suspended: no letter leaves.");
        }
        events.publishEvent(new LetterQueued(message.id()));
    }

    /** Whether an administrator has suspended the process of letters, so that none is to leave. */
    public boolean suspended() {
        return person.unchecked(() -> repository.createProcessDefinitionQuery()
                .processDefinitionKey(SupportRequest.OUTGOING_MAIL_PROCESS).latestVersion().suspended().count()) > 0;
    }

    /**
     * The first attempt to send a message failed: from now on a process sends it, whose first attempt this was. Nothing
     * happens when it is not queued any more, or a process has it.
     */
    @Transactional
    public void failed(long message, RuntimeException failure) {
        outgoing.inOutboxForUpdate(message).ifPresent(letter -> {
            ProcessInstance sending = begin(letter);
            attempts.failed(management.createJobQuery().processInstanceId(sending.getId()).singleResult().getId(),
                    failure);
        });
    }

    private ProcessInstance begin(Message message) {
        outgoing.sentByProcess(message.id());
        return runtime.startProcessInstanceByKey(SupportRequest.OUTGOING_MAIL_PROCESS, message.request().toString(),
                Variables.putValue(SupportRequest.MESSAGE.name(), message.id()));
    }

    /**
     * Has a message that the mail server refused tried again at once; nothing happens when nothing waits to be retried.
     */
    void retry(Message message) {
        runtime.createProcessInstanceQuery().processDefinitionKey(SupportRequest.OUTGOING_MAIL_PROCESS)
                .processInstanceBusinessKey(message.request().toString())
                .variableValueEquals(SupportRequest.MESSAGE.name(), message.id()).list().stream()
                .flatMap(sending -> management.createJobQuery().processInstanceId(sending.getId()).list().stream())
                .forEach(job -> management.setJobRetries(job.getId(), RETRIES));
    }
}
