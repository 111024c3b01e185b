package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.DELIVERY_PROBLEM;

import io.aftercare.process.CurrentPerson;
import io.aftercare.process.Redelivery;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Sends the messages that did not arrive to the address the request has now. */
@Component
class SendAgain implements JavaDelegate {

    private final Redelivery redelivery;
    private final CurrentPerson person;

    SendAgain(Redelivery redelivery, CurrentPerson person) {
        this.redelivery = redelivery;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        redelivery.sendAgain(SupportRequest.of(execution), DELIVERY_PROBLEM.required(execution), person.id());
    }
}
