package io.aftercare.desk;

import io.aftercare.conversation.IncomingPost;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** What agents decide about who and what gets into conversations. */
@Service
@Transactional
class Doorkeeper {

    private final IncomingPost post;
    private final Participants participants;
    private final Requests requests;
    private final Messages messages;

    Doorkeeper(IncomingPost post, Participants participants, Requests requests, Messages messages) {
        this.post = post;
        this.participants = participants;
        this.requests = requests;
        this.messages = messages;
    }

    /** @throws ResponseStatusException 409 when the mail was not set aside */
    void takeIn(long mail) {
        if (!post.setAside(mail)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "Mail " + mail + " is not set aside: it stands with its "
                    + "request, or a task asks what should become of it.");
        }
        post.takeIn(mail);
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
