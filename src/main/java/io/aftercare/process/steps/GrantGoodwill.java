package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.ENTITLEMENT;

import io.aftercare.conversation.Decisions;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.Explanations;
import io.aftercare.process.SupportRequest.Entitlement;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps that a manager granted support although the policy did not. */
@Component
class GrantGoodwill implements JavaDelegate {

    private final Decisions decisions;
    private final Explanations explanations;
    private final CurrentPerson person;

    GrantGoodwill(Decisions decisions, Explanations explanations, CurrentPerson person) {
        this.decisions = decisions;
        this.explanations = explanations;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ENTITLEMENT.set(execution, Entitlement.GOODWILL);
        decisions.record(SupportRequest.of(execution), "entitlement", Entitlement.GOODWILL.name(),
                explanations.of(Entitlement.GOODWILL.name(), "en").rule(), null, person.id());
    }
}
