package io.aftercare.desk.list;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.ReadableRequests;
import io.aftercare.entitlement.Products;
import io.aftercare.process.CurrentPerson;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the requests that wait for their customers, which have no task that Tasklist could list. */
@Hidden
@RestController
class WaitingRequestsController {

    private final CardFacts facts;
    private final Products products;
    private final CurrentPerson person;
    private final DeskAccess access;
    private final ReadableRequests readable;
    private final Clock clock;

    WaitingRequestsController(CardFacts facts, Products products, CurrentPerson person, DeskAccess access,
            ReadableRequests readable, Clock clock) {
        this.facts = facts;
        this.products = products;
        this.person = person;
        this.access = access;
        this.readable = readable;
        this.clock = clock;
    }

    /** @param age since when it waits, in words */
    record Waiting(RequestNumber number, String subject, String customer, String kind, String product, String age,
            String agent) {
    }

    record WaitingPage(int count, List<Waiting> requests) {
    }

    /** @param everybody whether those of colleagues are meant, too */
    @GetMapping("/camunda/api/aftercare/waiting")
    WaitingPage waiting(@RequestParam(defaultValue = "false") boolean everybody,
            @RequestParam(defaultValue = "0") int first, @RequestParam(defaultValue = "25") int size) {
        String user = access.user();
        String agent = everybody ? null : user;
        Set<RequestNumber> among = readable.limit().orElse(null);
        List<CardFacts.Fact> found = facts.waiting(agent, among, user, Math.max(0, first),
                Math.max(1, Math.min(DeskListController.LONGEST_PAGE, size)));
        Map<String, String> titles = products.names();
        Map<String, String> names = person.namesOf(found.stream().map(CardFacts.Fact::agent)
                .filter(one -> one != null && !one.equals(user)).distinct().toList());
        return new WaitingPage(facts.countWaiting(agent, among, DeskListController.MOST_COUNTED), found.stream()
                .map(fact -> new Waiting(fact.number(), fact.subject(), fact.customer(),
                        fact.kind() == null ? null : fact.kind().title(),
                        fact.product() == null ? null : titles.getOrDefault(fact.product(), fact.product()),
                        Due.age(fact.changedAt(), clock.instant()), names.get(fact.agent())))
                .toList());
    }
}
