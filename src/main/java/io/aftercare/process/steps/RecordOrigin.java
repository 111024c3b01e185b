package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.ORIGIN;
import static io.aftercare.process.SupportRequest.THIRD_PARTY;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.process.Explanations;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps whether the decision table found a third party's problem, with the rule and the origin. */
@Component
class RecordOrigin implements ExecutionListener {

    private final Decisions decisions;
    private final Explanations explanations;

    RecordOrigin(Decisions decisions, Explanations explanations) {
        this.decisions = decisions;
        this.explanations = explanations;
    }

    @Override
    public void notify(DelegateExecution execution) {
        boolean thirdParty = DecidedRow.of(execution).isTrue("thirdParty");
        THIRD_PARTY.set(execution, thirdParty);
        String result = thirdParty ? "THIRD_PARTY" : "OURS";
        String origin = ORIGIN.in(execution);
        decisions.record(SupportRequest.of(execution), "origin", result, explanations.of(result, "en").rule(),
                origin == null ? null : "Suspected origin: " + origin + ".", Decision.PROCESS);
    }
}
