package io.aftercare.desk.notifications;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.desk.notes.NoteAddressed;
import io.aftercare.desk.notes.NoteReason;
import io.aftercare.desk.notes.NoteRecipients;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.Staff;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Mails internal notes to those whom they are meant for, as each has chosen: at once, with the next digest, or not.
 * Composed in the transaction of the note, sent after it.
 */
@Component
class NoteMails {

    private final Staff staff;
    private final Requests requests;
    private final NotificationChoices choices;
    private final ReplyAddresses addresses;
    private final StaffMailOutbox outbox;
    private final TaskMailWriter writer;
    private final CurrentPerson person;
    private final SupportAddress supportAddress;

    NoteMails(Staff staff, Requests requests, NotificationChoices choices, ReplyAddresses addresses,
            StaffMailOutbox outbox, TaskMailWriter writer, CurrentPerson person, SupportAddress supportAddress) {
        this.staff = staff;
        this.requests = requests;
        this.choices = choices;
        this.addresses = addresses;
        this.outbox = outbox;
        this.writer = writer;
        this.person = person;
        this.supportAddress = supportAddress;
    }

    @EventListener
    void addressed(NoteAddressed addressed) {
        if (!supportAddress.isSet()) {
            return;
        }
        person.unchecked(() -> {
            Stream<Staff.Member> members = addressed.group() ? staff.of(addressed.recipient()).stream()
                    : staff.find(addressed.recipient()).stream();
            members.filter(member -> !member.userId().equals(addressed.note().author()))
                    .forEach(member -> write(member, addressed));
            return null;
        });
    }

    private void write(Staff.Member member, NoteAddressed addressed) {
        NotificationChoice choice = choices.of(member.userId());
        Message note = addressed.note();
        String once = "note:" + note.id() + ":" + member.userId();
        if (member.address() == null || !member.readsRequests() || !choice.wants(!addressed.group())
                || choice.moment() != NotificationChoice.Moment.AT_ONCE || outbox.queued(once)) {
            return;
        }
        RequestNumber number = note.request();
        String subject = requests.get(number).subject();
        String sentence = sentence(addressed.reason(), note.author(), addressed.group());
        Map<String, Object> filled = new HashMap<>();
        filled.put("sentence", sentence);
        filled.put("subject", subject.isBlank() ? "(no subject)" : subject);
        filled.put("number", number.toString());
        filled.put("note", note.textBody());
        filled.put("conversation", writer.conversationLink(number));
        outbox.queue(member, StaffMail.Kind.NOTE, once, addresses.create(member.userId(), null, number, note.id()),
                "[" + number + "] " + sentence
                        + (subject.isBlank() ? "" : ": " + subject.replaceAll("\\p{Cntrl}+", " ")),
                writer.write("note", filled));
    }

    private String sentence(NoteReason reason, String author, boolean group) {
        String name = person.namesOf(List.of(author)).getOrDefault(author, author);
        return switch (reason) {
            case MENTIONED -> name + " mentioned you";
            case HANDED_OVER -> name + " handed a task over to " + (group ? "your group" : "you");
            case TAKEN_OVER -> name + " took a task over from you";
        };
    }

    /** What a digest says of notes that are new to its reader, each in a line. */
    List<String> lines(List<NoteRecipients.Unread> notes) {
        return notes.stream().map(note -> "[" + note.request() + "] "
                + sentence(note.reason(), note.author(), note.toGroup()) + ": " + note.text().strip()).toList();
    }
}
