package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.CUSTOMER_ADDRESS;
import static io.aftercare.process.SupportRequest.REQUEST_TEXT;
import static io.aftercare.process.SupportRequest.SUBJECT;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.ports.QuarantinedMail;
import io.aftercare.conversation.ports.QuarantinedMails;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.MailTasks;
import io.aftercare.process.RequestProcess;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Opens a request with what a person read in a mail that could not be taken in; the mail goes with it as a file. */
@Component
class RegisterMail implements JavaDelegate {

    private final RequestProcess process;
    private final QuarantinedMails quarantine;
    private final CurrentPerson person;

    RegisterMail(RequestProcess process, QuarantinedMails quarantine, CurrentPerson person) {
        this.process = process;
        this.quarantine = quarantine;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        QuarantinedMail mail = quarantine.find(MailTasks.mail(execution.getProcessBusinessKey())).orElseThrow();
        Request request = process.begin(Channel.MAIL,
                IncomingMessage.written(EnteredAddress.checked(CUSTOMER_ADDRESS.in(execution)), null,
                        SUBJECT.required(execution), REQUEST_TEXT.required(execution),
                        List.of(new NewAttachment("mail.eml", "message/rfc822", null, mail.raw()))),
                null, null);
        quarantine.close(mail.id(), "Registered as " + request.number() + " by " + person.id() + ".");
    }
}
