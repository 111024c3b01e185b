package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.PURCHASE_VERIFIED;
import static io.aftercare.process.SupportRequest.REMARK;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.process.CurrentPerson;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps whether a person could verify the purchase. */
@Component
class RecordVerification implements TaskListener {

    private final Decisions decisions;
    private final CurrentPerson person;

    RecordVerification(Decisions decisions, CurrentPerson person) {
        this.decisions = decisions;
        this.person = person;
    }

    @Override
    public void notify(DelegateTask task) {
        decisions.record(RequestNumber.parse(task.getExecution().getProcessBusinessKey()), "purchase",
                PURCHASE_VERIFIED.required(task) ? "VERIFIED" : "NOT_VERIFIED", null, REMARK.in(task), person.id());
    }
}
