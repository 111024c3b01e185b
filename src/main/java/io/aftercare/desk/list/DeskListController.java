package io.aftercare.desk.list;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.ReadableRequests;
import io.aftercare.desk.RequestSearch;
import io.aftercare.platform.tasks.OpenTask;
import io.aftercare.platform.tasks.OpenTasks;
import io.aftercare.platform.tasks.TaskOrder;
import io.aftercare.platform.tasks.TaskView;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the scripts in Tasklist ask for beside the engine's own: cards, counts, lists and hits. No programs' API. */
@Hidden
@RestController
@RequestMapping("/camunda/api/aftercare")
class DeskListController {

    /** What is more than this is said as "1000+", and no figure is worth counting 100,000 rows every few seconds. */
    static final int MOST_COUNTED = 1_000;
    private static final int LONGEST_PAGE = 100;
    private static final int MOST_OF_ONE_PERSON = 500;

    private final OpenTasks tasks;
    private final TaskCards cards;
    private final CardFacts facts;
    private final RequestSearch search;
    private final SearchResults results;
    private final DeskAccess access;
    private final ReadableRequests readable;
    private final Clock clock;

    DeskListController(OpenTasks tasks, TaskCards cards, CardFacts facts, RequestSearch search, SearchResults results,
            DeskAccess access, ReadableRequests readable, Clock clock) {
        this.tasks = tasks;
        this.cards = cards;
        this.facts = facts;
        this.search = search;
        this.results = results;
        this.access = access;
        this.readable = readable;
        this.clock = clock;
    }

    /** How the list of a view can be sorted; REPLIES puts new replies first, then what is due first. */
    enum Order {
        REPLIES, DUE, OLDEST, NEWEST
    }

    /** @param count at most {@link #MOST_COUNTED} */
    record Page(int count, List<TaskCard> tasks) {
    }

    /** @param age since when it waits, in words */
    record Waiting(RequestNumber number, String subject, String customer, String kind, String product, String age,
            String agent) {
    }

    record WaitingPage(int count, List<Waiting> requests) {
    }

    /**
     * @param replies of mine, those with a new reply
     * @param waiting requests that I answered and that wait for the customer
     * @param decider whether the person may do more to tasks than work on them
     */
    record Counts(int fresh, int mine, int replies, int waiting, int overdue, int all, boolean decider) {
    }

    /** @param more whether there are more than are shown */
    record Hits(List<FoundRequest> requests, boolean more) {
    }

    @GetMapping("/list/{view}")
    Page page(@PathVariable String view, @RequestParam(defaultValue = "REPLIES") Order order,
            @RequestParam(defaultValue = "0") int first, @RequestParam(defaultValue = "15") int size) {
        access.user();
        TaskView chosen = viewOf(view);
        int from = Math.max(0, first);
        int most = Math.max(1, Math.min(LONGEST_PAGE, size));
        if (order == Order.REPLIES && chosen == TaskView.MINE) {
            List<OpenTask> mine = repliesFirst();
            return new Page(mine.size(), cards.of(mine.stream().skip(from).limit(most).toList()));
        }
        TaskOrder by = order == Order.REPLIES ? TaskOrder.DUE : TaskOrder.valueOf(order.name());
        return new Page(tasks.count(chosen, MOST_COUNTED), cards.of(tasks.page(chosen, by, from, most)));
    }

    /** The cards of tasks that Tasklist has listed by a filter of somebody's own. */
    @GetMapping("/cards")
    List<TaskCard> cards(@RequestParam List<String> tasks) {
        access.user();
        return cards.of(this.tasks.of(tasks.stream().distinct().limit(LONGEST_PAGE).toList()));
    }

    @GetMapping("/counts")
    Counts counts() {
        String user = access.user();
        List<OpenTask> mine = mine();
        return new Counts(tasks.count(TaskView.NEW, MOST_COUNTED), mine.size(), replies(mine).size(),
                facts.countWaiting(user, readable.limit().orElse(null), MOST_COUNTED),
                tasks.count(TaskView.OVERDUE, MOST_COUNTED), tasks.count(TaskView.ALL, MOST_COUNTED),
                access.manager());
    }

    /** @param everybody whether those of colleagues are meant, too */
    @GetMapping("/waiting")
    WaitingPage waiting(@RequestParam(defaultValue = "false") boolean everybody,
            @RequestParam(defaultValue = "0") int first, @RequestParam(defaultValue = "25") int size) {
        String user = access.user();
        String agent = everybody ? null : user;
        Set<RequestNumber> among = readable.limit().orElse(null);
        List<CardFacts.Fact> found = facts.waiting(agent, among, user, Math.max(0, first),
                Math.max(1, Math.min(LONGEST_PAGE, size)));
        Map<String, String> products = cards.titles();
        Map<String, String> names = cards.namesOf(found.stream().map(CardFacts.Fact::agent)
                .filter(one -> one != null && !one.equals(user)).distinct().toList());
        return new WaitingPage(facts.countWaiting(agent, among, MOST_COUNTED), found.stream()
                .map(fact -> new Waiting(fact.number(), fact.subject(), fact.customer(),
                        fact.kind() == null ? null : fact.kind().title(),
                        fact.product() == null ? null : products.getOrDefault(fact.product(), fact.product()),
                        Due.age(fact.changedAt(), clock.instant()), names.get(fact.agent())))
                .toList());
    }

    @GetMapping("/search")
    Hits search(@RequestParam String q, @RequestParam(defaultValue = "20") int size) {
        access.user();
        int most = Math.max(1, Math.min(LONGEST_PAGE, size));
        List<RequestNumber> found = search.find(q, most + 1);
        return new Hits(results.of(found.stream().limit(most).toList(), q), found.size() > most);
    }

    private List<OpenTask> mine() {
        return tasks.page(TaskView.MINE, TaskOrder.DUE, 0, MOST_OF_ONE_PERSON);
    }

    private Set<RequestNumber> replies(List<OpenTask> mine) {
        return facts.withReply(mine.stream().flatMap(task -> TaskCards.numberOf(task).stream()).toList(),
                access.user());
    }

    private List<OpenTask> repliesFirst() {
        List<OpenTask> mine = mine();
        Set<RequestNumber> replies = replies(mine);
        Map<Boolean, List<OpenTask>> parted = mine.stream().collect(Collectors.partitioningBy(
                task -> TaskCards.numberOf(task).filter(replies::contains).isPresent(),
                Collectors.toCollection(ArrayList::new)));
        return Stream.concat(parted.get(true).stream(), parted.get(false).stream()).toList();
    }

    private static TaskView viewOf(String name) {
        return Stream.of(TaskView.values()).filter(view -> view.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND,
                        "There is no such list. Give one of new, mine, overdue, all."));
    }
}
