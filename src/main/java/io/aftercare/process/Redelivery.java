package io.aftercare.process;

import static java.util.function.Predicate.not;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is done about messages that did not arrive: a person gets one task for all of an address, and what that person
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
    private final UndeliveredMessages undelivered;
    private final UndeliverableAddresses addresses;
    private final Outbox outbox;
    private final AddressCorrections corrections;

    Redelivery(RuntimeService runtime, Requests requests, Messages messages, OutgoingMessages outgoing,
            UndeliveredMessages undelivered, UndeliverableAddresses addresses, Outbox outbox,
            AddressCorrections corrections) {
        this.runtime = runtime;
        this.requests = requests;
        this.messages = messages;
        this.outgoing = outgoing;
        this.undelivered = undelivered;
        this.addresses = addresses;
        this.outbox = outbox;
        this.corrections = corrections;
    }

    /** Gives a person the task of reaching the customer, or adds to the task there is. */
    public void tell(RequestNumber number) {
        Request request = requests.getForUpdate(number);
        List<UndeliveredMessage> open = undelivered.open(number);
        tell(request, open.stream().filter(TOO_MANY).toList());
        tell(request, open.stream().filter(not(TOO_MANY)).toList());
        undelivered.told(open);
    }

    /**
     * The task of reaching the customer has ended. Where nobody has decided, since somebody ended it in the engine, it
     * is given again: what was not delivered would otherwise lie there for ever.
     *
     * @param problem what the task was about
     * @param reason  what somebody gave who ended it; null when there is none
     */
    void taskEnded(RequestNumber number, Problem problem, String reason) {
        List<UndeliveredMessage> left = sharing(requests.getForUpdate(number), problem).stream()
                .flatMap(each -> of(each, problem).stream()).filter(message -> message.toldAt() != null).toList();
        if (!left.isEmpty()) {
            left.forEach(message -> undelivered.tellAgain(message.messageId()));
            messages.note(number, null, "The task of reaching the customer was ended in the engine"
                    + (reason == null ? "" : " (" + reason + ")") + " before anybody had decided. It is given again: "
                    + "choose there to leave unsent what did not arrive, if that is what is meant.");
        }
    }

    private void tell(Request request, List<UndeliveredMessage> undeliveredMessages) {
        if (undeliveredMessages.stream().noneMatch(message -> message.toldAt() == null)) {
            return;
        }
        Problem problem = undeliveredMessages.get(0).problem();
        Optional<ProcessInstance> task = runtime.createProcessInstanceQuery()
                .processDefinitionKey(SupportRequest.BOUNCED_MAIL_PROCESS)
                .variableValueEquals(SupportRequest.CUSTOMER_ADDRESS.name(), request.customerAddress()).list().stream()
                .filter(open -> (problemOf(open) == Problem.TOO_MANY) == (problem == Problem.TOO_MANY)).findFirst();
        String reason = DisplayVariables.cut(
                (task.isPresent() ? sharing(request, problem).stream().flatMap(number -> of(number, problem).stream())
                        : undeliveredMessages.stream()).map(UndeliveredMessage::reason)
                        .collect(Collectors.joining("\n")),
                LONGEST_REASON);
        task.ifPresentOrElse(open -> {
            runtime.setVariable(open.getId(), SupportRequest.MAIL_REASON.name(), reason);
            if (!open.getBusinessKey().equals(request.number().toString())) {
                messages.note(request.number(), null, "Somebody is to find out in " + open.getBusinessKey()
                        + " how the customer is reached; what is decided there holds for this request as well.");
            }
        }, () -> begin(request, problem, reason));
    }

    /** The requests of the same address with messages that did not arrive; this one first. */
    private Set<RequestNumber> sharing(Request request, Problem problem) {
        var sharing = new LinkedHashSet<>(List.of(request.number()));
        undelivered.openRequests().stream()
                .filter(number -> requests.get(number).customerAddress().equals(request.customerAddress()))
                .filter(number -> !of(number, problem).isEmpty()).forEach(sharing::add);
        return sharing;
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
        Request request = requests.getForUpdate(number);
        sharing(request, Problem.BOUNCED).forEach(each -> corrections.correct(each, address, person));
    }

    /**
     * Sends what did not arrive to the address the request has now, which gets automatic mail again. A message that has
     * never left goes out as it is; one that has is sent as a copy. Reminders are not sent again: they would come with
     * the message they remind of.
     */
    public void sendAgain(RequestNumber number, Problem problem, String person) {
        Request task = requests.getForUpdate(number);
        addresses.clear(task.customerAddress(), person);
        sharing(task, problem).forEach(each -> sendOwnAgain(each, problem, person));
    }

    private void sendOwnAgain(RequestNumber number, Problem problem, String person) {
        Request request = requests.getForUpdate(number);
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
        sharing(requests.getForUpdate(number), problem).forEach(each -> leaveOwn(each, problem, remark, person));
    }

    private void leaveOwn(RequestNumber number, Problem problem, String remark, String person) {
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
