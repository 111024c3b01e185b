package io.aftercare.process.steps;

import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Requests;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Ends a request with the outcome that its end event stands for. Public, since end events call it by expression. */
@Component
public class CloseRequest {

    private final Requests requests;

    CloseRequest(Requests requests) {
        this.requests = requests;
    }

    /** @param outcome the name of an {@link Outcome} */
    public void as(DelegateExecution execution, String outcome) {
        requests.close(SupportRequest.of(execution), Outcome.valueOf(outcome));
    }
}
