package io.aftercare.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.TriageResult;
import io.aftercare.knowledge.sources.ArticleImports;
import io.aftercare.process.MailTasks;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.Tool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tab beside the form of every task, in the real Tasklist in a real browser. */
@DeskTest
@NeedsTool(Tool.CHROMIUM)
class ConversationTabTest {

    @RegisterExtension
    static final TasklistPages PAGES = new TasklistPages();

    @LocalServerPort
    int port;
    @Autowired
    DeskFixture fixture;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    FilterService filters;
    @Autowired
    Decisions decisions;
    @Autowired
    ArticleImports articleImports;

    Page page;
    final String address = "ada-" + Long.toHexString(System.nanoTime()) + "@customer.example";
    Request request;

    @BeforeEach
    void umaLogsIn() {
        fixture.person("uma", "usage-support");
        request = fixture.request(address, "My key is gone", "I bought the program in May.\nHere is no invoice.");
        page = PAGES.logIn(port, "uma");
    }

    @Test
    void showsWhatTheCustomerWroteAndKeepsWhatWasTyped() {
        open(task("UserTask_VerifyPurchase", "verify-purchase", Map.of()), ".fjs-container");
        assertThat(page.locator(".fjs-container")).containsText("The tab Conversation, above this form");
        page.getByLabel("Remark for colleagues").fill("Asked the shop by telephone.");

        tab("Conversation");

        assertThat(conversation().locator("article").first()).containsText("I bought the program in May.");
        assertThat(conversation().locator("article").first()).containsText("tree ä.html");
        picture("tab-conversation");
        page.setViewportSize(1000, 800);
        picture("tab-conversation-narrow");
        await().untilAsserted(() -> assertThat(
                (boolean) conversation().locator("html").evaluate("page => page.scrollHeight <= innerHeight"))
                .as("all is seen without a scroll bar in the scroll bar").isTrue());
        tab("Form");
        assertThat(page.getByLabel("Remark for colleagues")).hasValue("Asked the shop by telephone.");
        picture("tab-form");
    }

    @Test
    void theNumberOfACallThatIsRegisteredIsShownUntilItIsClosed() {
        TasklistBrowser.open(page, "http://localhost:" + port + "/camunda/app/tasklist/default/");
        page.locator("text=Start process").first().click();
        page.locator(".modal-content a:has-text('Register a request')").click();
        page.waitForSelector(".modal-content .fjs-container");
        page.getByLabel("Email address of the customer").fill(address);
        page.getByLabel("Subject").fill("Invoice");
        page.getByLabel("What does the customer ask?").fill("Asks for the invoice.");
        page.getByLabel("Answer that you gave on the telephone").fill("It stands under My orders.");
        picture("register-request");
        page.locator(".modal-footer button:has-text('Start')").click();

        // The first triage of all has its model fitted.
        page.waitForSelector("[data-registered]", new Page.WaitForSelectorOptions().setTimeout(60_000));
        assertThat(page.locator("[data-registered]")).containsText("Tell the customer this number");
        String number = page.locator("[data-registered] strong").textContent();
        picture("registered");
        assertThat(fixture.requests.get(RequestNumber.parse(number)).customerAddress()).isEqualTo(address);
        page.locator("[data-registered] button").click();
        assertThat(page.locator("[data-registered]")).hasCount(0);
    }

    @Test
    void goesWithTheTaskThatIsChosen() {
        Task first = task("UserTask_VerifyPurchase", "verify-purchase", Map.of());
        Request other = fixture.request("bob-" + address, "Another matter", "Bob writes about another matter.");
        Task second = fixture.taskOf(other, "UserTask_ReviewRefusal", null, Map.of());
        open(first, ".fjs-container");
        tab("Conversation");
        assertThat(conversation().locator("article").first()).containsText("I bought the program in May.");

        page.evaluate("task => { location.hash = '#/?task=' + task + '&detailsTab=aftercare-conversation' }",
                second.getId());

        assertThat(conversation().locator("article").first()).containsText("Bob writes about another matter.");
        assertThat(page.locator("iframe[title=Conversation]")).hasCount(1);
    }

    @Test
    void nothingAStrangerWroteRunsInTheTab() {
        fixture.messages.receive(request.number(),
                new IncomingMessage(null, null, null, address, "<img src=x onerror=evil()>",
                        null, "x", "<script>parent.evil()</script>{{constructor.constructor('evil()')()}}", "",
                        "<p>hi</p><script>parent.evil()</script>", null, false, List.of()));
        page.exposeFunction("evil", arguments -> PAGES.errors().add("a stranger's script ran"));
        open(task("UserTask_TriageRequest", "triage-request", Map.of("kind", "USE", "confidence", 41)),
                ".fjs-container");
        assertThat(page.locator(".fjs-container"))
                .containsText("Selected is only what the machine suspects, 41% sure.");
        picture("triage");

        tab("Conversation");

        assertThat(conversation().locator("article").nth(1))
                .containsText("<script>parent.evil()</script>{{constructor");
        assertThat(conversation().locator("article").nth(1)).containsText("<img src=x");
    }

