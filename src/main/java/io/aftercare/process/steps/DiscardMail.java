package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.REMARK;

import io.aftercare.conversation.ports.QuarantinedMails;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.MailTasks;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** A person found the mail of no interest; its bytes stay. */
@Component
class DiscardMail implements JavaDelegate {

    private final QuarantinedMails quarantine;
    private final CurrentPerson person;

    DiscardMail(QuarantinedMails quarantine, CurrentPerson person) {
        this.quarantine = quarantine;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        quarantine.close(MailTasks.mail(execution.getProcessBusinessKey()),
                "Discarded by " + person.id() + (REMARK.in(execution) == null ? "." : ": " + REMARK.in(execution)));
    }
}
