package io.aftercare.desk;

import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.ports.AgentReplies;
import io.aftercare.conversation.ports.QuarantinedMails;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** What agents decide about who and what gets into conversations. */
@Service
@Transactional
class ConversationAccess {

    private final QuarantinedMails quarantine;
    private final Participants participants;
    private final Requests requests;
    private final Messages messages;
    private final AgentReplies replies;

    ConversationAccess(QuarantinedMails quarantine, Participants participants, Requests requests, Messages messages,
            AgentReplies replies) {
        this.quarantine = quarantine;
        this.participants = participants;
        this.requests = requests;
        this.messages = messages;
        this.replies = replies;
    }

    /**
     * @throws ResponseStatusException 409 when the mail was not ignored, or is an agent's reply, which no customer
     *                                 wrote
     */
    void takeIn(long mail) {
        if (!quarantine.ignored(mail)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT,
                    "Mail " + mail + " is not set aside: it stands with its "
                            + "request, or a task asks what should become of it.");
        }
        if (quarantine.find(mail).filter(found -> !replies.takenAmong(List.of(found.internetId())).isEmpty())
                .isPresent()) {
            throw new ResponseStatusException(HttpStatus.CONFLICT,
                    "Mail " + mail + " is an agent's reply to a mail about a task "
                            + "and has been dealt with as such.");
        }
        quarantine.takeIn(mail);
    }

    /**
     * @param by engine user id
     * @throws ResponseStatusException 400 for the customer, 404 for somebody who takes no part
     */
    void remove(RequestNumber number, String address, String by) {
        try {
            participants.remove(requests.getForUpdate(number), address, by);
        } catch (IllegalArgumentException customer) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, customer.getMessage());
        } catch (NoSuchElementException stranger) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, stranger.getMessage());
        }
        messages.note(number, by, address + " takes no part in this conversation any more.");
    }
}