    @Test
    void showsAMailThatCouldNotBeTakenIn() {
        jdbc.sql(
                """
                insert into incoming_mail (mailbox, uid_validity, uid, internet_id, sha256, raw, size_bytes, state,
                                           reason, attempts, forced, due_at, received_at)
                values ('box', 1, 1, 'a@b', 'c', :raw, 9, 'QUARANTINED', 'Its sender cannot be read.', 1, false,
                       now(), now())""")
                .param("raw", "Subject: Broken\r\n\r\nIt starts no <b>longer</b>.".getBytes(StandardCharsets.UTF_8))
                .update();
        long mail = jdbc.sql("select max(id) from incoming_mail").query(Long.class).single();
        open(task("UserTask_HandleUnreadableMail", "handle-unreadable-mail", Map.of("mail", mail, "mailReason", "x")),
                ".fjs-container");
        tab("Conversation");

        assertThat(conversation().locator("h1")).hasText("Broken");
        assertThat(conversation().locator("main")).containsText("Its sender cannot be read.");
        assertThat(conversation().locator(".text")).hasText("It starts no <b>longer</b>.");
        picture("tab-mail");
        assertThat(page.waitForDownload(() -> conversation().locator("a").click()).suggestedFilename())
                .isEqualTo("mail-" + mail + ".eml");
    }

    @Test
    void afterACorrectionThatCompletesTheTaskTheListIsShownAnewWhateverItsFilter() {
        Task task = task("UserTask_TriageRequest", "triage-request", Map.of("kind", "USE", "confidence", 41));
        String name = "Triage " + request.number();
        Task named = fixture.tasks.createTaskQuery().taskId(task.getId()).singleResult();
        named.setName(name);
        fixture.tasks.saveTask(named);
        fixture.requests.triage(request.number(),
                new TriageResult(Kind.USE, "en", null, null, null, false, false, 0.41, false, Decision.PROCESS));
        Filter mine = filters.createFilterQuery().filterName("Mine").singleResult();
        mine.setProperties(Map.of("refresh", false, "priority", 1));
        filters.saveFilter(mine);
        page.close();
        page = PAGES.logIn(port, "uma");
        open(task, ".fjs-container");
        assertThat(page.locator("section.tasks-list")).containsText(name);
        tab("Conversation");

        conversation().locator(".triage button", new FrameLocator.LocatorOptions().setHasText("Technical problem"))
                .click();

        assertThat(conversation().locator(".said")).containsText("The request goes the way of this kind now.");
        assertThat(page.locator("section.tasks-list")).not().containsText(name);
        picture("tab-corrected");
    }

    @Test
    void aWrongValueInTheTabIsSaidThereWithAWayBack() {
        fixture.requests.triage(request.number(),
                new TriageResult(Kind.USE, "en", null, null, null, false, false, 0.41, false, Decision.PROCESS));
        open(task("UserTask_TriageRequest", "triage-request", Map.of("kind", "USE", "confidence", 41)),
                ".fjs-container");
        tab("Conversation");
        conversation().locator(".triage button[value=USE]").evaluate("button => button.value = 'WEATHER'");

        conversation().locator(".triage button[value=WEATHER]").click();

        assertThat(conversation().locator("main"))
                .containsText("\"WEATHER\" is no kind. Give one of COMMERCIAL, USE, TECHNICAL.");
        picture("tab-refused");
        conversation().locator("main a").click();
        assertThat(conversation().locator(".triage")).isVisible();
    }

