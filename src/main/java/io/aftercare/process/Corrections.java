package io.aftercare.process;

import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.TriageResult;
import io.aftercare.process.SupportRequest.AnswerOutcome;
import io.aftercare.process.SupportRequest.WaitingFor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a person says of a request's triage after it: it is learned and recorded at once, and the process goes the way
 * of the right kind where it has a path for that. No rule is left out: it goes on through the same task and the same
 * gateway as a person's triage or the outcome "wrong kind".
 */
@Service
@Transactional
public class Corrections {

    private final Requests requests;
    private final Messages messages;
    private final CorrectionRules rules;
    private final TriageDecisions triage;
    private final TaskService tasks;
    private final RuntimeService runtime;
    private final CurrentPerson person;

    Corrections(Requests requests, Messages messages, CorrectionRules rules, TriageDecisions triage, TaskService tasks,
            RuntimeService runtime, CurrentPerson person) {
        this.requests = requests;
        this.messages = messages;
        this.rules = rules;
        this.triage = triage;
        this.tasks = tasks;
        this.runtime = runtime;
        this.person = person;
    }

    /**
     * What it is; all but the kind may be null, which leaves what is known.
     *
     * @param language ISO 639-1, one we answer in
     * @param product  code of the catalogue; empty for none
     * @param version  as the catalogue has it; empty for none
     * @param origin   one of {@link ProblemOrigins}, by its code; empty for none
     */
    public record Correction(Kind kind, String language, String product, String version, String origin) {
    }

    /** What became of a correction besides that it was learned. */
    public enum Effect {
        /** The process goes the way of the kind now. */
        GOES_ON,
        /** The kind is the same, so that the process stays where it is. */
        SAME_KIND,
        /** A colleague or another group has the task and can send it on. */
        AT_A_COLLEAGUE,
        /** The process is at a place from which no way leads to another kind. */
        STAYS,
        /** The request has ended. */
        ENDED
    }

    /**
     * Corrects a triage; a later correction replaces an earlier one.
     *
     * @param by engine user id of the person, whose rights decide which tasks go on
     * @throws IllegalArgumentException when the kind is missing or another part is unknown; says what to give
     */
    public Effect correct(RequestNumber number, Correction correction, String by) {
        Request before = requests.getForUpdate(number);
        TriageResult after = rules.applied(correction, before.triage(), by);
        triage.learn(number, after, rules.changes(before.triage(), after));
        return before.closed() ? Effect.ENDED : goOn(before, after, by);
    }

    private Effect goOn(Request before, TriageResult after, String by) {
        RequestNumber number = before.number();
        Task open = tasks.createTaskQuery().processInstanceBusinessKey(number.toString())
                .taskDefinitionKeyIn(SupportRequest.TRIAGE_TASK, SupportRequest.ANSWER_TASK)
                .list().stream().findFirst().orElse(null);
        boolean toTriage = open != null && SupportRequest.TRIAGE_TASK.equals(open.getTaskDefinitionKey());
        if (before.kind() == after.kind() && !toTriage) {
            remember(number, after, Set.of(SupportRequest.PROCESS, SupportRequest.ANSWER_BY_EMAIL_PROCESS));
            return Effect.SAME_KIND;
        }
        if (open != null && open.getAssignee() != null && !open.getAssignee().equals(by)) {
            return Effect.AT_A_COLLEAGUE;
        }
        if (open != null) {
            if (open.getAssignee() == null) {
                tasks.claim(open.getId(), by);
            }
            messages.considerPending(number);
            Map<String, Object> said = TriageVariables.of(after);
            if (toTriage) {
                said.put(SupportRequest.SUPPORT_REQUESTED.name(), true);
            } else {
                said.put(SupportRequest.ANSWER_OUTCOME.name(), AnswerOutcome.WRONG_KIND.name());
            }
            tasks.complete(open.getId(), said);
            return Effect.GOES_ON;
        }
        if (offeredArticles(number)) {
            // The kind is asked for only after the articles, so that every rule is still to come.
            remember(number, after, Set.of(SupportRequest.PROCESS));
            return Effect.GOES_ON;
        }
        return withAnotherGroup(number) ? Effect.AT_A_COLLEAGUE : Effect.STAYS;
    }

    /** A person's own rights show no task of another group. */
    private boolean withAnotherGroup(RequestNumber number) {
        return person.unchecked(() -> tasks.createTaskQuery().processInstanceBusinessKey(number.toString())
                .taskDefinitionKeyIn(SupportRequest.TRIAGE_TASK, SupportRequest.ANSWER_TASK).count() > 0);
    }

    private boolean offeredArticles(RequestNumber number) {
        return person.unchecked(() -> {
            List<Execution> waiting = runtime.createExecutionQuery().processInstanceBusinessKey(number.toString())
                    .messageEventSubscriptionName(SupportRequest.CUSTOMER_REPLIED).list();
            return waiting.stream().anyMatch(execution -> WaitingFor.ARTICLE_VERDICT.name()
                    .equals(runtime.getVariable(execution.getId(), SupportRequest.WAITING_FOR.name())));
        });
    }

    /** The instances carry their own copies of the facts; the engine asks for rights of its own to change these. */
    private void remember(RequestNumber number, TriageResult after, Set<String> processes) {
        person.unchecked(() -> {
            for (ProcessInstance instance : runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(number.toString())
                    .processDefinitionKeyIn(processes.toArray(String[]::new)).list()) {
                runtime.setVariables(instance.getId(), TriageVariables.of(after));
            }
            return null;
        });
    }
}
