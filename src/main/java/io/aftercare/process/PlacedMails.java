package io.aftercare.process;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.process.SupportRequest.WaitingFor;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The mails of which a person is still to say where they belong. Meanwhile nobody is asked for proof of a purchase and
 * nobody gets a receipt: it may be another customer's conversation, and the sender somebody else.
 */
@Component
@Transactional
public class PlacedMails {

    private static final String AWAIT_PROOF = "CallActivity_AwaitProof";

    private final RuntimeService runtime;
    private final Requests requests;
    private final Messages messages;
    private final OutgoingMessages outgoing;
    private final Outbox outbox;
    private final RequestInstances instances;
    private final ClosedRequests closed;

    PlacedMails(RuntimeService runtime, Requests requests, Messages messages, OutgoingMessages outgoing,
            Outbox outbox, RequestInstances instances, ClosedRequests closed) {
        this.runtime = runtime;
        this.requests = requests;
        this.messages = messages;
        this.outgoing = outgoing;
        this.outbox = outbox;
        this.instances = instances;
        this.closed = closed;
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

    /** Sends no receipt to a machine, whose mail a person has taken in: not now, and not when it has been placed. */
    void noReceipt(RequestNumber number) {
        requests.machineWrote(number);
        if (held(number, Purpose.RECEIPT) || !letters(number, Purpose.RECEIPT, MessageStatus.WITHHELD).isEmpty()) {
            messages.note(number, null, "No receipt goes out, since a machine sent this mail.");
        }
    }

    private boolean held(RequestNumber number, Purpose purpose) {
        List<Message> queued = letters(number, purpose, MessageStatus.QUEUED);
        queued.forEach(message -> outgoing.withhold(message.id()));
        return !queued.isEmpty();
    }

    /**
     * The mail stays a request of its own: what was held back goes out, if it is still waited for, and the customer has
     * the whole time for it from now on. A request that has lapsed meanwhile, though nobody was asked, goes on.
     */
    public void kept(RequestNumber number) {
        Request request = requests.getForUpdate(number);
        List<Message> receipts = letters(number, Purpose.RECEIPT, MessageStatus.WITHHELD);
        if (!request.closed() && !receipts.isEmpty() && !requests.fromMachine(number)) {
            release(receipts.get(receipts.size() - 1));
        }
        List<Message> held = letters(number, Purpose.PROOF_REQUEST, MessageStatus.WITHHELD);
        if (held.isEmpty()) {
            return;
        }
        if (request.closed() && request.outcome() == Outcome.LAPSED && neverAsked(number)) {
            closed.reopen(request);
            // It was held back again, if the purchase is still not known, for the task is not over yet.
            letters(number, Purpose.PROOF_REQUEST, MessageStatus.WITHHELD).stream().skip(held.size())
                    .forEach(this::release);
        } else if (instances.waiting(number).filter(this::forProof).isPresent()) {
            runtime.createProcessInstanceQuery().processDefinitionKey(SupportRequest.PROVE_PURCHASE_PROCESS)
                    .processInstanceBusinessKey(number.toString()).list()
                    .forEach(proving -> runtime.createProcessInstanceModification(proving.getId())
                            .cancelAllForActivity(AWAIT_PROOF).startBeforeActivity(AWAIT_PROOF).execute());
            release(held.get(held.size() - 1));
        }
    }

    private void release(Message held) {
        outbox.send(outgoing.queueCopy(requests.get(held.request()), held));
    }

    /**
     * Somebody ended the task of saying where the mail belongs, so that nobody will: it stays a request of its own.
     *
     * @param reason what that person gave; null when there is none
     */
    void notDecided(RequestNumber number, String reason) {
        messages.note(number, null, "The task of saying where this mail belongs was ended in the engine"
                + (reason == null ? "" : " (" + reason + ")") + ": it stays a request of its own.");
        kept(number);
    }

    private boolean neverAsked(RequestNumber number) {
        return messages.of(number).stream().filter(message -> message.purpose() == Purpose.PROOF_REQUEST)
                .allMatch(message -> message.status() == MessageStatus.WITHHELD);
    }

    private boolean forProof(Execution waiting) {
        return WaitingFor.PROOF_OF_PURCHASE.name()
                .equals(runtime.getVariable(waiting.getId(), SupportRequest.WAITING_FOR.name()));
    }

    private List<Message> letters(RequestNumber number, Purpose purpose, MessageStatus status) {
        return messages.of(number).stream()
                .filter(message -> message.purpose() == purpose && message.status() == status).toList();
    }
}
