package io.aftercare.process.steps;

import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Requests;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Ends a request with the outcome that its end event stands for; an answer that was begun is kept for whoever takes the
 * request up again. Public, since end events call it by expression.
 */
@Component
public class CloseRequest {

    private final Requests requests;
    private final Drafts drafts;

    CloseRequest(Requests requests, Drafts drafts) {
        this.requests = requests;
        this.drafts = drafts;
    }

    /** @param outcome the name of an {@link Outcome} */
    public void as(DelegateExecution execution, String outcome) {
        requests.close(SupportRequest.of(execution), Outcome.valueOf(outcome));
        drafts.keep(SupportRequest.of(execution));
    }
}
