package io.aftercare.desk.notes;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.NoteWritten;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Finds who is mentioned in a note, by whatever door it was written. */
@Component
class Mentions {

    private final Colleagues colleagues;
    private final NoteRecipients recipients;

    Mentions(Colleagues colleagues, NoteRecipients recipients) {
        this.colleagues = colleagues;
        this.recipients = recipients;
    }

    /** At the end, when it is known whom the note was meant for anyway. */
    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    void written(NoteWritten written) {
        Message note = written.note();
        if (note.textBody().indexOf('@') >= 0) {
            MentionedNames.in(note.textBody(), colleagues.readersOf(note.request())).stream()
                    .filter(user -> !user.equals(note.author()))
                    .forEach(user -> recipients.add(note, user, false, NoteReason.MENTIONED));
        }
    }
}
