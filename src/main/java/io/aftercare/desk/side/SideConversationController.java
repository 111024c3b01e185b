package io.aftercare.desk.side;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.MessageStatus;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SideConversation;
import io.aftercare.conversation.SideConversations;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.RequestRecords;
import io.aftercare.knowledge.PersonalData;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The side conversations of a request, for the form for answering it. No programs' API. */
@Hidden
@RestController
@RequestMapping("/camunda/api/aftercare/requests/{number}")
class SideConversationController {

    private static final int LONGEST_QUOTATION = 4_000;

    private final SideConversationDesk desk;
    private final SideConversations conversations;
    private final Messages messages;
    private final Requests requests;
    private final RequestRecords records;
    private final DeskAccess access;

    SideConversationController(SideConversationDesk desk, SideConversations conversations, Messages messages,
            Requests requests, RequestRecords records, DeskAccess access) {
        this.desk = desk;
        this.conversations = conversations;
        this.messages = messages;
        this.requests = requests;
        this.records = records;
        this.access = access;
    }

    /** Where a side conversation stands: the third party wrote last, or we did, or it is done, or did not arrive. */
    enum Standing {
        REPLIED, WAITING, DONE, NOT_DELIVERED
    }

    /**
     * @param openedBy name of the agent
     * @param messages ids of its messages, oldest first; they stand in the request's conversation
     */
    record Shown(long id, String address, String subject, String openedBy, Instant openedAt, Standing standing,
            List<Long> messages) {
    }

    /**
     * What the customer wrote first and last, to be quoted.
     *
     * @param text                as it is
     * @param withoutPersonalData without names, addresses, numbers and keys, as far as a machine finds them
     */
    record Quotation(String text, String withoutPersonalData) {
    }

    @GetMapping("/side-conversations")
    List<Shown> list(@PathVariable String number) {
        return shown(readable(number));
    }

    @PostMapping("/side-conversations")
    @ResponseStatus(HttpStatus.CREATED)
    List<Shown> begin(@PathVariable String number, @RequestBody SideLetter letter) {
        RequestNumber request = readable(number);
        desk.begin(request, letter, access.user());
        return shown(request);
    }

    @PostMapping("/side-conversations/{id}/messages")
    List<Shown> goOn(@PathVariable String number, @PathVariable long id, @RequestBody SideLetter letter) {
        SideConversation conversation = conversation(number, id);
        desk.goOn(conversation, letter, access.user());
        return shown(conversation.request());
    }

    @PostMapping("/side-conversations/{id}/end")
    List<Shown> end(@PathVariable String number, @PathVariable long id) {
        SideConversation conversation = conversation(number, id);
        conversations.end(conversation, access.user());
        return shown(conversation.request());
    }

    @GetMapping("/quotation")
    Quotation quotation(@PathVariable String number) {
        Request request = requests.get(readable(number));
        List<Message> written = messages.fromCustomer(request.number());
        String text = written.isEmpty() ? "" : written.get(written.size() - 1).ownText().strip();
        String cut = text.substring(0, text.offsetByCodePoints(0,
                Math.min(LONGEST_QUOTATION, text.codePointCount(0, text.length()))));
        return new Quotation(cut, PersonalData.removedFrom(cut,
                Arrays.asList(request.customerName(), request.customerAddress()), LONGEST_QUOTATION));
    }

    private RequestNumber readable(String number) {
        access.worker();
        return records.readable(number);
    }

    private SideConversation conversation(String number, long id) {
        RequestNumber request = readable(number);
        return conversations.find(id).filter(one -> one.request().equals(request))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND,
                        "Request " + request + " has no conversation " + id + " with a third party."));
    }

    private List<Shown> shown(RequestNumber number) {
        List<SideConversation> all = conversations.of(number);
        if (all.isEmpty()) {
            return List.of();
        }
        Map<Long, Long> belongs = conversations.byMessage(number);
        Map<Long, List<Message>> said = messages.of(number).stream()
                .filter(message -> belongs.containsKey(message.id()))
                .collect(Collectors.groupingBy(message -> belongs.get(message.id())));
        return all.stream().map(one -> shown(one, said.getOrDefault(one.id(), List.of()))).toList();
    }

    private Shown shown(SideConversation conversation, List<Message> said) {
        Message last = said.stream().filter(message -> !message.automatic())
                .max(Comparator.comparingLong(Message::id)).orElse(null);
        Standing standing = conversation.ended() ? Standing.DONE
                : last != null && !last.direction().sent() ? Standing.REPLIED
                        : last != null && last.status() == MessageStatus.FAILED ? Standing.NOT_DELIVERED
                                : Standing.WAITING;
        return new Shown(conversation.id(), conversation.address(), conversation.subject(),
                access.called(conversation.openedBy()), conversation.openedAt(), standing,
                said.stream().map(Message::id).toList());
    }
}
