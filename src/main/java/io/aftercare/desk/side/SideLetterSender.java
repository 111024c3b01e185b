package io.aftercare.desk.side;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.SideConversation;
import io.aftercare.conversation.SideConversations;
import io.aftercare.letters.Letters;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.Outbox;
import java.util.List;
import org.springframework.stereotype.Component;

/** Composes a letter to a third party and has it sent. */
@Component
class SideLetterSender {

    private final SideConversations conversations;
    private final Letters letters;
    private final Outbox outbox;
    private final CurrentPerson person;

    SideLetterSender(SideConversations conversations, Letters letters, Outbox outbox, CurrentPerson person) {
        this.conversations = conversations;
        this.letters = letters;
        this.outbox = outbox;
        this.person = person;
    }

    void send(SideConversation conversation, String text, String user, List<NewAttachment> files) {
        var written = letters.toThirdParty(person.nameOf(user), text);
        Message letter = conversations.write(conversation, written.text(), written.html(), user, files);
        // Whoever may write at the desk may have it sent, whatever rights of the engine that person has.
        person.unchecked(() -> {
            outbox.send(letter);
            return null;
        });
    }
}
