package io.aftercare.desk.list;

import io.aftercare.desk.ReadableRequests;
import io.aftercare.platform.tasks.OpenTasks;
import io.aftercare.platform.tasks.TaskView;
import io.aftercare.process.CurrentPerson;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The start page of the desk: what waits for whoever is logged in, and the figures of today. */
@Hidden
@RestController
class DeskStartController {

    private final OpenTasks tasks;
    private final OwnTasks own;
    private final TaskCards cards;
    private final CardFacts facts;
    private final CurrentPerson person;
    private final ReadableRequests readable;
    private final JdbcClient jdbc;
    private final Clock clock;

    DeskStartController(OpenTasks tasks, OwnTasks own, TaskCards cards, CardFacts facts, CurrentPerson person,
            ReadableRequests readable, JdbcClient jdbc, Clock clock) {
        this.tasks = tasks;
        this.own = own;
        this.cards = cards;
        this.facts = facts;
        this.person = person;
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
        OwnTasks.Own mine = own.now();
        String user = mine.user();
        LocalDate today = LocalDate.now(clock);
        Instant midnight = today.atStartOfDay(clock.getZone()).toInstant();
        Instant tomorrow = today.plusDays(1).atStartOfDay(clock.getZone()).toInstant();
        return new Start(Objects.requireNonNullElse(person.nameOf(user), ""),
                cards.of(mine.tasks().stream().limit(1).toList()).stream().findFirst().orElse(null),
                mine.replies().size(),
                mine.tasks().size(),
                mine.tasks().stream().filter(task -> task.due() != null && task.due().isBefore(tomorrow)).count(),
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
