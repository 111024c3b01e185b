package io.aftercare.desk.notifications;

import io.aftercare.desk.notes.NoteRecipients;
import io.aftercare.process.Staff;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** Writes an agent one mail about all tasks that wait for that agent. */
@Component
class DigestMails {

    private static final int MOST_ENTRIES = 100;

    private final TaskService tasks;
    private final NotificationChoices choices;
    private final ReplyAddresses addresses;
    private final StaffMailOutbox outbox;
    private final TaskMailWriter writer;
    private final DigestEntries entries;
    private final NoteMails notes;
    private final NoteRecipients recipients;

    DigestMails(TaskService tasks, NotificationChoices choices, ReplyAddresses addresses, StaffMailOutbox outbox,
            TaskMailWriter writer, DigestEntries entries, NoteMails notes, NoteRecipients recipients) {
        this.tasks = tasks;
        this.choices = choices;
        this.addresses = addresses;
        this.outbox = outbox;
        this.writer = writer;
        this.entries = entries;
        this.notes = notes;
        this.recipients = recipients;
    }

    /**
     * Writes the digest of one agent, once for each time at which digests are due; nothing when no task and no note
     * waits.
     */
    void write(Staff.Member agent, Instant due) {
        NotificationChoice choice = choices.of(agent.userId());
        if (choice.moment() != NotificationChoice.Moment.DIGEST || choice.tasks() == NotificationChoice.Tasks.NONE
                || agent.address() == null || !agent.readsRequests() || !outbox.claimDigest(agent.userId(), due)) {
            return;
        }
        var waiting = new ArrayList<Task>(tasks.createTaskQuery().taskAssignee(agent.userId()).active()
                .orderByTaskCreateTime().asc().listPage(0, MOST_ENTRIES));
        if (choice.tasks() == NotificationChoice.Tasks.EVERY && !agent.groups().isEmpty()) {
            waiting.addAll(tasks.createTaskQuery().taskCandidateGroupIn(agent.groups()).taskUnassigned().active()
                    .orderByTaskCreateTime().asc().listPage(0, MOST_ENTRIES));
        }
        List<String> newNotes = notes.lines(recipients.unread(agent.userId()));
        if (waiting.isEmpty() && newNotes.isEmpty()) {
            return;
        }
        List<DigestEntries.Entry> listed =
                waiting.stream().limit(MOST_ENTRIES).map(task -> entries.of(agent, task)).toList();
        outbox.queue(agent, StaffMail.Kind.DIGEST, "digest:" + agent.userId() + ":" + due.toEpochMilli(),
                addresses.create(agent.userId(), null, null, 0),
                listed.isEmpty() ? "Notes for you"
                        : listed.size() == 1 ? "One task waits for you" : listed.size() + " tasks wait for you",
                writer.write("digest", Map.of("entries", listed, "notes", newNotes)));
    }
}
