package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.CITED_REQUEST;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.JoinedConversations;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** The mail belongs to the conversation it cites: its sender takes part there from now on. */
@Component
class JoinConversation implements JavaDelegate {

    private final JoinedConversations conversations;
    private final CurrentPerson person;

    JoinConversation(JoinedConversations conversations, CurrentPerson person) {
        this.conversations = conversations;
        this.person = person;
    }

    @Override
    public void execute(DelegateExecution execution) {
        conversations.join(SupportRequest.of(execution), RequestNumber.parse(CITED_REQUEST.in(execution)), person.id());
    }
}
