package io.aftercare.process;

import io.aftercare.conversation.AnswerAddressChanged;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.letters.Letters;
import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells whoever had the answers of a conversation that they go elsewhere from now on, and the customer in any case, and
 * the agents before they answer: a mail could ask for it that the customer knows nothing of.
 */
@Component
class AnswerAddressChanges {

    private final Requests requests;
    private final Messages messages;
    private final Letters letters;
    private final Outbox outbox;

    AnswerAddressChanges(Requests requests, Messages messages, Letters letters, Outbox outbox) {
        this.requests = requests;
        this.messages = messages;
        this.letters = letters;
        this.outbox = outbox;
    }

    /** Within the transaction of the mail that asks for it. */
    @EventListener
    void changed(AnswerAddressChanged change) {
        Request request = requests.get(change.request());
        var told = new LinkedHashSet<>(List.of(change.former(), request.customerAddress()));
        told.remove(request.answersTo());
        messages.note(request.number(), null, "Answers go to " + request.answersTo() + " from now on and not to "
                + change.former() + " any more, as the latest mail of " + request.customerAddress() + " asks. "
                + "This is told to " + String.join(" and ", told) + ".");
        told.forEach(address -> outbox.send(letters.answerAddressChanged(request.number(), address)));
    }
}
