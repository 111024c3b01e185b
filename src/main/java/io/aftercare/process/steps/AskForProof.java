package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.PROOF_REQUESTS;

import io.aftercare.letters.Letters;
import io.aftercare.process.Outbox;
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

    AskForProof(Letters letters, Outbox outbox) {
        this.letters = letters;
        this.outbox = outbox;
    }

    @Override
    public void execute(DelegateExecution execution) {
        int attempt = Objects.requireNonNullElse(PROOF_REQUESTS.in(execution), 0) + 1;
        outbox.send(letters.proofRequest(SupportRequest.of(execution), attempt));
        PROOF_REQUESTS.set(execution, attempt);
    }
}
