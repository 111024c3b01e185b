package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.PROOF_REQUESTS;

import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.letters.Letters;
import io.aftercare.process.Outbox;
import io.aftercare.process.Purchases;
import io.aftercare.process.PlacedMails;
import io.aftercare.process.SupportRequest;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Asks for a licence key or an order number, or which of the products bought it is about. */
@Component
class AskForProof implements JavaDelegate {

    private final Requests requests;
    private final Purchases purchases;
    private final Letters letters;
    private final Outbox outbox;
    private final PlacedMails placed;

    AskForProof(Requests requests, Purchases purchases, Letters letters, Outbox outbox, PlacedMails placed) {
        this.requests = requests;
        this.purchases = purchases;
        this.letters = letters;
        this.outbox = outbox;
        this.placed = placed;
    }

    @Override
    public void execute(DelegateExecution execution) {
        int attempt = Objects.requireNonNullElse(PROOF_REQUESTS.in(execution), 0) + 1;
        Request request = requests.get(SupportRequest.of(execution));
        outbox.send(letters.proofRequest(request.number(), attempt, purchases.name(request.product()),
                purchases.forLetter(purchases.ofOtherProducts(purchases.known(request)))));
        placed.holdLetters(request.number());
        PROOF_REQUESTS.set(execution, attempt);
    }
}
