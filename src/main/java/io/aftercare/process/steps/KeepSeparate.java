package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.CITED_REQUEST;

import io.aftercare.conversation.Messages;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.PlacedMails;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** The mail has nothing to do with the conversation it cites: it stays the request it has become. */
@Component
class KeepSeparate implements JavaDelegate {

    private final Messages messages;
    private final PlacedMails placed;
    private final CurrentPerson person;

    KeepSeparate(Messages messages, PlacedMails placed, CurrentPerson person) {
        this.messages = messages;
        this.placed = placed;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        messages.note(SupportRequest.of(execution), person.id(),
                "This does not belong to " + CITED_REQUEST.in(execution) + "; it stays a request of its own.");
        placed.kept(SupportRequest.of(execution));
    }
}
