package io.aftercare.process;

import static io.aftercare.process.SupportRequest.CUSTOMER_REPLY;
import static io.aftercare.process.SupportRequest.LICENSED_VERSION;
import static io.aftercare.process.SupportRequest.OTHER_PURCHASES;
import static io.aftercare.process.SupportRequest.PURCHASED_ON;
import static io.aftercare.process.SupportRequest.PURCHASE_FOUND;
import static io.aftercare.process.SupportRequest.REFUSAL;
import static io.aftercare.process.SupportRequest.SUPPORT_UNTIL;
import static io.aftercare.process.SupportRequest.VERSION_CONFIRMED;
import static io.aftercare.process.SupportRequest.VERSION_NAMED;
import static io.aftercare.process.SupportRequest.VERSION_ON_SALE;
import static io.aftercare.process.SupportRequest.WAITING_FOR;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.process.SupportRequest.CustomerReply;
import io.aftercare.process.SupportRequest.Entitlement;
import io.aftercare.process.SupportRequest.Refusal;
import io.aftercare.process.SupportRequest.WaitingFor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Holds a request against what is known of its customer's purchases now. What waits for a proof, or was refused, goes
 * on where the facts decide otherwise; where a person has it, the form shows the facts as they are and the person is
 * told. What a manager granted stays. In the caller's transaction.
 */
@Component
class FactsRecheck {

    private static final List<Variable<String>> SHOWN =
            List.of(PURCHASED_ON, SUPPORT_UNTIL, LICENSED_VERSION, VERSION_ON_SALE, OTHER_PURCHASES);
    /** Where a refusal that no longer stands goes on; diagrams of earlier deployments have none. */
    private static final String WAY_ON = "EndEvent_FactsChanged";

    private final ProcessEngine engine;
    private final Requests requests;
    private final Messages messages;
    private final Decisions decisions;
    private final ClosedRequests closed;
    private final CurrentFacts current;
    private final ApplicationEventPublisher events;

    FactsRecheck(ProcessEngine engine, Requests requests, Messages messages, Decisions decisions, ClosedRequests closed,
            CurrentFacts current, ApplicationEventPublisher events) {
        this.engine = engine;
        this.requests = requests;
        this.messages = messages;
        this.decisions = decisions;
        this.closed = closed;
        this.current = current;
        this.events = events;
    }

    void check(RequestNumber number) {
        Request request = requests.getForUpdate(number);
        if (request.kind() == null || decisions.of(number).stream()
                .anyMatch(each -> each.result().equals(Entitlement.GOODWILL.name()))) {
            return;
        }
        if (request.closed()) {
            ended(request);
        } else if (!waiting(request)) {
            engine.getTaskService().createTaskQuery().processInstanceBusinessKey(number.toString())
                    .taskDefinitionKeyIn(SupportRequest.REVIEW_REFUSAL_TASK, SupportRequest.VERIFY_PURCHASE_TASK,
                            SupportRequest.PROVIDE_PATCH_TASK, SupportRequest.ANSWER_TASK)
                    .list().forEach(task -> show(request, task));
        }
    }

    /** A refusal that has ended is taken up again as soon as support is open. */
    private void ended(Request request) {
        VariableMap facts = current.of(request, null);
        Refusal refusal = request.outcome() == Outcome.PATCH_REFUSED ? Refusal.PATCH : Refusal.SUPPORT_EXPIRED;
        boolean lifted = refusal == Refusal.PATCH ? current.undo(refusal, facts, false) : current.entitle(facts);
        if (lifted && closed.reopens(request, CustomerChoice.STILL_NEEDS_HELP)) {
            keep(request, "What is known of the customer's purchases no longer leads to the refusal with which this "
                    + "ended: " + inWords(facts) + " The request is open again.");
            closed.reopen(request);
        }
    }

