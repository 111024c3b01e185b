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
import java.util.List;
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
    static final int LONGEST_PAGE = 100;

    private final OpenTasks tasks;
    private final OwnTasks own;
    private final TaskCards cards;
    private final CardFacts facts;
    private final RequestSearch search;
    private final SearchResults results;
    private final DeskAccess access;
    private final ReadableRequests readable;

    DeskListController(OpenTasks tasks, OwnTasks own, TaskCards cards, CardFacts facts, RequestSearch search,
            SearchResults results,
            DeskAccess access, ReadableRequests readable) {
        this.tasks = tasks;
        this.own = own;
        this.cards = cards;
        this.facts = facts;
        this.search = search;
        this.results = results;
        this.access = access;
        this.readable = readable;
    }

    /** How the list of a view can be sorted; REPLIES puts new replies first, then what is due first. */
    enum Order {
        REPLIES, DUE, OLDEST, NEWEST
    }

    /** @param count at most {@link #MOST_COUNTED} */
    record Page(int count, List<TaskCard> tasks) {
    }

    /**
     * @param replies of mine, those with a new reply
     * @param waiting requests that I answered and that wait for the customer
     * @param notes   internal notes that are meant for me and that I have not been shown
     * @param decider whether the person may do more to tasks than work on them
     */
    record Counts(int fresh, int mine, int replies, int waiting, int overdue, int all, int notes,
            boolean decider) {
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
            List<OpenTask> mine = own.now().repliesFirst();
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
        OwnTasks.Own mine = own.now();
        return new Counts(tasks.count(TaskView.NEW, MOST_COUNTED), mine.tasks().size(), mine.replies().size(),
                facts.countWaiting(user, readable.limit().orElse(null), MOST_COUNTED),
                tasks.count(TaskView.OVERDUE, MOST_COUNTED), tasks.count(TaskView.ALL, MOST_COUNTED),
                own.newNotes(), access.manager());
    }

    @GetMapping("/search")
    Hits search(@RequestParam String q, @RequestParam(defaultValue = "20") int size) {
        access.user();
        int most = Math.max(1, Math.min(LONGEST_PAGE, size));
        List<RequestNumber> found = search.find(q, most + 1);
        return new Hits(results.of(found.stream().limit(most).toList(), q), found.size() > most);
    }

    private static TaskView viewOf(String name) {
        return Stream.of(TaskView.values()).filter(view -> view.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND,
                        "There is no such list. Give one of new, mine, overdue, all."));
    }
}
