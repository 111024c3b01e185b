package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.MAIL;

import io.aftercare.conversation.IncomingPost;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Takes a quarantined mail in again, after what was wrong has been mended. */
@Component
class TakeInMail implements JavaDelegate {

    private final IncomingPost post;

    TakeInMail(IncomingPost post) {
        this.post = post;
    }

    @Override
    public void execute(DelegateExecution execution) {
        post.takeIn(MAIL.in(execution));
    }
}
