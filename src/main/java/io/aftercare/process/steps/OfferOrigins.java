package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.ORIGIN_CHOICES;

import io.aftercare.process.OriginChoices;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Gives the form for triage by hand the origins it offers. */
@Component
class OfferOrigins implements TaskListener {

    private final OriginChoices choices;

    OfferOrigins(OriginChoices choices) {
        this.choices = choices;
    }

    @Override
    public void notify(DelegateTask task) {
        task.setVariableLocal(ORIGIN_CHOICES.name(), choices.text());
    }
}
