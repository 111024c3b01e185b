package io.aftercare.process;

import static java.util.function.Predicate.not;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.conversation.UndeliveredMessage.Problem;
import io.aftercare.conversation.UndeliveredMessage;
import io.aftercare.conversation.UndeliveredMessages;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is done about messages that did not arrive: a person gets one task for all of a request, and what that person
 * decides is carried out. Automatic mails beyond the limit of a day are a matter of their own, for the managers.
 */
@Service
@Transactional
public class Redelivery {

    private static final int LONGEST_REASON = 3900;
    private static final Predicate<UndeliveredMessage> TOO_MANY = message -> message.problem() == Problem.TOO_MANY;

    private final RuntimeService runtime;
    private final Requests requests;
    private final Messages messages;
    private final OutgoingMessages outgoing;
    private final Decisions decisions;
    private final UndeliveredMessages undelivered;
    private final UndeliverableAddresses addresses;
    private final Outbox outbox;

    Redelivery(RuntimeService runtime, Requests requests, Messages messages, OutgoingMessages outgoing,
            Decisions decisions,
            UndeliveredMessages undelivered, UndeliverableAddresses addresses, Outbox outbox) {
        this.runtime = runtime;
        this.requests = requests;
        this.messages = messages;
        this.outgoing = outgoing;
        this.decisions = decisions;
        this.undelivered = undelivered;
        this.addresses = addresses;
        this.outbox = outbox;
    }

    /** Gives a person the task of reaching the customer, or adds to the task there is. */
    public void tell(RequestNumber number) {
        Request request = requests.getForUpdate(number);
        List<UndeliveredMessage> open = undelivered.open(number);
        tell(request, open.stream().filter(TOO_MANY).toList());
        tell(request, open.stream().filter(not(TOO_MANY)).toList());
        undelivered.told(open);
    }

    private void tell(Request request, List<UndeliveredMessage> undeliveredMessages) {
        if (undeliveredMessages.stream().noneMatch(message -> message.toldAt() == null)) {
            return;
        }
        String reason = DisplayVariables.cut(
                undeliveredMessages.stream().map(UndeliveredMessage::reason).collect(Collectors.joining("\n")),
                LONGEST_REASON);
        Problem problem = undeliveredMessages.get(0).problem();
        runtime.createProcessInstanceQuery().processDefinitionKey(SupportRequest.BOUNCED_MAIL_PROCESS)
                .processInstanceBusinessKey(request.number().toString()).list().stream()
                .filter(task -> (problemOf(task) == Problem.TOO_MANY) == (problem == Problem.TOO_MANY)).findFirst()
                .ifPresentOrElse(task -> runtime.setVariable(task.getId(), SupportRequest.MAIL_REASON.name(), reason),
                        () -> begin(request, problem, reason));
    }

    private Problem problemOf(ProcessInstance task) {
        return Problem.valueOf((String) runtime.getVariable(task.getId(), SupportRequest.DELIVERY_PROBLEM.name()));
    }

    private void begin(Request request, Problem problem, String reason) {
        runtime.startProcessInstanceByKey(SupportRequest.BOUNCED_MAIL_PROCESS, request.number().toString(),
                Variables.createVariables()
                        .putValue(SupportRequest.REQUEST_NUMBER.name(), request.number().toString())
                        .putValue(SupportRequest.SUBJECT.name(), DisplayVariables.line(request.subject()))
                        .putValue(SupportRequest.CUSTOMER.name(), DisplayVariables.line(request.customerAddress()))
                        .putValue(SupportRequest.CUSTOMER_ADDRESS.name(), request.customerAddress())
                        .putValue(SupportRequest.KIND.name(), SupportRequest.KIND.stored(request.kind()))
                        .putValue(SupportRequest.DELIVERY_PROBLEM.name(), problem.name())
                        .putValue(SupportRequest.MAIL_REASON.name(), reason));
    }

    /**
     * From now on the messages of this request go elsewhere; what blocks the old address stays, for it is still dead.
     *
     * @param person engine user id of who decided it
     */
    public void correctAddress(RequestNumber number, String address, String person) {
        String former = requests.getForUpdate(number).customerAddress();
        requests.readdress(number, address);
        decisions.record(number, "address", "CORRECTED", null,
                "Letters go to " + address + " instead of " + former + ".", person);
    }

    /**
     * Sends what did not arrive to the address the request has now, which gets automatic mail again. A message that has
     * never left goes out as it is; one that has is sent as a copy. Reminders are not sent again: they would come with
     * the message they remind of.
     */
    public void sendAgain(RequestNumber number, Problem problem, String person) {
        Request request = requests.getForUpdate(number);
        addresses.clear(request.customerAddress(), person);
        for (UndeliveredMessage failed : of(number, problem)) {
            Message message = messages.get(failed.messageId());
            if (message.status() == MessageStatus.QUEUED) {
                outgoing.readdress(message.id(), request.customerAddress());
                undelivered.settle(message.id());
                outbox.retry(message);
            } else if (message.purpose() == Purpose.REMINDER || message.status() == MessageStatus.SENT) {
                undelivered.settle(message.id());
            } else {
                Message copy = outgoing.queueCopy(request, message);
                undelivered.sentAgain(message.id(), copy.id());
                outbox.send(copy);
            }
        }
        messages.note(number, person, "What had not arrived was sent again, to " + request.customerAddress() + ".");
    }

    /**
     * The messages stay unsent, and what blocks the address stays.
     *
     * @param remark why; null when nothing was said
     */
    public void leave(RequestNumber number, Problem problem, String remark, String person) {
        requests.getForUpdate(number);
        for (UndeliveredMessage failed : of(number, problem)) {
            Message message = messages.get(failed.messageId());
            undelivered.settle(message.id());
            if (message.status() == MessageStatus.QUEUED) {
                outgoing.markFailed(message.id());
                // It finds that there is nothing to send any more, and its incident ends.
                outbox.retry(message);
            }
        }
        messages.note(number, person,
                "The letters that did not arrive were left unsent." + (remark == null ? "" : " " + remark));
    }

    private List<UndeliveredMessage> of(RequestNumber number, Problem problem) {
        return undelivered.open(number).stream().filter(problem == Problem.TOO_MANY ? TOO_MANY : not(TOO_MANY))
                .toList();
    }
}
