package io.aftercare.process;

import io.aftercare.conversation.AttachmentContent;
import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Participant;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.process.SupportRequest.MailPlace;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings a request that was none of its own into the conversation it belongs to, when a person has decided so. */
@Component
@Transactional
public class JoinedConversations {

    /** Stands in each note of a mail whose sender is in doubt. */
    public static final String MAY_BE_FORGED = "may be forged";

    private final RequestProcess process;
    private final Requests requests;
    private final Messages messages;
    private final Attachments attachments;
    private final Participants participants;

    JoinedConversations(RequestProcess process, Requests requests, Messages messages, Attachments attachments,
            Participants participants) {
        this.process = process;
        this.requests = requests;
        this.messages = messages;
        this.attachments = attachments;
        this.participants = participants;
    }

    /**
     * Makes the sender a participant of the cited conversation, delivers there what the sender wrote, and ends the
     * request of its own without any mail. What the sender was answered meanwhile stays with that request.
     *
     * @param by engine user id of the person who decided
     */
    public void join(RequestNumber number, RequestNumber cited, String by) {
        Request own = requests.getForUpdate(number);
        Request other = requests.mergeTarget(requests.get(cited));
        if (other.number().equals(number) || own.mergedInto() != null) {
            messages.note(number, by,
                    "There was nothing to join: " + number + " and " + cited + " are one conversation already.");
            return;
        }
        requests.joinInto(number, other.number());
        process.dismiss(number, MailPlace.CITED_CONVERSATION);
        participants.add(other, own.customerAddress(), Participant.How.JOINED_BY_AGENT, by);
        messages.note(number, by, own.customerAddress() + " takes part in " + other.number()
                + " from now on. What was written here goes on there.");
        messages.note(other.number(), by,
                own.customerAddress() + " takes part in this conversation from now on. What follows "
                        + "was " + number + " until now.");
        // What makes doubt of the sender goes where the mail goes.
        messages.of(number).stream().filter(note -> note.direction() == Direction.NOTE && note.author() == null
                && note.textBody().contains(MAY_BE_FORGED))
                .forEach(note -> messages.note(other.number(), null, note.textBody()));
        messages.fromCustomer(number).forEach(message -> process.customerWrote(other.number(), copy(message)));
    }

    private IncomingMessage copy(Message message) {
        return new IncomingMessage(message.internetId(), message.inReplyTo(), message.referenceIds(),
                message.fromAddress(),
                message.fromName(), message.toAddress(), message.subject(), message.textBody(), message.ownText(),
                message.htmlBody(), messages.rawOf(message.id()).orElse(null), false,
                attachments.contentsOf(message.id()).stream().map(AttachmentContent::copy).toList());
    }
}
