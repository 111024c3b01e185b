package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.LICENSED_VERSION;
import static io.aftercare.process.SupportRequest.PATCH_DUE;
import static io.aftercare.process.SupportRequest.REFUSAL;
import static io.aftercare.process.SupportRequest.VERSION_ON_SALE;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.process.Explanations;
import io.aftercare.process.SupportRequest.Refusal;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps whether the decision table granted a patch, with the rule and the versions. */
@Component
class RecordPatchDecision implements ExecutionListener {

    private final Decisions decisions;
    private final Explanations explanations;

    RecordPatchDecision(Decisions decisions, Explanations explanations) {
        this.decisions = decisions;
        this.explanations = explanations;
    }

    @Override
    public void notify(DelegateExecution execution) {
        boolean due = DecisionRow.of(execution).isTrue("patchDue");
        PATCH_DUE.set(execution, due);
        REFUSAL.set(execution, Refusal.PATCH);
        String result = due ? "PATCH_DUE" : "PATCH_REFUSED";
        decisions.record(SupportRequest.of(execution), "patch", result, explanations.of(result, "en").rule(),
                "Licensed version: %s, version on sale: %s.".formatted(LICENSED_VERSION.in(execution),
                        VERSION_ON_SALE.in(execution)),
                Decision.PROCESS);
    }
}
