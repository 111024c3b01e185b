package io.aftercare.desk;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.entitlement.Products;
import io.aftercare.policy.PolicyNumbers;
import io.aftercare.process.CurrentPerson;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the answer form tells of a request in words for people, so that no code or user id stands in it. */
@Component
class AnswerFacts {

    private static final int EARLIER = 5;

    private final Requests requests;
    private final ReadableRequests readable;
    private final Products products;
    private final PolicyNumbers policy;
    private final CurrentPerson person;
    private final Clock clock;

    AnswerFacts(Requests requests, ReadableRequests readable, Products products, PolicyNumbers policy,
            CurrentPerson person, Clock clock) {
        this.requests = requests;
        this.readable = readable;
        this.products = products;
        this.policy = policy;
        this.person = person;
        this.clock = clock;
    }

    /**
     * @param zone     the vendor's time zone, as a browser knows it; all times of the form are in it
     * @param language of the request, such as "French"; null while it is not known
     * @param names    of people, by engine user id, of those who have one
     * @param words    for the codes of decisions and of kinds of letters
     * @param support  until when each licence of the customer is entitled, by its key
     * @param earlier  other requests of the customer that this person may read, newest first; at most five
     * @param products names of the catalogue's products, by code
     */
    record Facts(String zone, String language, Map<String, String> names, Map<String, String> words,
            Map<String, Support> support, List<Earlier> earlier, Map<String, String> products) {
    }

    /**
     * @param until last day, included, in the vendor's zone
     * @param over  whether that day has passed
     */
    record Support(LocalDate until, boolean over) {
    }

    /** @param state such as "We are working on it", or how it ended */
    record Earlier(RequestNumber number, String subject, String state, Instant openedAt) {
    }

    /** @param draftAuthor engine user id; null when there is no draft */
    Facts of(RequestDetail request, String draftAuthor) {
        var labels = new Labels();
        return new Facts(zone(clock.getZone()),
                request.language() == null || request.language().isBlank() ? null
                        : labels.language(request.language()),
                people(request, draftAuthor), words(request, labels), support(request), earlier(request, labels),
                products.names());
    }

    /** An id that browsers take: theirs have no Z. */
    static String zone(ZoneId zone) {
        return zone.normalized() instanceof ZoneOffset offset
                ? offset.equals(ZoneOffset.UTC) ? "UTC" : offset.getId()
                : zone.getId();
    }

    private Map<String, String> people(RequestDetail request, String draftAuthor) {
        return person.namesOf(Stream.of(request.messages().stream().map(RequestDetail.MessageDetail::author),
                request.decisions().stream().map(Decision::decidedBy).filter(by -> !Decision.PROCESS.equals(by)),
                request.tasks().stream().map(RequestDetail.OpenTask::assignee),
                Stream.of(request.agent(), draftAuthor, person.id()))
                .flatMap(Function.identity()).filter(Objects::nonNull).distinct().toList());
    }

    private static Map<String, String> words(RequestDetail request, Labels labels) {
        return Stream.concat(
                request.decisions().stream().flatMap(each -> Stream.of(each.subject(), each.result())),
                request.messages().stream().map(each -> each.purpose() == null ? null : each.purpose().name()))
                .filter(Objects::nonNull).distinct().collect(Collectors.toMap(Function.identity(), labels::of));
    }

    private Map<String, Support> support(RequestDetail request) {
        LocalDate today = LocalDate.now(clock);
        return request.customer().licences().stream().collect(Collectors.toMap(licence -> licence.key(), licence -> {
            LocalDate until = policy.supportUntil(licence.purchasedOn());
            return new Support(until, until.isBefore(today));
        }, (one, same) -> one));
    }

    private List<Earlier> earlier(RequestDetail request, Labels labels) {
        return requests.list(null, null, null, request.customer().address(), readable.limit().orElse(null),
                EARLIER + 1, 0).stream().filter(other -> !other.number().equals(request.number())).limit(EARLIER)
                .map(other -> new Earlier(other.number(), other.subject(), labels.standing(other), other.openedAt()))
                .toList();
    }
}
