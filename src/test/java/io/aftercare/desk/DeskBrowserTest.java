package io.aftercare.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Request;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.Tool;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The list, the filters, the search and what surrounds them, in the real Tasklist in a real browser. */
@DeskTest
@NeedsTool(Tool.CHROMIUM)
class DeskBrowserTest {

    private static final int WIDTH = 1366;
    private static final int HEIGHT = 768;
    /** Tasklist asks for its list every ten seconds. */
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);

    @RegisterExtension
    static final TasklistPages PAGES = new TasklistPages();

    @LocalServerPort
    int port;
    @Autowired
    DeskFixture fixture;
    @Autowired
    FilterService filters;
    @Autowired
    Clock clock;

    Page page;
    final String person = "ute" + Long.toHexString(System.nanoTime());
    final String address = person + "@customer.example";

    @BeforeEach
    void anAgentLogsIn() {
        fixture.tasks.createTaskQuery().list().forEach(task -> fixture.runtime
                .deleteProcessInstance(task.getProcessInstanceId(), "test"));
        fixture.person(person, "usage-support");
        page = PAGES.logIn(port, person);
        page.setViewportSize(WIDTH, HEIGHT);
    }

    @Test
    void cardsSayWhatMattersAndEightOrMoreAreOnAScreen() {
        for (int number = 1; number <= 12; number++) {
            task(fixture.request(address, "Question number " + number + " about trees", "How?"),
                    Duration.ofHours(number));
        }
        task(fixture.request(address, "Late already", "Where is it?"), Duration.ofDays(-1));

        openTasklist();

        assertThat(cards()).hasCount(13);
        assertThat(cards().first().locator("h4 a")).hasText("Late already");
        assertThat(cards().first().locator(".ac-customer")).hasText("Ada Archer");
        assertThat(cards().first().locator(".ac-due.ac-overdue")).hasText("overdue since yesterday");
        assertThat(cards().nth(2).locator(".ac-due.ac-soon")).containsText("due in");
        assertThat(cards().first().locator(".ac-files")).hasText("Files");
        assertThat(cards().first().innerText()).doesNotContain("50", "Answer", "email");
        assertThat(page.locator(".tasks-list .priority").first()).isHidden();
        double bottom = page.locator("section.tasks-list > .content").boundingBox().y
                + page.locator("section.tasks-list > .content").boundingBox().height;
        assertThat(cards().all().stream().map(Locator::boundingBox).filter(box -> box.y + box.height <= bottom).count())
                .as("whole cards on a screen of %d x %d", WIDTH, HEIGHT).isGreaterThanOrEqualTo(8);
        picture("list");
    }

    @Test
    void everyFilterSaysHowManyAndAReplyJumpsToTheTopOfMine() {
        Request urgent = fixture.request(address, "Urgent", "Quick!");
        Request answered = fixture.request(address, "Answered before", "Hello.");
        fixture.tasks.setAssignee(task(urgent, Duration.ofHours(1)).getId(), person);
        fixture.tasks.setAssignee(task(answered, Duration.ofHours(7)).getId(), person);
        task(fixture.request(address, "Nobody's yet", "Hello."), Duration.ofHours(-2));

        openTasklist();

        assertThat(filter("Mine")).hasClass(Pattern.compile("active"));
        assertThat(cards().locator("h4 a")).hasText(new String[] {"Urgent", "Answered before"});
        assertThat(count("New in my groups")).hasText("1");
        assertThat(count("Mine")).hasText("2");
        assertThat(count("Overdue")).hasText("1");
        assertThat(count("All")).hasText("3");

        fixture.reply(answered, "It is still not solved.");

        assertThat(count("Mine")).containsText("1 new", SOON);
        assertThat(cards().locator("h4 a")).hasText(new String[] {"Answered before", "Urgent"});
        assertThat(cards().first().locator(".ac-reply")).hasText("New reply");
        picture("mine-with-reply");

        page.getByLabel("Sort by").selectOption("DUE");
        assertThat(cards().locator("h4 a")).hasText(new String[] {"Urgent", "Answered before"});
        page.getByLabel("Sort by").selectOption("REPLIES");
        assertThat(cards().locator("h4 a").first()).hasText("Answered before");
    }

    @Test
    void whatWaitsForTheCustomerIsListedAndRead() {
        Request waiting = fixture.consideredRequest(address, "Which version is it?", "It does not start.");
        fixture.requests.answeredBy(waiting.number(), person);
        fixture.requests.waitForCustomer(waiting.number(), Outcome.LAPSED);
        openTasklist();
        assertThat(page.locator(".ac-waiting .ac-count")).hasText("1");

        page.getByText("Waiting for the customer", new Page.GetByTextOptions().setExact(true)).first().click();
        page.getByText("Which version is it?").click();

        assertThat(page.frameLocator(".ac-reading iframe").locator("article").first())
                .containsText("It does not start.");
        picture("waiting");
        page.keyboard().press("Escape");
        assertThat(page.locator(".ac-reading")).hasCount(0);
        filter("All").click();
        assertThat(page.locator(".ac-panel")).isHidden();
    }

    @Test
    void findsAnOldRequestByItsWordsAndOpensATaskByAnyOther() {
        Request old = fixture.consideredRequest(address, "The poster of " + person,
                "Good morning. Every margin of the poster is cut off. Thank you.");
        fixture.requests.close(old.number(), Outcome.ANSWERED);
        Task task =
                task(fixture.request(address, "Still open " + person, "It is about the margin."), Duration.ofHours(3));
        openTasklist();

        page.keyboard().press("/");
        page.keyboard().type(person + " poster cut");

        Locator hit = page.locator(".ac-hits li");
        assertThat(hit).hasCount(1);
        assertThat(hit.locator("blockquote")).containsText("Every margin of the poster is cut off.");
        assertThat(hit.locator("blockquote mark")).hasText(new String[] {"poster", "cut"});
        assertThat(hit.locator(".ac-state")).hasText("Closed: answered");
        picture("search");
        page.keyboard().press("Enter");
        assertThat(page.frameLocator(".ac-reading iframe").locator("article").first()).containsText("Every margin");
        picture("search-read");

        page.getByLabel("Find a request").fill(person);
        page.locator(".ac-hits li", new Page.LocatorOptions().setHasText("Still open")).locator("a").click();
        assertThat(page.locator(".ac-reading")).hasCount(0);
        page.waitForURL(Pattern.compile("task=" + task.getId()));
        assertThat(page.locator(".task-details .task-card")).isVisible();
        page.getByLabel("Find a request").press("Escape");
        assertThat(cards()).hasCount(1);
    }

    @Test
    void theFilterOfSomebodyIsListedByTheEngineWithCardsOfOurs() {
        task(fixture.request(address, "Listed by the engine", "Hello."), Duration.ofHours(3));
        Filter own = filters.newTaskFilter("My own choice").setQuery(fixture.tasks.createTaskQuery().taskUnassigned())
                .setProperties(Map.of("priority", 90));
        own.setOwner(person);
        filters.saveFilter(own);
        try {
            openTasklist();
            filter("My own choice").click();

            assertThat(cards().locator("h4 a")).hasText("Listed by the engine");
            assertThat(cards().locator(".ac-customer")).hasText("Ada Archer");
            assertThat(count("My own choice")).hasText("1");
            assertThat(page.locator("[cam-widget-search] input").first()).isVisible();
            picture("own-filter");
        } finally {
            filters.deleteFilter(own.getId());
        }
    }

    @Test
    void whatHasNoUseIsGoneAndATaskIsGivenBack() {
        Task task = task(fixture.request(address, "Taken by mistake", "Hello."), Duration.ofHours(3));
        openTasklist();
        assertThat(page.locator(".ac-start h2")).containsText("Hello");
        assertThat(page.locator(".ac-start")).containsText("Mails in no conversation");
        picture("start");

        cards().first().locator("h4 a").click();
        page.locator("button.claim").click();
        assertThat(page.locator("button.unclaim")).isVisible();
        assertThat(page.locator(".task-details .nav-tabs li"))
                .hasText(new String[] {"Form", "Conversation", "Diagram"});
        for (String gone : List.of("Create task", "Add Comment", "Description", "It is time to migrate")) {
            assertThat(page.getByText(gone).and(page.locator(":visible"))).hasCount(0);
        }
        assertThat(page.locator(".task-details .due-date")).isHidden();
        picture("task");
        page.locator("button.unclaim").click();

        assertThat(page.locator("button.claim")).isVisible();
        assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).singleResult().getAssignee()).isNull();
        page.getByText("My desk").click();
        assertThat(page.locator(".ac-start h2")).isVisible();
    }

    @Test
    void keysAreToldAndCanBeSwitchedOff() {
        task(fixture.request(address, "First by key", "Hello."), Duration.ofHours(1));
        task(fixture.request(address, "Second by key", "Hello."), Duration.ofHours(2));
        openTasklist();
        page.keyboard().press("j");
        assertThat(page.locator("li.task.active h4 a")).hasText("First by key");
        page.keyboard().press("j");
        assertThat(page.locator("li.task.active h4 a")).hasText("Second by key");
        page.keyboard().press("k");
        assertThat(page.locator("li.task.active h4 a")).hasText("First by key");

        page.keyboard().press("?");
        assertThat(page.locator("dialog.ac-keys")).containsText("find a request");
        assertThat(page.locator("dialog.ac-keys")).containsText("ctrl+alt+c");
        picture("keys");
        page.getByLabel("Use these single keys").uncheck();
        page.keyboard().press("Escape");
        page.keyboard().press("j");
        assertThat(page.locator("li.task.active h4 a")).hasText("First by key");
    }

    @Test
    void listAndSearchPutUpNoBarrier() {
        Request waiting = fixture.consideredRequest(address, "Waiting", "Hello.");
        fixture.requests.answeredBy(waiting.number(), person);
        fixture.requests.waitForCustomer(waiting.number(), Outcome.LAPSED);
        fixture.tasks.setAssignee(task(fixture.request(address, "Late", "Hello."), Duration.ofHours(-50)).getId(),
                person);
        fixture.tasks.setAssignee(task(fixture.request(address, "Later", "Hello."), Duration.ofHours(50)).getId(),
                person);
        openTasklist();
        assertThat(cards()).hasCount(2);

        noBarrier("list and start page");
        page.getByLabel("Find a request").fill(person);
        assertThat(page.locator(".ac-hits li")).hasCount(3);
        noBarrier("search");
        page.getByLabel("Find a request").fill("");
        page.locator(".ac-waiting button").click();
        assertThat(page.locator(".ac-panel li")).hasCount(1);
        noBarrier("waiting");
        page.keyboard().press("?");
        noBarrier("keys");
    }

    /** Of ours: filters, list, search and start page. The web application's own bar and footer are as they were. */
    private void noBarrier(String what) {
        assertThat(new AxeBuilder(page).setLegacyMode(true).include(".task-filters .content").include(
                "section.tasks-list .content").include(".ac-start").include("dialog.ac-keys")
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")).analyze().getViolations())
                .as(what).extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml()).isEmpty();
    }

    private void openTasklist() {
        TasklistBrowser.open(page, "http://localhost:" + port + "/camunda/app/tasklist/default/");
        if (!TasklistBrowser.appears(page, ".task-filters .ac-count")) {
            page.reload();
            page.waitForSelector(".task-filters .ac-count");
        }
    }

    private Locator cards() {
        return page.locator("[cam-tasks] li.task:has(.ac-line)");
    }

    private Locator filter(String name) {
        return page.locator(".task-filters .task-filter", new Page.LocatorOptions().setHasText(name));
    }

    private Locator count(String name) {
        return filter(name).locator(".ac-count");
    }

    private Task task(Request request, Duration due) {
        Task task = fixture.taskOf(request, "UserTask_AnswerRequest", null, Map.of());
        task.setDueDate(Date.from(clock.instant().plus(due).plusSeconds(30)));
        fixture.tasks.saveTask(task);
        return task;
    }

    private void picture(String name) {
        String folder = System.getProperty("desk.pictures");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, "desk-" + name + "-1366.png")));
            page.setViewportSize(1920, 1080);
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, "desk-" + name + "-1920.png")));
            page.setViewportSize(WIDTH, HEIGHT);
        }
    }
}
