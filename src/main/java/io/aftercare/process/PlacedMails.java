package io.aftercare.process;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The mails of which a person is still to say where they belong. Meanwhile nobody is asked for proof of a purchase and
 * nobody gets a receipt: it may be another customer's conversation, and the sender somebody else.
 */
@Component
@Transactional
public class PlacedMails {

    private final RuntimeService runtime;
    private final Requests requests;
    private final Messages messages;
    private final OutgoingMessages outgoing;
    private final Outbox outbox;

    PlacedMails(RuntimeService runtime, Requests requests, Messages messages, OutgoingMessages outgoing,
            Outbox outbox) {
        this.runtime = runtime;
        this.requests = requests;
        this.messages = messages;
        this.outgoing = outgoing;
        this.outbox = outbox;
    }

    /** Whether a person is still to say where the mail belongs that a request began with. */
    @Transactional(readOnly = true)
    public boolean awaited(RequestNumber number) {
        return runtime.createProcessInstanceQuery().processDefinitionKey(SupportRequest.CITED_CONVERSATION_PROCESS)
                .processInstanceBusinessKey(number.toString()).count() > 0;
    }

    /**
     * Holds the receipt and the questions for proof of a request back that have not left yet, if its mail is still to
     * be placed.
     */
    public void holdLetters(RequestNumber number) {
        if (awaited(number)) {
            if (held(number, Purpose.PROOF_REQUEST)) {
                messages.note(number, null, "The question for proof of purchase is held back until a person has said "
                        + "where this mail belongs.");
            }
            if (held(number, Purpose.RECEIPT)) {
                messages.note(number, null,
                        "The receipt is held back until a person has said where this mail belongs.");
            }
        }
    }

    /** Sends no receipt to a machine, whose mail a person has taken in. */
    void noReceipt(RequestNumber number) {
        if (held(number, Purpose.RECEIPT)) {
            messages.note(number, null, "No receipt goes out, since a machine sent this mail.");
        }
    }

    private boolean held(RequestNumber number, Purpose purpose) {
        List<Message> queued = letters(number, purpose, MessageStatus.QUEUED);
        queued.forEach(message -> outgoing.withhold(message.id()));
        return !queued.isEmpty();
    }

    /** The mail stays a request of its own: what was held back goes out, if it is still waited for. */
    public void kept(RequestNumber number) {
        Request request = requests.get(number);
        for (Purpose purpose : List.of(Purpose.RECEIPT, Purpose.PROOF_REQUEST)) {
            List<Message> held = letters(number, purpose, MessageStatus.WITHHELD);
            if (!request.closed() && !held.isEmpty()) {
                outbox.send(outgoing.queueCopy(request, held.get(held.size() - 1)));
            }
        }
    }

    private List<Message> letters(RequestNumber number, Purpose purpose, MessageStatus status) {
        return messages.of(number).stream()
                .filter(message -> message.purpose() == purpose && message.status() == status).toList();
    }
}
