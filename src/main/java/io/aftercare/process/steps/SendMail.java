package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.MESSAGE;

import io.aftercare.conversation.ports.CustomerMailSender;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Hands a composed mail to the mail server. */
@Component
class SendMail implements JavaDelegate {

    private final CustomerMailSender mailSender;

    SendMail(CustomerMailSender mailSender) {
        this.mailSender = mailSender;
    }

    @Override
    public void execute(DelegateExecution execution) {
        mailSender.send(MESSAGE.in(execution));
    }
}
