package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.ORIGIN_CONTESTED;
import static io.aftercare.process.SupportRequest.PERSON_RESPONSIBLE;

import io.aftercare.conversation.Decisions;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** The customer says that the problem is still ours: it stays, and is not redirected by rule again. */
@Component
class KeepRequest implements JavaDelegate {

    private final Decisions decisions;

    KeepRequest(Decisions decisions) {
        this.decisions = decisions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ORIGIN_CONTESTED.set(execution, true);
        PERSON_RESPONSIBLE.set(execution, true);
        decisions.record(SupportRequest.of(execution), "origin", "CONTESTED", null,
                "The customer says that the problem is still ours.",
                "customer");
    }
}