    @Test
    void noPageOfTheDeskPutsUpABarrier() {
        jdbc.sql(
                """
                insert into incoming_mail (mailbox, uid_validity, uid, internet_id, sha256, raw, size_bytes, state,
                                           reason, attempts, forced, due_at, received_at)
                values ('box', 2, :uid, 'news@b', 'd' || :uid, :raw, 9, 'CLOSED', 'It is an automatic mail.', 1, false,
                       now(), now())""")
                .param("raw", "From: news@offers.a-shop-with-a-long-name.example\r\nSubject: News\r\n\r\nBuy this."
                        .getBytes(StandardCharsets.UTF_8))
                .param("uid", System.nanoTime()).update();
        long mail = jdbc.sql("select max(id) from incoming_mail").query(Long.class).single();
        fixture.requests.triage(request.number(),
                new TriageResult(Kind.TECHNICAL, "en", null, null, "PRINTER", false, false, 0.82, true,
                        Decision.PROCESS));
        decisions.record(request.number(), "triage", "TECHNICAL", "Rule 4", "The words \"white sheets\" speak for it.",
                "process");
        articleImports.importMarkdown(
                Map.of("en/merge.md", "# Merge duplicate persons\n\nChoose Merge.".getBytes(StandardCharsets.UTF_8)),
                "desk", "en", false);
        String article = jdbc.sql("select min(id) from article").query(String.class).single();
        offered(article);
        Task task = task("UserTask_TriageRequest", "triage-request", Map.of("kind", "USE"));
        fixture.person("mia", "managers");
        Page managers = PAGES.logIn(port, "mia");
        String desk = "http://localhost:" + port + "/camunda/api/aftercare/";
        for (String path : List.of("requests/" + request.number() + "/conversation",
                "tasks/" + task.getId() + "/conversation",
                "requests/" + request.number() + "/conversation?effect=STAYS", "article-records",
                "article-records/" + article, "mails",
                "mails/" + mail, "notifications", "requests/AC-999999/conversation")) {
            managers.navigate(desk + path);
            for (int width : new int[] {360, 790, 1400}) {
                managers.setViewportSize(width, 900);
                var found = new AxeBuilder(managers).setLegacyMode(true)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa",
                                "wcag22aa", "best-practice"))
                        .analyze().getViolations();
                assertThat(found).as(path + " at " + width)
                        .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml()).isEmpty();
                assertThat(
                        (boolean) managers.evaluate("[document.documentElement, ...document.querySelectorAll('.wide')]"
                                + ".every(part => part.scrollWidth <= part.clientWidth)"))
                        .as(path + " fits " + width).isTrue();
            }
        }
        assertThat(managers.locator("link[rel=stylesheet]").getAttribute("href"))
                .matches("/desk/desk-[0-9a-f]{32}\\.css");
        assertThat(managers.request()
                .get("http://localhost:" + port + managers.locator("link[rel=stylesheet]").getAttribute("href"))
                .headers().get("cache-control")).contains("max-age=31536000", "immutable");
        managers.close();
    }

    private void offered(String article) {
        jdbc.sql(
                "insert into article_offer (request_id, offered_at, in_month, language, model, outcome) values (:id, "
                        + "now(), '2026-05', 'en', 'words', 'SOLVED')")
                .param("id", request.number().value()).update();
        jdbc.sql(
                "insert into article_offer_article (offer_id, place, article_id, score, features) select max(id), 1, "
                        + ":article, 0.9, '{}' from article_offer")
                .param("article", article).update();
        jdbc.sql(
                "insert into learned_query (article_id, request_id, text_body, learned_at) values (:article, :id, "
                        + "'Two people who are one', now())")
                .param("article", article).param("id", request.number().value()).update();
        jdbc.sql("""
                insert into article_calibration (language, model, made_at, outcomes, held_out, log_loss,
                       log_loss_before, brier, brier_before, better, content)
                values ('en', 'bge', now(), 412, 103, 0.271, 0.312, 0.089, 0.101, false, '{}')""").update();
    }

    @Test
    void saysInASentenceThatThereIsNothingToShow() {
        open(task("UserTask_HandleUnreadableMail", "handle-unreadable-mail", Map.of("mail", 4711L, "mailReason", "x")),
                ".fjs-container");
        tab("Conversation");

        assertThat(conversation().locator("main")).containsText("There is no mail 4711");
    }

    @Test
    void reviewShowsUntilWhenSupportWasOpen() {
        open(task("UserTask_ReviewRefusal", "review-refusal", Map.of("refusal", "SUPPORT_EXPIRED",
                "purchasedOn", "2024-03-01", "supportUntil", "2026-03-01")), ".fjs-container");

        assertThat(page.locator(".fjs-container")).containsText("Support open until");
        assertThat(page.locator(".fjs-container")).containsText("2026-03-01");
        picture("review");
    }

    @Test
    void neverShowsAPatternToMaintenance() {
        Task task = task("UserTask_ProvidePatch", "provide-patch", Map.of());
        open(task, ".fjs-container");
        assertThat(page.locator(".fjs-container")).containsText("beginning with https:// or http://");
        page.getByLabel("Where can the customer download the patch?").fill("C:\\patches\\fix.exe");
        assertThat(page.locator(".fjs-container")).not().containsText("pattern");
        picture("patch");
    }

    private Task task(String id, String form, Map<String, Object> variables) {
        var all = new java.util.HashMap<String, Object>(Map.of("subject", request.subject(), "customer", address,
                "requestNumber", request.number().toString(), "language", "en"));
        all.putAll(variables);
        String about = variables.get("mail") instanceof Long mail ? MailTasks.businessKey(mail)
                : request.number().toString();
        Task task = fixture.task(about, id,
                form == null ? null : "camunda-forms:deployment:forms/" + form + ".form", all);
        fixture.tasks.setAssignee(task.getId(), "uma");
        return task;
    }

    private void open(Task task, String selector) {
        TasklistBrowser.open(page, "http://localhost:" + port + "/camunda/app/tasklist/default/#/?task="
                + task.getId());
        try {
            page.waitForSelector(selector);
        } catch (TimeoutError blank) {
            // Now and then Tasklist stays blank, whoever opens it.
            page.reload();
            page.waitForSelector(selector);
        }
    }

    private void tab(String name) {
        page.locator(".tabbed-content .nav-tabs a", new Page.LocatorOptions().setHasText(name)).click();
    }

    private FrameLocator conversation() {
        return page.frameLocator("iframe[title=Conversation]");
    }

    private void picture(String name) {
        String folder = System.getProperty("desk.pictures");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
        }
    }
}
