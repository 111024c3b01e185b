package io.aftercare.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tab beside the form of every task, in the real Tasklist in a real browser. */
@DeskTest
class ConversationTabTest {

    private static TasklistBrowser browser;

    @LocalServerPort int port;
    @Autowired DeskFixture fixture;
    @Autowired JdbcClient jdbc;

    Page page;
    final List<String> errors = new ArrayList<>();
    final String address = "ada-" + Long.toHexString(System.nanoTime()) + "@customer.example";
    Request request;

    @BeforeAll
    static void startBrowser() {
        browser = TasklistBrowser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void umaLogsIn() {
        fixture.person("uma", "usage-support");
        request = fixture.request(address, "My key is gone", "I bought the program in May.\nHere is no invoice.");
        page = browser.logIn(port, "uma", errors);
    }

    @AfterEach
    void closePage() {
        page.context().close();
        assertThat(errors).as("errors of scripts").isEmpty();
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
        await().untilAsserted(() -> assertThat((boolean) conversation().locator("html").evaluate("page => page.scrollHeight <= innerHeight"))
                .as("all is seen without a scroll bar in the scroll bar").isTrue());
        tab("Form");
        assertThat(page.getByLabel("Remark for colleagues")).hasValue("Asked the shop by telephone.");
        picture("tab-form");
    }

    @Test
    void goesWithTheTaskThatIsChosen() {
        Task first = task("UserTask_VerifyPurchase", "verify-purchase", Map.of());
        Request other = fixture.request("bob-" + address, "Another matter", "Bob writes about another matter.");
        Task second = fixture.taskOf(other, "UserTask_ReviewRefusal", null, Map.of());
        open(first, ".fjs-container");
        tab("Conversation");
        assertThat(conversation().locator("article").first()).containsText("I bought the program in May.");

        page.evaluate("task => { location.hash = '#/?task=' + task + '&detailsTab=aftercare-conversation' }", second.getId());

        assertThat(conversation().locator("article").first()).containsText("Bob writes about another matter.");
        assertThat(page.locator("iframe[title=Conversation]")).hasCount(1);
    }

    @Test
    void nothingAStrangerWroteRunsInTheTab() {
        fixture.messages.receive(request.number(), new IncomingMessage(null, null, null, address, "<img src=x onerror=evil()>",
                null, "x", "<script>parent.evil()</script>{{constructor.constructor('evil()')()}}", "",
                "<p>hi</p><script>parent.evil()</script>", null, false, List.of()));
        page.exposeFunction("evil", arguments -> errors.add("a stranger's script ran"));
        open(task("UserTask_TriageRequest", "triage-request", Map.of("kind", "USE", "confidence", 41)), ".fjs-container");
        assertThat(page.locator(".fjs-container")).containsText("Selected is only what the machine suspects, 41% sure.");
        picture("triage");

        tab("Conversation");

        assertThat(conversation().locator("article").nth(1)).containsText("<script>parent.evil()</script>{{constructor");
        assertThat(conversation().locator("article").nth(1)).containsText("<img src=x");
    }

    @Test
    void showsAMailThatCouldNotBeTakenIn() {
        jdbc.sql("""
                insert into incoming_mail (mailbox, uid_validity, uid, internet_id, sha256, raw, size_bytes, state, reason,
                                           attempts, insisted, due_at, received_at)
                values ('box', 1, 1, 'a@b', 'c', :raw, 9, 'PARKED', 'Its sender cannot be read.', 1, false, now(), now())""")
                .param("raw", "Subject: Broken\r\n\r\nIt starts no <b>longer</b>.".getBytes(StandardCharsets.UTF_8)).update();
        long mail = jdbc.sql("select max(id) from incoming_mail").query(Long.class).single();
        open(task("UserTask_HandleUnreadableMail", "handle-unreadable-mail", Map.of("mail", mail, "mailReason", "x")), ".fjs-container");
        tab("Conversation");

        assertThat(conversation().locator("h1")).hasText("Broken");
        assertThat(conversation().locator("main")).containsText("Its sender cannot be read.");
        assertThat(conversation().locator(".text")).hasText("It starts no <b>longer</b>.");
        picture("tab-mail");
        assertThat(page.waitForDownload(() -> conversation().locator("a").click()).suggestedFilename()).isEqualTo("mail-" + mail + ".eml");
    }

    @Test
    void saysInASentenceThatThereIsNothingToShow() {
        open(task("UserTask_HandleUnreadableMail", "handle-unreadable-mail", Map.of("mail", 4711L, "mailReason", "x")), ".fjs-container");
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
        Task task = fixture.taskOf(request, id, form == null ? null : "camunda-forms:deployment:forms/" + form + ".form", all);
        fixture.tasks.setAssignee(task.getId(), "uma");
        return task;
    }

    private void open(Task task, String selector) {
        page.navigate("http://localhost:" + port + "/camunda/app/tasklist/default/#/?task=" + task.getId());
        page.reload();
        page.waitForSelector(selector);
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
