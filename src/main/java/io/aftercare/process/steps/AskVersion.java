package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.LICENSED_VERSION;
import static io.aftercare.process.SupportRequest.VERSION_NAMED;
import static io.aftercare.process.SupportRequest.VERSION_ON_SALE;

import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.letters.Letters;
import io.aftercare.process.AgentComments;
import io.aftercare.process.Outbox;
import io.aftercare.process.Purchases;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Asks which version the defect is of, since the licence and what the customer writes contradict each other. */
@Component
class AskVersion implements JavaDelegate {

    private final Requests requests;
    private final Purchases purchases;
    private final AgentComments comments;
    private final Letters letters;
    private final Outbox outbox;

    AskVersion(Requests requests, Purchases purchases, AgentComments comments, Letters letters, Outbox outbox) {
        this.requests = requests;
        this.purchases = purchases;
        this.comments = comments;
        this.letters = letters;
        this.outbox = outbox;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Request request = requests.get(SupportRequest.of(execution));
        outbox.send(letters.versionQuestion(request.number(), purchases.productOf(request),
                LICENSED_VERSION.in(execution), VERSION_NAMED.in(execution), VERSION_ON_SALE.in(execution),
                comments.take(request.number())));
    }
}
