package io.aftercare.process.steps;

import io.aftercare.letters.Letters;
import io.aftercare.process.Outbox;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Confirms to the customer that the request is taken back. */
@Component
class ConfirmWithdrawal implements JavaDelegate {

    private final Letters letters;
    private final Outbox outbox;

    ConfirmWithdrawal(Letters letters, Outbox outbox) {
        this.letters = letters;
        this.outbox = outbox;
    }

    @Override
    public void execute(DelegateExecution execution) {
        outbox.send(letters.withdrawalConfirmed(SupportRequest.of(execution)));
    }
}
