package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.MESSAGE;

import io.aftercare.conversation.ports.CustomerMailSender;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Hands a composed mail to the mail server. */
@Component
class SendMail implements JavaDelegate {

    private final CustomerMailSender post;

    SendMail(CustomerMailSender post) {
        this.post = post;
    }

    @Override
    public void execute(DelegateExecution execution) {
        post.send(MESSAGE.in(execution));
    }
}
