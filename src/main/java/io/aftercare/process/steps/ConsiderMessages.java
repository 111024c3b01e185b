package io.aftercare.process.steps;

import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/**
 * Who decides with a form has the whole conversation at hand, so that what came until then is taken account of and does
 * not pass for the answer to a letter that is written only now. (The form for answering says which message was seen.)
 */
@Component
class ConsiderMessages implements TaskListener {

    private final Messages messages;

    ConsiderMessages(Messages messages) {
        this.messages = messages;
    }

    @Override
    public void notify(DelegateTask task) {
        messages.considerPending(RequestNumber.parse(task.getExecution().getProcessBusinessKey()));
    }
}
