package io.aftercare.process.steps;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps who found that it is no request for support: should the customer come back, that person gets it. */
@Component
class RecordNoRequest implements ExecutionListener {

    private final Requests requests;
    private final Decisions decisions;
    private final CurrentPerson person;

    RecordNoRequest(Requests requests, Decisions decisions, CurrentPerson person) {
        this.requests = requests;
        this.decisions = decisions;
        this.person = person;
    }

    @Override
    public void notify(DelegateExecution execution) {
        RequestNumber number = SupportRequest.of(execution);
        requests.answeredBy(number, person.id());
        decisions.record(number, "request", "NOT_FOR_SUPPORT", null, null, person.id());
    }
}