    /** Whether it waits for the customer because of what was known; then it may go on without. */
    private boolean waiting(Request request) {
        Optional<Execution> waiting = Optional.ofNullable(engine.getRuntimeService().createExecutionQuery()
                .processInstanceBusinessKey(request.number().toString())
                .messageEventSubscriptionName(SupportRequest.CUSTOMER_REPLIED).singleResult());
        waiting.ifPresent(execution -> {
            WaitingFor waitsFor = WaitingFor.valueOf(
                    (String) engine.getRuntimeService().getVariable(execution.getId(), WAITING_FOR.name()));
            switch (waitsFor) {
                case PROOF_OF_PURCHASE -> {
                    VariableMap facts = current.of(request, null);
                    if (Boolean.TRUE.equals(facts.get(PURCHASE_FOUND.name()))) {
                        goOn(request, execution, facts);
                    }
                }
                case OBJECTION_TO_REFUSAL, OBJECTION_TO_PATCH_REFUSAL -> instance(request,
                        SupportRequest.EXPLAIN_REFUSAL_PROCESS).filter(this::knowsTheWayOn).ifPresent(explaining -> {
                            Refusal refusal =
                                    Refusal.valueOf((String) variables(explaining.getId()).get(REFUSAL.name()));
                            String told = versionTold(request);
                            VariableMap facts = current.of(request, told);
                            if (current.undo(refusal, facts, told != null)) {
                                goOn(request, execution, facts);
                            }
                        });
                default -> {
                    // What was known decides nothing there; it is asked for again where it does.
                }
            }
        });
        return waiting.isPresent();
    }

    private void goOn(Request request, Execution waiting, VariableMap facts) {
        keep(request, "What is known of the customer's purchases has changed, so that it is decided anew: "
                + inWords(facts));
        requests.resume(request.number());
        engine.getRuntimeService().messageEventReceived(SupportRequest.CUSTOMER_REPLIED, waiting.getId(),
                Variables.putValue(CUSTOMER_REPLY.name(), CustomerReply.FACTS_CHANGED.name()));
    }

    /** The form of a task shows the variables of its process; who answers has them in the conversation. */
    private void show(Request request, Task task) {
        String instance = SupportRequest.ANSWER_TASK.equals(task.getTaskDefinitionKey())
                ? instance(request, SupportRequest.PROCESS).map(ProcessInstance::getId).orElse(null)
                : task.getProcessInstanceId();
        if (instance == null) {
            return;
        }
        VariableMap facts = current.of(request, versionTold(request));
        Map<String, Object> before = variables(instance);
        boolean decided = before.containsKey(VERSION_ON_SALE.name()) || before.containsKey(OTHER_PURCHASES.name());
        if (decided && SHOWN.stream().filter(shown -> before.containsKey(shown.name()))
                .anyMatch(shown -> !Objects.equals(before.get(shown.name()), facts.get(shown.name())))) {
            engine.getRuntimeService().setVariables(instance, facts);
            keep(request, "What is known of the customer's purchases has changed: " + inWords(facts)
                    + " It was: " + inWords(before));
            events.publishEvent(new TaskFactsChanged(task.getId(), request.number().toString()));
        }
    }

    private void keep(Request request, String what) {
        decisions.record(request.number(), "facts", "CHANGED", null, what, Decision.PROCESS);
        messages.note(request.number(), null, what);
    }

    private static String inWords(Map<String, Object> facts) {
        Object others = facts.get(OTHER_PURCHASES.name());
        return facts.get(PURCHASED_ON.name()) == null
                ? "no purchase of the product found" + (others == null ? "." : "; of other products: " + others + ".")
                : "bought on %s, support open until %s, licence for version %s, version on sale %s.".formatted(
                        facts.get(PURCHASED_ON.name()), facts.get(SUPPORT_UNTIL.name()),
                        facts.get(LICENSED_VERSION.name()), facts.get(VERSION_ON_SALE.name()));
    }

    private String versionTold(Request request) {
        return instance(request, SupportRequest.PROVIDE_PATCH_PROCESS).map(ProcessInstance::getId).map(this::variables)
                .filter(variables -> Boolean.TRUE.equals(variables.get(VERSION_CONFIRMED.name())))
                .map(variables -> (String) variables.get(VERSION_NAMED.name())).orElse(null);
    }

    private Map<String, Object> variables(String instance) {
        return engine.getRuntimeService().getVariables(instance);
    }

    private Optional<ProcessInstance> instance(Request request, String process) {
        return engine.getRuntimeService().createProcessInstanceQuery()
                .processInstanceBusinessKey(request.number().toString()).processDefinitionKey(process).list().stream()
                .findFirst();
    }

    private boolean knowsTheWayOn(ProcessInstance explaining) {
        return engine.getRepositoryService().getBpmnModelInstance(explaining.getProcessDefinitionId())
                .getModelElementById(WAY_ON) != null;
    }
}
