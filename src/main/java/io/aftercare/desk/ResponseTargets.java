package io.aftercare.desk;

import io.aftercare.conversation.Kind;
import io.aftercare.process.SupportRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/**
 * By when a person should have done a task: the working hours that the decision table {@code response-targets} allows,
 * counted from now in the opening hours of the desk. For due dates and timers in diagrams:
 * {@code camunda:dueDate="${targets.due(execution)}"} and {@code <timeDate>${targets.due(execution)}</timeDate>}.
 */
@Component(SupportRequest.TARGETS_BEAN)
public class ResponseTargets {

    private static final int MINUTES_PER_HOUR = 60;

    private final DecisionService decisions;
    private final WorkingHours workingHours;
    private final Clock clock;

    ResponseTargets(DecisionService decisions, WorkingHours workingHours, Clock clock) {
        this.decisions = decisions;
        this.workingHours = workingHours;
        this.clock = clock;
    }

    /** When the user task that the execution stands at, or whose timer is being set, is due. */
    public Date due(DelegateExecution execution) {
        return due(execution, execution.getCurrentActivityId());
    }

    /**
     * When a task is due that begins now.
     *
     * @param task the id of the user task in its diagram
     * @throws IllegalStateException when no rule of the decision table applies
     */
    public Date due(DelegateExecution execution, String task) {
        return Date.from(workingHours.add(clock.instant(), allowed(SupportRequest.KIND.in(execution), task)));
    }

    /**
     * How much working time the decision table allows for a task.
     *
     * @param assistance null when it is not known yet
     * @throws IllegalStateException when no rule of the decision table applies
     */
    Duration allowed(Kind assistance, String task) {
        Object kind = SupportRequest.KIND.stored(assistance);
        var result = decisions.evaluateDecisionTableByKey(SupportRequest.RESPONSE_TARGETS_DECISION)
                .variables(Variables.putValue("kind", kind).putValue(SupportRequest.TASK_INPUT, task)).evaluate();
        if (result.isEmpty() || !(result.getSingleEntry() instanceof Number hours)) {
            throw new IllegalStateException(
                    ("The decision table %s names no working hours for the task %s and the kind "
                            + "%s. Add a last rule without conditions.")
                            .formatted(SupportRequest.RESPONSE_TARGETS_DECISION, task, kind));
        }
        return Duration.ofMinutes(Math.round(hours.doubleValue() * MINUTES_PER_HOUR));
    }
}
