package io.aftercare.desk.handover;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.notes.Colleagues;
import io.aftercare.desk.notes.Colleagues.Colleague;
import io.aftercare.desk.notes.NoteReason;
import io.aftercare.desk.notes.NoteRecipients;
import io.aftercare.platform.SupportGroups;
import io.aftercare.process.CurrentPerson;
import java.util.Collections;
import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/**
 * Gives tasks from one person to another. The engine asks for the right to give a task to anybody, which agents do not
 * have; who may take and who may be given a task is therefore asked here.
 */
@Service
@Transactional
class HandOvers {

    private final DeskAccess access;
    private final TaskService tasks;
    private final CurrentPerson person;
    private final Colleagues colleagues;
    private final Messages messages;
    private final NoteRecipients recipients;
    private final SetAsideDrafts drafts;

    HandOvers(DeskAccess access, TaskService tasks, CurrentPerson person, Colleagues colleagues, Messages messages,
            NoteRecipients recipients, SetAsideDrafts drafts) {
        this.access = access;
        this.tasks = tasks;
        this.person = person;
        this.colleagues = colleagues;
        this.messages = messages;
        this.recipients = recipients;
        this.drafts = drafts;
    }

    /** To whom a task can be handed. */
    record Receivers(List<Colleague> people, List<Colleague> groups) {
    }

    /** Those who may work on a task, but who has it and who asks; and the groups. */
    @Transactional(readOnly = true)
    public Receivers receivers(String taskId) {
        Task task = access.task(taskId);
        return new Receivers(colleagues.workersOn(task).stream()
                .filter(one -> !one.id().equals(task.getAssignee()) && !one.id().equals(access.user())).toList(),
                colleagues.groups(colleagues.groupsOn(task)));
    }

    /**
     * Takes the task over from the colleague who has it.
     *
     * @throws ResponseStatusException 400 without a reason; 403 for who is in none of the task's groups; 409 when no
     *                                 colleague has it
     */
    public void takeOver(String taskId, String reason) {
        Task task = access.task(taskId);
        RequestNumber request = access.requestOf(task);
        String former = task.getAssignee();
        if (Collections.disjoint(colleagues.groupsOn(task), access.groups()) && !access.manager()) {
            throw refused(HttpStatus.FORBIDDEN, "No group of yours works on this task. Ask a colleague of its group.");
        }
        if (former == null || former.equals(access.user())) {
            throw refused(HttpStatus.CONFLICT, former == null
                    ? "Nobody has this task. It is yours as soon as you write."
                    : "You have this task already.");
        }
        String why = required(reason, "Say in a sentence why you take the task over: your colleague reads it.");
        drafts.setAside(request, former);
        assign(task, access.user());
        Message note = messages.note(request, access.user(),
                "Taken over from " + nameOf(former) + ": " + ended(why));
        recipients.add(note, former, false, NoteReason.TAKEN_OVER);
    }

    /**
     * Hands the task to a colleague, or to a group, where it is nobody's then.
     *
     * @param user  engine user id; null for a group
     * @param group engine group id; null for a person
     * @throws ResponseStatusException 400 without a note, or for a receiver who may not work on the task; 403 when a
     *                                 colleague has the task
     */
    public void handOver(String taskId, String user, String group, String note) {
        Task task = access.task(taskId);
        RequestNumber request = access.requestOf(task);
        if (task.getAssignee() != null && !access.manager()) {
            access.ownTask(taskId);
        }
        String said = required(note, "Write a note: it tells the receiver what is to be done.");
        List<Colleague> may = user != null ? colleagues.workersOn(task) : colleagues.groups(colleagues.groupsOn(task));
        Colleague receiver = may.stream().filter(one -> one.id().equals(user != null ? user : group)).findFirst()
                .orElseThrow(() -> refused(HttpStatus.BAD_REQUEST, user == null && group == null
                        ? "Choose the colleague or the group that is to have the task."
                        : "The task cannot be handed there: choose somebody who may work on it."));
        if (user != null) {
            assign(task, user);
        } else {
            assign(task, null);
            moveTo(task, group);
        }
        Message written = messages.note(request, access.user(), "Handed over to " + receiver.name() + ": " + said);
        recipients.add(written, receiver.id(), user == null, NoteReason.HANDED_OVER);
    }

    private void assign(Task task, String user) {
        person.unchecked(() -> {
            tasks.setAssignee(task.getId(), user);
            return null;
        });
    }

    /** The groups that answer stand for each other, so one of them has a task; who else sees it keeps seeing it. */
    private void moveTo(Task task, String group) {
        person.unchecked(() -> {
            tasks.addCandidateGroup(task.getId(), group);
            tasks.getIdentityLinksForTask(task.getId()).stream().map(link -> link.getGroupId())
                    .filter(other -> other != null && !other.equals(group)
                            && SupportGroups.ANSWERING.contains(other))
                    .forEach(other -> tasks.deleteCandidateGroup(task.getId(), other));
            return null;
        });
    }

    private String nameOf(String user) {
        return person.namesOf(List.of(user)).getOrDefault(user, user);
    }

    private static String ended(String sentence) {
        return Character.isLetterOrDigit(sentence.codePointBefore(sentence.length())) ? sentence + "." : sentence;
    }

    private static String required(String words, String sentence) {
        if (words == null || words.isBlank()) {
            throw refused(HttpStatus.BAD_REQUEST, sentence);
        }
        return words.strip();
    }

    private static ResponseStatusException refused(HttpStatus status, String sentence) {
        return new ResponseStatusException(status, sentence);
    }
}
