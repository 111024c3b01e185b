package io.aftercare.desk.notes;

import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.ReadableRequests;
import io.aftercare.desk.RequestDetail;
import io.aftercare.desk.RequestRecords;
import io.aftercare.process.CurrentPerson;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What forms and start page ask of internal notes. */
@Hidden
@RestController
@RequestMapping("/camunda/api/aftercare")
class NoteController {

    private static final int LONGEST_SHOWN = 240;

    private final DeskAccess access;
    private final RequestRecords records;
    private final ReadableRequests readable;
    private final Messages messages;
    private final Requests requests;
    private final NoteRecipients recipients;
    private final Colleagues colleagues;
    private final CurrentPerson person;

    NoteController(DeskAccess access, RequestRecords records, ReadableRequests readable, Messages messages,
            Requests requests, NoteRecipients recipients, Colleagues colleagues, CurrentPerson person) {
        this.access = access;
        this.records = records;
        this.readable = readable;
        this.messages = messages;
        this.requests = requests;
        this.recipients = recipients;
        this.colleagues = colleagues;
        this.person = person;
    }

    /** @param text may be null */
    record Text(String text) {
    }

    /**
     * A note for who is logged in.
     *
     * @param why  such as "Handed over by Uma"
     * @param text the beginning of it
     */
    record NewNote(RequestNumber number, String subject, String why, String text, Instant writtenAt) {
    }

    /**
     * Keeps a remark for agents and managers; whoever sees the task may write one.
     *
     * @throws ResponseStatusException 400 without a text
     */
    @PostMapping("/tasks/{task}/notes")
    RequestDetail.MessageDetail write(@PathVariable String task, @RequestBody Text note) {
        RequestNumber number = access.requestOf(access.task(task));
        if (note.text() == null || note.text().isBlank()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Write something before you add the note.");
        }
        return RequestDetail.MessageDetail.of(messages.note(number, access.user(), note.text().strip()), false,
                List.of(), null);
    }

    /** Who may be mentioned in a note of this request. */
    @GetMapping("/requests/{number}/colleagues")
    List<Colleagues.Colleague> colleagues(@PathVariable String number) {
        access.user();
        return colleagues.readersOf(records.readable(number));
    }

    /** The notes that are meant for who is logged in and were not shown yet. */
    @GetMapping("/notes/new")
    List<NewNote> unread() {
        List<NoteRecipients.Unread> found = recipients.unread(access.user()).stream()
                .filter(note -> readable.contain(note.request())).toList();
        Map<String, String> names = person.namesOf(found.stream().map(NoteRecipients.Unread::author).distinct()
                .toList());
        return found.stream().map(note -> new NewNote(note.request(), requests.get(note.request()).subject(),
                note.reason().by(names.getOrDefault(note.author(), note.author())), beginning(note.text()),
                note.writtenAt())).toList();
    }

    private static String beginning(String text) {
        String flat = text.replaceAll("\\s+", " ").strip();
        return flat.codePointCount(0, flat.length()) <= LONGEST_SHOWN ? flat
                : flat.substring(0, flat.offsetByCodePoints(0, LONGEST_SHOWN)) + " …";
    }
}
