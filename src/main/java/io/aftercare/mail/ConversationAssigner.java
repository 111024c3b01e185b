package io.aftercare.mail;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.LetterIdentities;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Participant;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SideConversation;
import io.aftercare.conversation.SideConversations;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.mail.InboundMailDisposition.CustomerMail;
import io.aftercare.mail.InboundMailDisposition.Join;
import io.aftercare.mail.InboundMailDisposition.MessageReport;
import io.aftercare.mail.InboundMailDisposition.Open;
import io.aftercare.mail.InboundMailDisposition.SideReply;
import io.aftercare.process.MailTasks;
import io.aftercare.process.RequestProcess;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Brings what a person wrote into its conversation, or begins a request with it. Everything takes part in the caller's
 * transaction.
 */
@Component
class ConversationAssigner {

    private final Requests requests;
    private final Messages messages;
    private final Participants participants;
    private final RequestProcess process;
    private final MailTasks mailTasks;
    private final LetterIdentities identities;
    private final UndeliverableAddresses addresses;
    private final SideConversations sideConversations;

    ConversationAssigner(Requests requests, Messages messages, Participants participants, RequestProcess process,
            MailTasks mailTasks, LetterIdentities identities, UndeliverableAddresses addresses,
            SideConversations sideConversations) {
        this.requests = requests;
        this.messages = messages;
        this.participants = participants;
        this.process = process;
        this.mailTasks = mailTasks;
        this.identities = identities;
        this.addresses = addresses;
        this.sideConversations = sideConversations;
    }

    /** @return the message as it stands in its conversation */
    Message join(Join join) {
        RequestNumber number = join.request().number();
        share(join.request(), join.mail());
        Message message = process.customerWrote(number, join.mail().message());
        addParticipants(number, join.mail());
        addNotes(number, join.mail());
        unblock(number, message.fromAddress());
        return message;
    }

    /** @return the message as it stands in the side conversation */
    Message side(SideReply reply) {
        return sideConversations.receive(reply.conversation(), reply.message());
    }

    /** A report stands where the message of ours stands that it is about. */
    Message report(MessageReport report) {
        Optional<SideConversation> side = report.reported().direction().side()
                ? sideConversations.cited(List.of(report.reported().internetId()))
                : Optional.empty();
        return side.map(conversation -> sideConversations.receive(conversation, report.message()))
                .orElseGet(() -> messages.receive(report.reported().request(), report.message()));
    }

    /** @return the message as it stands in its conversation */
    Message open(Open open) {
        Request earlier = open.match().request();
        if (earlier != null) {
            share(earlier, open.mail());
        }
        RequestNumber number = process.begin(Channel.MAIL, open.mail().message(), null,
                earlier == null ? null : earlier.number()).number();
        Message message = messages.first(number);
        addParticipants(number, open.mail());
        if (earlier != null) {
            messages.note(number, null, "This was written in reply to " + earlier.number()
                    + ", which had ended; so it is a request of its own.");
            messages.note(earlier.number(), null,
                    "A reply came after the end of this request; it has become the request " + number
                            + ".");
        }
        addNotes(number, open.mail());
        unblock(number, message.fromAddress());
        if (open.mail().machine()) {
            mailTasks.machineWrote(number);
        }
        if (open.match().cited() != null) {
            ask(message, open.match());
        }
        return message;
    }

    /**
     * Whoever else got what the customer wrote knows by what it cites our letters, so that these prove nothing more.
     */
    private void share(Request request, CustomerMail mail) {
        var own = Arrays.asList(request.customerAddress(), request.replyTo());
        if (own.contains(mail.message().fromAddress()) && !own.containsAll(mail.readers())) {
            identities.share(request.number());
        }
    }

    private void addParticipants(RequestNumber number, CustomerMail mail) {
        Request request = requests.get(number);
        if (request.customerAddress().equals(mail.message().fromAddress())) {
            mail.copied()
                    .forEach(address -> participants.add(request, address, Participant.How.COPIED_BY_CUSTOMER, null));
        }
    }

    /** Who writes from an address can be reached there again; if not, the next letter blocks it anew. */
    private void unblock(RequestNumber number, String address) {
        if (addresses.clear(address, Decision.PROCESS)) {
            messages.note(number, null, "Mail goes to " + address
                    + " again: it had not arrived there, but now this was written from there.");
        }
    }

    private void addNotes(RequestNumber number, CustomerMail mail) {
        mail.notes().forEach(note -> messages.note(number, null, note));
    }

    /**
     * What a stranger wrote, or anybody in a participant's name, never enters the conversation it cites by itself; a
     * person is asked whether it belongs there.
     */
    private void ask(Message message, ConversationMatch match) {
        RequestNumber cited = match.cited().number();
        String reason = message.fromAddress() + " cites " + match.by() + " " + cited
                + (match.doubt() == null ? " but takes no part in it."
                        : " and takes part in it, but the mail may be forged: " + match.doubt() + ".");
        messages.note(message.request(), null, reason
                + " So this is a request of its own, unless a person decides that it belongs there.");
        mailTasks.askWhereItBelongs(message, cited, reason);
    }
}
