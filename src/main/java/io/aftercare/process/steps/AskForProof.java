package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.PROOF_REQUESTS;

import io.aftercare.letters.Letters;
import io.aftercare.process.Outbox;
import io.aftercare.process.PlacedMails;
import io.aftercare.process.SupportRequest;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Asks for a licence key or an order number. */
@Component
class AskForProof implements JavaDelegate {

    private final Letters letters;
    private final Outbox outbox;
    private final PlacedMails placed;

    AskForProof(Letters letters, Outbox outbox, PlacedMails placed) {
        this.letters = letters;
        this.outbox = outbox;
        this.placed = placed;
    }

    @Override
    public void execute(DelegateExecution execution) {
        int attempt = Objects.requireNonNullElse(PROOF_REQUESTS.in(execution), 0) + 1;
        outbox.send(letters.proofRequest(SupportRequest.of(execution), attempt));
        placed.holdProofRequests(SupportRequest.of(execution));
        PROOF_REQUESTS.set(execution, attempt);
    }
}
