package io.aftercare.desk.list;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.ReadableRequests;
import io.aftercare.platform.tasks.OpenTask;
import io.aftercare.platform.tasks.OpenTasks;
import io.aftercare.platform.tasks.TaskOrder;
import io.aftercare.platform.tasks.TaskView;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The start page of the desk: what waits for whoever is logged in, and the figures of today. */
@Hidden
@RestController
class DeskStartController {

    private static final int MOST_OF_ONE_PERSON = 500;

    private final OpenTasks tasks;
    private final TaskCards cards;
    private final CardFacts facts;
    private final DeskAccess access;
    private final ReadableRequests readable;
    private final JdbcClient jdbc;
    private final Clock clock;

    DeskStartController(OpenTasks tasks, TaskCards cards, CardFacts facts, DeskAccess access, ReadableRequests readable,
            JdbcClient jdbc, Clock clock) {
        this.tasks = tasks;
        this.cards = cards;
        this.facts = facts;
        this.access = access;
        this.readable = readable;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param name     of the person; empty when unknown
     * @param next     the task of mine that is due first; null when I have none
     * @param dueToday of mine, what is overdue included
     * @param fresh    at most {@link DeskListController#MOST_COUNTED}
     * @param answered letters that this person wrote since midnight
     * @param opened   requests that came in since midnight
     * @param closed   requests that ended since midnight
     * @param zone     in which a day begins
     */
    record Start(String name, TaskCard next, int replies, int mine, long dueToday, int fresh, int waiting, int answered,
            int opened, int closed, String zone) {
    }

    @GetMapping("/camunda/api/aftercare/start")
    Start start() {
        String user = access.user();
        List<OpenTask> mine = tasks.page(TaskView.MINE, TaskOrder.DUE, 0, MOST_OF_ONE_PERSON);
        LocalDate today = LocalDate.now(clock);
        Instant midnight = today.atStartOfDay(clock.getZone()).toInstant();
        Instant tomorrow = today.plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        Set<RequestNumber> replies = facts.withReply(
                mine.stream().flatMap(task -> TaskCards.numberOf(task).stream()).toList(), user);
        return new Start(cards.namesOf(List.of(user)).getOrDefault(user, ""),
                cards.of(mine.stream().limit(1).toList()).stream().findFirst().orElse(null), replies.size(),
                mine.size(), mine.stream().filter(task -> task.due() != null && task.due().isBefore(tomorrow)).count(),
                tasks.count(TaskView.NEW, DeskListController.MOST_COUNTED),
                facts.countWaiting(user, readable.limit().orElse(null), DeskListController.MOST_COUNTED),
                since(midnight, "message where author = :user and direction = 'OUT' and created_at", user),
                since(midnight, "request where opened_at", user),
                since(midnight, "request where closed_at", user), clock.getZone().getId());
    }

    private int since(Instant midnight, String what, String user) {
        return jdbc.sql("select count(*) from " + what + " >= :midnight").param("user", user)
                .param("midnight", OffsetDateTime.ofInstant(midnight, clock.getZone())).query(Integer.class).single();
    }
}
