package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.REFUSAL;
import static io.aftercare.process.SupportRequest.REMARK;
import static io.aftercare.process.SupportRequest.REVIEW;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.process.CurrentPerson;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Keeps what a manager decided on a contested refusal. */
@Component
class RecordReview implements TaskListener {

    private final Decisions decisions;
    private final CurrentPerson person;

    RecordReview(Decisions decisions, CurrentPerson person) {
        this.decisions = decisions;
        this.person = person;
    }

    @Override
    public void notify(DelegateTask task) {
        decisions.record(RequestNumber.parse(task.getExecution().getProcessBusinessKey()), "review",
                REVIEW.required(task).name(), null, "Refusal: " + REFUSAL.in(task) + "."
                        + (REMARK.in(task) == null ? "" : " " + REMARK.in(task)),
                person.id());
    }
}
