package io.aftercare.process;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestState;
import io.aftercare.conversation.Requests;
import io.aftercare.platform.ProcessEndListener;
import io.aftercare.platform.UserTaskListener;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.springframework.stereotype.Component;

/**
 * Keeps requests in step with their instances in the engine, which an administrator can delete, suspend, modify and
 * migrate by the buttons of Cockpit; in the caller's transaction.
 */
@Component
class RequestInstances implements ProcessEndListener, UserTaskListener {

    private static final String[] WAY_OF_A_REQUEST = {SupportRequest.PROCESS, SupportRequest.TRIAGE_PROCESS,
            SupportRequest.OFFER_ARTICLES_PROCESS, SupportRequest.AWAIT_CUSTOMER_PROCESS,
            SupportRequest.CHECK_ENTITLEMENT_PROCESS, SupportRequest.PROVE_PURCHASE_PROCESS,
            SupportRequest.EXPLAIN_REFUSAL_PROCESS, SupportRequest.CLEAR_ORIGIN_PROCESS,
            SupportRequest.ANSWER_BY_EMAIL_PROCESS, SupportRequest.PROVIDE_PATCH_PROCESS};
    /** What is started by its name, which a suspended definition does not allow; it does allow to be called. */
    private static final Set<String> STARTED = Set.of(SupportRequest.PROCESS, SupportRequest.OUTGOING_MAIL_PROCESS,
            SupportRequest.UNREADABLE_MAIL_PROCESS, SupportRequest.CITED_CONVERSATION_PROCESS,
            SupportRequest.BOUNCED_MAIL_PROCESS);
    private static final Set<String> ITS_TASKS = Set.of(SupportRequest.TRIAGE_TASK, SupportRequest.ANSWER_TASK,
            SupportRequest.VERIFY_PURCHASE_TASK, SupportRequest.REVIEW_REFUSAL_TASK,
            SupportRequest.PROVIDE_PATCH_TASK);

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final Requests requests;
    private final Messages messages;
    private final Decisions decisions;
    private final Drafts drafts;
    private final CurrentPerson person;

    RequestInstances(RuntimeService runtime, RepositoryService repository, Requests requests, Messages messages,
            Decisions decisions, Drafts drafts, CurrentPerson person) {
        this.runtime = runtime;
        this.repository = repository;
        this.requests = requests;
        this.messages = messages;
        this.decisions = decisions;
        this.drafts = drafts;
        this.person = person;
    }

    /** No way through the diagram leaves a request open, so an instance that does was ended from outside. */
    @Override
    public void ended(String process, String businessKey, String reason, VariableScope variables) {
        if (SupportRequest.PROCESS.equals(process)) {
            numbered(businessKey, request -> !request.closed())
                    .ifPresent(request -> stop(request, reason == null ? "It was ended in the engine."
                            : "It was ended in the engine: " + reason));
        }
    }

    /** Whoever moves a request from waiting to a person's task has made it our turn. */
    @Override
    public void created(DelegateTask task) {
        if (ITS_TASKS.contains(task.getTaskDefinitionKey())) {
            numbered(task.getExecution().getProcessBusinessKey(), request -> request.state() == RequestState.WAITING)
                    .ifPresent(request -> requests.resume(request.number()));
        }
    }

    /** The request as it is in truth: one that nothing in the engine stands for any more has ended. */
    Request inStep(Request request) {
        if (request.closed() || person.unchecked(() -> runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(request.number().toString())
                .processDefinitionKeyIn(WAY_OF_A_REQUEST).count()) > 0) {
            return request;
        }
        stop(request, "There is no instance of it in the engine any more.");
        return requests.get(request.number());
    }

    /** Whether an administrator has suspended it, so that nothing can go on. */
    boolean suspended(RequestNumber number) {
        return person.unchecked(() -> runtime.createProcessInstanceQuery().suspended()
                .processInstanceBusinessKey(number.toString()).processDefinitionKeyIn(WAY_OF_A_REQUEST).count()) > 0;
    }

    /** All that are suspended. */
    Set<RequestNumber> suspended() {
        return person.unchecked(() -> runtime.createProcessInstanceQuery().suspended()
                .processDefinitionKeyIn(WAY_OF_A_REQUEST).list()).stream().map(ProcessInstance::getBusinessKey)
                .map(RequestInstances::number).flatMap(Optional::stream).collect(Collectors.toSet());
    }

    /** The definitions that an administrator has suspended, so that what starts them cannot be done. */
    List<String> suspendedDefinitions() {
        return person.unchecked(() -> repository.createProcessDefinitionQuery().latestVersion().suspended().list())
                .stream().map(ProcessDefinition::getKey).filter(STARTED::contains).sorted().toList();
    }

    /**
     * Starts the process of a request.
     *
     * @param message by which it begins
     * @throws SuspendedInEngineException when an administrator has suspended it, or that of the mails it begins with
     */
    void start(String message, RequestNumber number, VariableMap variables) {
        goOn(() -> runtime.startProcessInstanceByMessage(message, number.toString(), variables));
    }

    /**
     * Does what lets a request go on.
     *
     * @throws SuspendedInEngineException when an administrator has suspended what it would come to
     */
    void goOn(Runnable work) {
        try {
            work.run();
        } catch (SuspendedEntityInteractionException suspended) {
            throw new SuspendedInEngineException();
        } catch (MismatchingMessageCorrelationException nobodyWaits) {
            if (suspendedDefinitions().isEmpty()) {
                throw nobodyWaits;
            }
            throw new SuspendedInEngineException();
        }
    }

    /** Where it waits for the customer; a modified one may at several places, of which any will do. */
    Optional<Execution> waiting(RequestNumber number) {
        List<Execution> waiting = runtime.createExecutionQuery().processInstanceBusinessKey(number.toString())
                .messageEventSubscriptionName(SupportRequest.CUSTOMER_REPLIED).list();
        return waiting.stream().findFirst();
    }

    private void stop(Request request, String reason) {
        RequestNumber number = request.number();
        messages.considerPending(number);
        requests.close(number, Outcome.CLOSED_WITHOUT_ANSWER);
        drafts.keep(number);
        decisions.record(number, "request", "STOPPED", null, reason, person.id());
    }

    private Optional<Request> numbered(String businessKey, Predicate<Request> which) {
        return number(businessKey).flatMap(requests::find).filter(which);
    }

    private static Optional<RequestNumber> number(String businessKey) {
        return businessKey == null ? Optional.empty() : RequestNumber.quotedIn(businessKey);
    }
}
