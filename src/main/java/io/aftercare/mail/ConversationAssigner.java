package io.aftercare.mail;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Participant;
import io.aftercare.conversation.Participants;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.Subjects;
import io.aftercare.mail.ConversationMatcher.ConversationMatch;
import io.aftercare.process.MailTasks;
import io.aftercare.process.Reopening;
import io.aftercare.process.RequestProcess;
import java.time.Clock;
import java.util.List;
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
    private final Reopening reopening;
    private final Clock clock;

    ConversationAssigner(Requests requests, Messages messages, Participants participants, RequestProcess process,
            MailTasks mailTasks, Reopening reopening, Clock clock) {
        this.requests = requests;
        this.messages = messages;
        this.participants = participants;
        this.process = process;
        this.mailTasks = mailTasks;
        this.reopening = reopening;
        this.clock = clock;
    }

    /**
     * @param copied who else may take part, if the author is the customer
     * @param notes  what agents should know
     * @return the message as it stands in its conversation
     */
    Message admit(IncomingMessage written, ConversationMatch match, List<String> copied, List<String> notes) {
        Request earlier = match.request();
        RequestNumber number;
        Message message;
        if (earlier != null && !endedForGood(earlier, written.subject())) {
            number = earlier.number();
            message = process.customerWrote(number, written);
        } else {
            number = process.begin(Channel.MAIL, written, null, earlier == null ? null : earlier.number()).number();
            message = messages.first(number);
        }
        Request request = requests.get(number);
        if (request.customerAddress().equals(message.fromAddress())) {
            copied.forEach(address -> participants.add(request, address, Participant.How.COPIED_BY_CUSTOMER, null));
        }
        if (earlier != null && !earlier.number().equals(number)) {
            messages.note(number, null, "This was written in reply to " + earlier.number()
                    + ", which had ended; so it is a request of its own.");
            messages.note(earlier.number(), null, "A reply came after the end of this request; it has become the request " + number
                    + ".");
        }
        notes.forEach(note -> messages.note(number, null, note));
        if (match.cited() != null) {
            ask(message, match);
        }
        return message;
    }

    /** A stranger's mail never enters the conversation it cites by itself; a person is asked whether it belongs there. */
    private void ask(Message message, ConversationMatch match) {
        RequestNumber cited = match.cited().number();
        String reason = message.fromAddress() + " cites " + match.by() + " " + cited + " but takes no part in it.";
        messages.note(message.request(), null, reason
                + " So this is a request of its own, unless a person decides that it belongs there.");
        mailTasks.askWhereItBelongs(message, cited, reason);
    }

    /** A reply long after the end, or about something else, begins a request of its own. */
    private boolean endedForGood(Request request, String subject) {
        if (!request.closed()) {
            return false;
        }
        String topic = Subjects.topic(subject);
        return !reopening.possible(request, clock.instant()) || !topic.isEmpty()
                && messages.subjects(request.number()).stream().map(Subjects::topic).noneMatch(topic::equals);
    }
}
