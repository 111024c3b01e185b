package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.REMARK;

import io.aftercare.conversation.Messages;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.RequestProcess;
import io.aftercare.process.SupportRequest.MailPlace;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** A person found the mail of no interest: the request it has become ends without a mail. */
@Component
class DiscardRequest implements JavaDelegate {

    private final RequestProcess process;
    private final Messages messages;
    private final CurrentPerson person;

    DiscardRequest(RequestProcess process, Messages messages, CurrentPerson person) {
        this.process = process;
        this.messages = messages;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        messages.note(SupportRequest.of(execution), person.id(),
                "Discarded" + (REMARK.in(execution) == null ? "." : ": " + REMARK.in(execution)));
        process.dismiss(SupportRequest.of(execution), MailPlace.NOWHERE);
    }
}
