package io.aftercare.desk.list;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.notes.NoteRecipients;
import io.aftercare.platform.tasks.OpenTask;
import io.aftercare.platform.tasks.OpenTasks;
import io.aftercare.platform.tasks.TaskOrder;
import io.aftercare.platform.tasks.TaskView;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the person who is logged in has taken, and which of it has a new reply. */
@Component
class OwnTasks {

    private static final int MOST = 500;

    private final OpenTasks tasks;
    private final CardFacts facts;
    private final DeskAccess access;
    private final NoteRecipients notes;

    OwnTasks(OpenTasks tasks, CardFacts facts, DeskAccess access, NoteRecipients notes) {
        this.tasks = tasks;
        this.facts = facts;
        this.access = access;
        this.notes = notes;
    }

    /**
     * @param user    engine user id
     * @param replies the requests whose customer has written what this person has not seen
     */
    record Own(String user, List<OpenTask> tasks, Set<RequestNumber> replies) {

        /** Those with a new reply first. */
        List<OpenTask> repliesFirst() {
            return Stream.concat(tasks.stream().filter(this::hasReply),
                    tasks.stream().filter(task -> !hasReply(task))).toList();
        }

        private boolean hasReply(OpenTask task) {
            return TaskCards.numberOf(task).filter(replies::contains).isPresent();
        }
    }

    /** How many notes are meant for this person alone and have not been shown yet. */
    int newNotes() {
        return notes.countUnread(access.user());
    }

    /** What is due first comes first; at most {@value #MOST}. */
    Own now() {
        String user = access.user();
        List<OpenTask> mine = tasks.page(TaskView.MINE, TaskOrder.DUE, 0, MOST);
        return new Own(user, mine,
                facts.withReply(mine.stream().flatMap(task -> TaskCards.numberOf(task).stream()).toList(), user));
    }
}
