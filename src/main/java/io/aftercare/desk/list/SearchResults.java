package io.aftercare.desk.list;

import io.aftercare.conversation.Direction;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestState;
import io.aftercare.conversation.SearchWords;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.Labels;
import io.aftercare.entitlement.Products;
import io.aftercare.platform.tasks.OpenTask;
import io.aftercare.platform.tasks.OpenTasks;
import io.aftercare.process.CurrentPerson;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Shows what was found: whose request it is, how it stands, and the sentence that says what was looked for. */
@Component
class SearchResults {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final int LONGEST_TEXT = 20_000;

    private final CardFacts facts;
    private final OpenTasks tasks;
    private final CurrentPerson person;
    private final Products products;
    private final DeskAccess access;
    private final JdbcClient jdbc;
    private final Clock clock;

    SearchResults(CardFacts facts, OpenTasks tasks, CurrentPerson person, Products products, DeskAccess access,
            JdbcClient jdbc,
            Clock clock) {
        this.facts = facts;
        this.tasks = tasks;
        this.person = person;
        this.products = products;
        this.access = access;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Message(RequestNumber request, Direction direction, String name, String address, String author,
            Instant at, String text) {
    }

    /** @param numbers that this person may read */
    List<FoundRequest> of(List<RequestNumber> numbers, String typed) {
        SearchWords words = SearchWords.of(typed);
        Map<RequestNumber, CardFacts.Fact> known = facts.of(numbers, access.user());
        Map<RequestNumber, List<Message>> messages = messagesOf(numbers);
        Map<RequestNumber, OpenTask> open = tasks.about(numbers.stream().map(RequestNumber::toString).toList()).stream()
                .collect(Collectors.toMap(task -> TaskCards.numberOf(task).orElseThrow(), Function.identity(),
                        (one, other) -> access.user().equals(other.assignee()) ? other : one));
        Map<String, String> titles = products.names();
        Map<String, String> names = person.namesOf(messages.values().stream().flatMap(List::stream)
                .map(Message::author).filter(Objects::nonNull).distinct().toList());
        return numbers.stream().map(known::get).filter(Objects::nonNull)
                .map(fact -> shown(fact, words, messages.getOrDefault(fact.number(), List.of()), names,
                        open.get(fact.number()), titles))
                .toList();
    }

    private FoundRequest shown(CardFacts.Fact fact, SearchWords words, List<Message> messages,
            Map<String, String> names, OpenTask task, Map<String, String> titles) {
        return new FoundRequest(fact.number(),
                Excerpt.marked(fact.subject().isBlank() ? "(no subject)" : fact.subject(), words),
                Excerpt.marked(fact.customer(), words), fact.address(), stateOf(fact),
                fact.state() != RequestState.CLOSED, fact.kind() == null ? null : fact.kind().title(),
                fact.product() == null ? null : titles.getOrDefault(fact.product(), fact.product()),
                DAY.format(fact.openedAt().atZone(clock.getZone())), Due.age(fact.openedAt(), clock.instant()),
                fact.openedAt(), said(messages, words, names), task == null ? null : task.id());
    }

    private static String stateOf(CardFacts.Fact fact) {
        return switch (fact.state()) {
            case OPEN -> "Open";
            case WAITING -> "Waiting for the customer";
            case CLOSED -> fact.outcome() == null ? "Closed"
                    : "Closed: " + new Labels().of(fact.outcome())
                            .toLowerCase(Locale.ENGLISH);
        };
    }

    /** Of sentences that have as many of the words the newest. */
    private FoundRequest.Said said(List<Message> messages, SearchWords words, Map<String, String> names) {
        record Candidate(Message message, Excerpt.Found found) {
        }
        return messages.stream().map(message -> new Candidate(message, Excerpt.of(message.text, words)))
                .filter(one -> one.found.words() > 0)
                .max(Comparator.comparing(one -> one.found.words()))
                .map(one -> new FoundRequest.Said(
                        writer(one.message.direction, one.message.name, one.message.address,
                                names.getOrDefault(one.message.author, one.message.author)),
                        DAY.format(one.message.at.atZone(clock.getZone())), one.found.parts()))
                .orElse(null);
    }

    private Map<RequestNumber, List<Message>> messagesOf(List<RequestNumber> numbers) {
        return numbers.isEmpty() ? Map.of()
                : jdbc.sql("""
                select request_id, direction, from_name, from_address, author, created_at,
                    substring(own_text from 1 for :longest) from message
                where request_id in (:numbers) and (direction <> 'OUT' or purpose in ('ANSWER', 'QUESTION'))
                order by id""").param("longest", LONGEST_TEXT)
                        .param("numbers", numbers.stream().map(RequestNumber::value).toList())
                        .query((row, index) -> new Message(new RequestNumber(row.getLong(1)),
                                Direction.valueOf(row.getString(2)), row.getString(3), row.getString(4),
                                row.getString(5),
                                row.getObject(6, OffsetDateTime.class).toInstant(), row.getString(7)))
                        .list().stream().collect(Collectors.groupingBy(Message::request));
    }

    /** Who wrote a message, in words. @param author engine user id; null for customers */
    private static String writer(Direction direction, String name, String address, String author) {
        return switch (direction) {
            case IN -> name == null || name.isBlank() ? address : name;
            case OUT -> author == null ? "Answer" : "Answer by " + author;
            case NOTE -> author == null ? "Note" : "Note by " + author;
            case SIDE_IN -> "Third party: " + (name == null || name.isBlank() ? address : name);
            case SIDE_OUT -> "To a third party, by " + author;
        };
    }
}
