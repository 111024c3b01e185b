package io.aftercare.process.steps;

import io.aftercare.letters.Letters;
import io.aftercare.process.OutgoingMail;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Confirms to the customer that the request is taken back. */
@Component
class ConfirmWithdrawal implements JavaDelegate {

    private final Letters letters;
    private final OutgoingMail mail;

    ConfirmWithdrawal(Letters letters, OutgoingMail mail) {
        this.letters = letters;
        this.mail = mail;
    }

    @Override
    public void execute(DelegateExecution execution) {
        mail.send(letters.withdrawalConfirmed(SupportRequest.of(execution)));
    }
}
