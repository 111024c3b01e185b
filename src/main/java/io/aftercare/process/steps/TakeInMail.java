package io.aftercare.process.steps;

import io.aftercare.conversation.ports.QuarantinedMails;
import io.aftercare.process.MailTasks;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Takes a quarantined mail in again, after what was wrong has been mended. */
@Component
class TakeInMail implements JavaDelegate {

    private final QuarantinedMails quarantine;

    TakeInMail(QuarantinedMails quarantine) {
        this.quarantine = quarantine;
    }

    @Override
    public void execute(DelegateExecution execution) {
        quarantine.takeIn(MailTasks.mail(execution.getProcessBusinessKey()));
    }
}
