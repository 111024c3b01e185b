package io.aftercare.desk.list;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.notes.NoteRecipients;
import io.aftercare.desk.presence.PresentPeople;
import io.aftercare.desk.sending.SendingMoments;
import io.aftercare.entitlement.Products;
import io.aftercare.platform.tasks.OpenTask;
import io.aftercare.process.CurrentPerson;
import io.aftercare.process.SupportRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Makes the cards of a page of tasks: one statement for their requests, one for who has them open, one for notes, one
 * for names.
 */
@Component
class TaskCards {

    private final CardFacts facts;
    private final Products products;
    private final CurrentPerson person;
    private final DeskAccess access;
    private final SendingMoments moments;
    private final PresentPeople people;
    private final NoteRecipients notes;
    private final Clock clock;

    TaskCards(CardFacts facts, Products products, CurrentPerson person, DeskAccess access, SendingMoments moments,
            PresentPeople people, NoteRecipients notes, Clock clock) {
        this.facts = facts;
        this.products = products;
        this.person = person;
        this.access = access;
        this.moments = moments;
        this.people = people;
        this.notes = notes;
        this.clock = clock;
    }

    /** @param tasks that this person may see */
    List<TaskCard> of(List<OpenTask> tasks) {
        List<RequestNumber> numbers = tasks.stream().flatMap(task -> numberOf(task).stream()).toList();
        Map<RequestNumber, CardFacts.Fact> known = facts.of(numbers, access.user());
        Map<RequestNumber, List<PresentPeople.Present>> present = people.at(numbers, access.user());
        Map<RequestNumber, NoteRecipients.Unread> unread = notes.unread(numbers, access.user(), access.groups());
        Map<String, String> names = person.namesOf(Stream.concat(tasks.stream().map(OpenTask::assignee),
                unread.values().stream().map(NoteRecipients.Unread::author)).filter(Objects::nonNull).distinct()
                .toList());
        Map<String, String> titles = products.names();
        return tasks.stream().map(task -> card(task, numberOf(task).map(known::get).orElse(null), names, titles,
                numberOf(task).map(unread::get)
                        .map(note -> note.reason().by(names.getOrDefault(note.author(), note.author())))
                        .orElse(null),
                numberOf(task).map(present::get).orElse(List.of()))).toList();
    }

    private String sending(OpenTask task, CardFacts.Sending sending) {
        if (sending == null || !sending.task().equals(task.id())) {
            return null;
        }
        if (!sending.waits()) {
            return "Not sent";
        }
        return sending.chosen() ? "Goes out " + moments.words(sending.dueAt()) : "Being sent";
    }

    /** The request that a task is about; empty for one that handles a mail. */
    static Optional<RequestNumber> numberOf(OpenTask task) {
        return RequestNumber.quotedIn(task.businessKey());
    }

    private TaskCard card(OpenTask task, CardFacts.Fact fact, Map<String, String> names, Map<String, String> titles,
            String note, List<PresentPeople.Present> present) {
        Instant now = clock.instant();
        Due due = Due.of(task.due(), now, clock.getZone());
        String taken = task.assignee() == null || task.assignee().equals(access.user()) ? null
                : names.getOrDefault(task.assignee(), task.assignee());
        if (fact == null) {
            return new TaskCard(task.id(), task.name(), null, null, null, null, null, Due.age(task.created(), now), due,
                    false, false, null, false, task.assignee(), taken, task.created(), task.priority(), note, present);
        }
        return new TaskCard(task.id(), fact.subject().isBlank() ? "(no subject)" : fact.subject(),
                SupportRequest.ANSWER_TASK.equals(task.definition()) ? null : task.name(), fact.number(),
                fact.customer(), fact.kind() == null ? null : fact.kind().title(),
                fact.product() == null ? null : titles.getOrDefault(fact.product(), fact.product()),
                Due.age(fact.openedAt(), now), due, fact.reply(), fact.draft(), sending(task, fact.sending()),
                fact.files(), task.assignee(), taken, task.created(), task.priority(), note, present);
    }
}
