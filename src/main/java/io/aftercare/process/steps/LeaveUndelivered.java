package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.DELIVERY_PROBLEM;
import static io.aftercare.process.SupportRequest.REMARK;

import io.aftercare.process.CurrentPerson;
import io.aftercare.process.Redelivery;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** A person decided that the messages stay unsent. */
@Component
class LeaveUndelivered implements JavaDelegate {

    private final Redelivery redelivery;
    private final CurrentPerson person;

    LeaveUndelivered(Redelivery redelivery, CurrentPerson person) {
        this.redelivery = redelivery;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        redelivery.leave(SupportRequest.of(execution), DELIVERY_PROBLEM.required(execution), REMARK.in(execution),
                person.id());
    }
}
