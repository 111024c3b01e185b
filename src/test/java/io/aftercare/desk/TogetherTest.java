package io.aftercare.desk;

import static io.aftercare.desk.TasklistSession.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Several people at one request, each in a browser of their own. Pictures go to the folder that the system property
 * {@code desk.pictures} names, if it does.
 */
@DeskTest
@NeedsTool(Tool.CHROMIUM)
class TogetherTest {

    private static final String FORM = "embedded:deployment:forms/answer-request.html";
    private static final String DESK = "/camunda/api/aftercare";
    private static final int TRIES = 3;
    /** The form asks every four seconds, Tasklist for its list every ten. */
    private static final double SOON = 14_000;
    @RegisterExtension
    static final TasklistPages PAGES = new TasklistPages();

    @LocalServerPort
    int port;
    @Autowired
    DeskFixture fixture;
    @Autowired
    Messages messages;
    @Autowired
    FilterService filters;
    @Autowired
    JdbcClient jdbc;

    Page uma;
    Page ugo;
    Request request;
    Task task;

    @BeforeEach
    void twoAgentsAndARequestOfOne() {
        fixture.person("uma", "usage-support");
        fixture.person("ugo", "usage-support");
        fixture.tasks.createTaskQuery().list().forEach(left -> fixture.runtime
                .deleteProcessInstance(left.getProcessInstanceId(), "test"));
        request = fixture.request("ada-" + Long.toHexString(System.nanoTime()) + "@customer.example",
                "Merging duplicates", "How do I merge two persons?");
        task = fixture.taskOf(request, "UserTask_AnswerRequest", FORM,
                Map.of("kind", "USE", "requestNumber", request.number().toString()));
        fixture.tasks.setAssignee(task.getId(), "uma");
        jdbc.sql("delete from presence").update();
        uma = PAGES.logIn(port, "uma");
        ugo = PAGES.logIn(port, "ugo");
    }

    // ---- presence

    @Test
    void showsWhoLooksAndWhoWritesWhileTheyDo() {
        open(uma, "filter=" + filters.createFilterQuery().filterName("Mine").singleResult().getId() + "&");
        open(ugo);
        seen(uma.locator(".ac-here .ac-looking"), "ugo Tester is looking");
        seen(uma.locator(".tasks-list .ac-present .ac-person"), "ugo Tester is looking");
        picture(uma, "presence-list", 1366, 768);
        assertThat(axe(uma, ".tasks-list li.task")).isEmpty();
        seen(ugo.locator(".ac-here"), "uma Tester is looking");

        uma.locator("#ac-text").pressSequentially("Open the per");

        seen(ugo.locator(".ac-here .ac-typing"), "uma Tester is writing");
        picture(ugo, "presence-form", 1366, 768);
        picture(ugo, "presence-form-wide", 1920, 1080);
        seen(ugo.locator(".ac-here .ac-looking"), "uma Tester is looking");
        assertThat(axe(ugo, ".ac-head")).isEmpty();

        ugo.navigate("about:blank");
        gone(uma.locator(".ac-here li"), 8_000);
        gone(uma.locator(".tasks-list .ac-person"), SOON);
    }

    @Test
    void whoDoesNothingFadesAndWhoGivesNoSignIsGone() {
        open(ugo);
        jdbc.sql("insert into presence (request_id, user_id, activity, seen_at) values (:r, 'uma', 'IDLE', :now)")
                .param("r", request.number().value()).param("now", java.time.OffsetDateTime.now()).update();
        seen(ugo.locator(".ac-here .ac-idle"), "uma Tester has it open");

        gone(ugo.locator(".ac-here li"), 32_000);
        assertThat(count("select count(*) from presence where user_id = 'uma'")).as("kept, but no sign").isEqualTo(1);
    }

    @Test
    void presenceIsWrittenRarelyAndToldToThoseOnlyWhoMayReadTheRequest() {
        fixture.person("max", "maintenance");
        fixture.person("dora", "process-designers");
        TasklistSession first = new TasklistSession(port).logIn("uma");
        String door = DESK + "/requests/" + request.number() + "/presence";
        first.put(door, Map.of("activity", "LOOKING"));
        Object written = jdbc.sql("select seen_at from presence where user_id = 'uma'").query().singleValue();
        JsonNode here = json(first.put(door, Map.of("activity", "LOOKING", "task", task.getId())));
        assertThat(here.path("others")).as("nobody but oneself").isEmpty();
        assertThat(here.path("open").asBoolean()).isTrue();
        assertThat(here.path("assignee").asText()).isEqualTo("uma");
        assertThat(here.path("lastMessage").asLong()).isEqualTo(messages.newestId(request.number()));
        assertThat(jdbc.sql("select seen_at from presence where user_id = 'uma'").query().singleValue())
                .as("the same again is not written").isEqualTo(written);

        JsonNode other = json(new TasklistSession(port).logIn("ugo").put(door, Map.of("activity", "TYPING")));
        assertThat(other.path("others").path(0).path("name").asText()).isEqualTo("uma Tester");
        assertThat(other.path("open").asBoolean()).as("no task was named").isFalse();
        assertThat(first.put(door, Map.of()).statusCode()).isEqualTo(400);
        assertThat(first.put(DESK + "/requests/AC-999999/presence", Map.of("activity", "LOOKING")).statusCode())
                .isEqualTo(404);
        var stranger = new TasklistSession(port).logIn("max").put(door, Map.of("activity", "LOOKING"));
        assertThat(stranger.statusCode()).isEqualTo(403);
        assertThat(new String(stranger.body())).doesNotContain("uma");
        assertThat(new TasklistSession(port).put(door, Map.of("activity", "LOOKING")).statusCode()).isEqualTo(401);
        assertThat(first.delete(door).statusCode()).isEqualTo(204);
        assertThat(count("select count(*) from presence where user_id = 'uma'")).isZero();
    }

    // ---- notes

    @Test
    void aNoteReachesWhoIsMentionedAndNoCustomer() {
        fixture.address("ugo", "ugo@staff.example");
        open(uma);
        uma.click("role=tab[name='Internal note']");
        uma.locator("#ac-note").pressSequentially("Only Heredoc knows, @ug");
        seen(uma.locator(".ac-offered [aria-selected=true]"), "ugo Tester");
        picture(uma, "note-mention", 1366, 768);
        uma.keyboard().press("Enter");
        assertThat(uma.inputValue("#ac-note")).isEqualTo("Only Heredoc knows, @ugo Tester ");
        uma.locator("#ac-note").pressSequentially("please look.");
        uma.keyboard().press("Control+Enter");

        seen(uma.locator(".ac-message.ac-note").first(), "Internal note by uma Tester");
        assertThat(uma.inputValue("#ac-note")).isEmpty();
        assertThat(axe(uma, ".ac-desk")).isEmpty();
        picture(uma, "note-added", 1366, 768);
        picture(uma, "note-added-wide", 1920, 1080);
        Message note = messages.of(request.number()).get(1);
        assertThat(note.textBody()).isEqualTo("Only Heredoc knows, @ugo Tester please look.");
        Map<String, Object> mail = jdbc.sql("select * from staff_mail where request_id = :r and kind = 'NOTE'")
                .param("r", request.number().value()).query().singleRow();
        assertThat(mail.get("address")).isEqualTo("ugo@staff.example");
        assertThat((String) mail.get("subject")).contains("uma Tester mentioned you", request.number().toString());
        assertThat(String.valueOf(mail.get("text_body"))).contains("Only Heredoc knows")
                .contains("becomes an internal note");

        ugo.navigate("http://localhost:" + port + "/camunda/app/tasklist/default/");
        seen(ugo.locator(".ac-start .ac-notes"), "uma Tester mentioned you");
        seen(ugo.locator(".ac-home-notes"), "1");
        picture(ugo, "note-start-page", 1366, 768);
        assertThat(axe(ugo, ".ac-start")).isEmpty();
        ugo.click(".ac-notes a");
        PlaywrightAssertions.assertThat(ugo.frameLocator(".ac-reading iframe").locator("article.NOTE"))
                .containsText("Internal note by uma Tester");
        seen(uma.locator(".ac-here"), "ugo Tester is looking");
        picture(ugo, "note-conversation", 1366, 768);
        assertThat(json(new TasklistSession(port).logIn("ugo").get(DESK + "/notes/new"))).as("it has been shown")
                .isEmpty();
        assertThat(json(new TasklistSession(port).logIn("ugo").get(DESK + "/search?q=heredoc")).path("requests"))
                .as("colleagues find it").hasSize(1);
    }

    @Test
    void noteIsNoAnswerAndStandsInNothingThatACustomerGets() {
        TasklistSession session = new TasklistSession(port).logIn("uma");
        String tasks = DESK + "/tasks/" + task.getId();
        assertThat(session.post(tasks + "/notes", Map.of("text", "Secretword for @ugo")).statusCode()).isEqualTo(200);

        for (String outcome : List.of("ANSWER", "ASK_CUSTOMER")) {
            String preview = new String(session.post(tasks + "/preview", Map.of("outcome", outcome, "text", "Do this."))
                    .body());
            assertThat(preview).contains("Do this.").doesNotContain("Secretword");
        }
        assertThat(messages.answeredBefore(request.number())).as("a note is no answer").isFalse();
        assertThat(messages.textOf(request.number())).doesNotContain("Secretword");
        assertThat(json(session.get(DESK + "/start")).path("answered").asInt()).as("answers of today").isZero();
        for (String page : List.of("solved", "still-need-help", "withdraw", "learning")) {
            assertThat(new String(new TasklistSession(port).get("/requests/" + request.token() + "/" + page).body()))
                    .doesNotContain("Secretword");
        }
    }

    // ---- handing over

    @Test
    void aTaskIsHandedToAColleagueWithANote() {
        fixture.person("theo", "technical-support");
        fixture.person("max", "maintenance");
        open(uma);
        uma.click(".ac-hand-over");
        PlaywrightAssertions.assertThat(uma.locator(".ac-ask select")).isFocused();
        assertThat(uma.locator(".ac-ask option").allInnerTexts()).contains("ugo Tester", "theo Tester")
                .doesNotContain("uma Tester", "max Tester");
        uma.selectOption(".ac-ask select", "user:ugo");
        uma.click(".ac-ask >> text=Hand over");
        seen(uma.locator(".ac-ask .ac-alert"), "Write a note");
        picture(uma, "hand-over", 1366, 768);
        assertThat(axe(uma, ".ac-ask")).isEmpty();
        uma.fill(".ac-ask textarea", "You know merging best.");
        uma.keyboard().press("Control+Enter");

        seen(uma.locator(".ac-sent"), "Handed over to ugo Tester.");
        assertThat(assignee()).isEqualTo("ugo");
        assertThat(messages.of(request.number()).get(1).textBody())
                .isEqualTo("Handed over to ugo Tester: You know merging best.");
        ugo.navigate("http://localhost:" + port + "/camunda/app/tasklist/default/");
        seen(ugo.locator(".tasks-list .ac-mark.ac-noted"), "Handed over by uma Tester");
        seen(ugo.locator(".ac-start .ac-notes"), "You know merging best.");
        picture(ugo, "handed-over-list", 1366, 768);
        open(ugo);
        seen(ugo.locator(".ac-message.ac-note"), "You know merging best.");
        assertThat(json(new TasklistSession(port).logIn("ugo").get(DESK + "/cards?tasks=" + task.getId())).path(0)
                .path("note").isNull()).as("shown, so new no more").isTrue();
    }

    @Test
    void aTaskIsHandedToAGroupAndToNobodyWhoMayNotWorkOnIt() {
        fixture.person("theo", "technical-support");
        fixture.person("max", "maintenance");
        TasklistSession session = new TasklistSession(port).logIn("uma");
        String door = DESK + "/tasks/" + task.getId() + "/hand-over";
        assertThat(session.post(door, Map.of("user", "max", "note", "Please.")).statusCode()).isEqualTo(400);
        assertThat(session.post(door, Map.of("group", "maintenance", "note", "Please.")).statusCode()).isEqualTo(400);
        assertThat(session.post(door, Map.of("note", "Please.")).statusCode()).isEqualTo(400);
        assertThat(new TasklistSession(port).logIn("ugo").post(door, Map.of("user", "theo", "note", "x")).statusCode())
                .as("not ugo's to give").isEqualTo(403);
        assertThat(assignee()).isEqualTo("uma");

        assertThat(session.post(door, Map.of("group", "technical-support", "note", "It crashes.")).statusCode())
                .isEqualTo(204);

        assertThat(assignee()).isNull();
        assertThat(fixture.tasks.createTaskQuery().taskCandidateGroup("technical-support").count()).isEqualTo(1);
        assertThat(fixture.tasks.createTaskQuery().taskCandidateGroup("usage-support").count()).isZero();
        JsonNode cards = json(new TasklistSession(port).logIn("theo").get(DESK + "/list/new"));
        assertThat(cards.path("tasks").path(0).path("note").asText()).isEqualTo("Handed over by uma Tester");
    }

    @Test
    void aTaskIsTakenOverWithAWordAndTheTextStaysItsAuthors() {
        open(uma);
        uma.locator("#ac-text").pressSequentially("Half an answer");
        await().untilAsserted(() -> assertThat(drafts()).containsExactly("uma"));
        open(ugo);
        ugo.click(".ac-take-over");
        ugo.fill(".ac-ask textarea", "uma is on holiday");
        picture(ugo, "take-over", 1366, 768);
        ugo.click(".ac-ask >> text=Take over");

        seen(uma.locator(".ac-claim"), "This task belongs to ugo Tester now. Taken over from uma Tester: "
                + "uma is on holiday. What you wrote is kept as your draft.");
        PlaywrightAssertions.assertThat(uma.locator("#ac-text")).not().isEditable();
        await().untilAsserted(() -> assertThat(json(new TasklistSession(port).logIn("uma")
                .get(DESK + "/requests/" + request.number() + "/set-aside")).path("text").asText())
                .isEqualTo("Half an answer"));
        picture(uma, "taken-over", 1366, 768);
        assertThat(axe(uma, ".ac-desk")).isEmpty();
        assertThat(assignee()).isEqualTo("ugo");
        assertThat(ugo.inputValue("#ac-text")).as("not the colleague's text").isEmpty();
        ugo.fill("#ac-text", "My own answer");
        await().untilAsserted(() -> assertThat(drafts()).containsExactly("ugo"));
        open(uma);
        seen(uma.locator(".ac-set-aside"), "Your draft: Half an answer");
        assertThat(uma.inputValue("#ac-text")).as("the draft of the task is the colleague's")
                .isEqualTo("My own answer");
        uma.click(".ac-take-over");
        uma.fill(".ac-ask textarea", "I am back");
        uma.keyboard().press("Control+Enter");
        seen(ugo.locator(".ac-claim"), "This task belongs to uma Tester now. Taken over from ugo Tester: I am back.");
        uma.click(".ac-set-aside >> text=Take it");
        assertThat(uma.inputValue("#ac-text")).isEqualTo("Half an answer");
        picture(uma, "taken-back", 1366, 768);
        uma.focus("#ac-text");
        uma.keyboard().press("Control+Enter");
        seen(uma.locator(".ac-sent"), "Answer sent");
        fixture.letLeave(request);
        await().untilAsserted(() -> assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).count())
                .as("who took it over sends").isZero());
        assertThat(json(new TasklistSession(port).logIn("ugo").get(DESK + "/notes/new"))).as("shown in the open form")
                .isEmpty();
    }

    @Test
    void onlyWhoMayWorkOnATaskTakesItOver() {
        fixture.person("max", "maintenance");
        String door = DESK + "/tasks/" + task.getId() + "/take-over";
        assertThat(new TasklistSession(port).logIn("max").post(door, Map.of("reason", "x")).statusCode())
                .as("sees no such task").isEqualTo(404);
        TasklistSession session = new TasklistSession(port).logIn("ugo");
        assertThat(session.post(door, Map.of("reason", " ")).statusCode()).isEqualTo(400);
        assertThat(new TasklistSession(port).logIn("uma").post(door, Map.of("reason", "mine")).statusCode())
                .isEqualTo(409);
        assertThat(assignee()).isEqualTo("uma");
    }

    // ---- delegation

    @Test
    void aDelegatedAnswerIsSentByWhoHasTheTask() {
        fixture.tasks.delegateTask(task.getId(), "ugo");
        assertThat(assignee()).isEqualTo("ugo");
        open(ugo);
        ugo.fill("#ac-text", "Choose Merge.");
        ugo.keyboard().press("Control+Enter");
        seen(ugo.locator(".ac-sent"), "Answer sent");
        fixture.letLeave(request);

        await().untilAsserted(() -> assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).count())
                .as("completed, not given back to its owner").isZero());
    }

    private List<String> drafts() {
        return jdbc.sql("select author from draft where request_id = ?").param(request.number().value())
                .query(String.class).list();
    }

    private String assignee() {
        return fixture.tasks.createTaskQuery().taskId(task.getId()).singleResult().getAssignee();
    }

    // ---- steps

    private void open(Page page) {
        open(page, "");
    }

    private void open(Page page, String filter) {
        for (int tried = 0; tried < TRIES; tried++) {
            TasklistBrowser.open(page,
                    "http://localhost:" + port + "/camunda/app/tasklist/default/#/?" + filter + "task="
                            + task.getId());
            try {
                page.waitForSelector(".ac-content:not([hidden])", new Page.WaitForSelectorOptions().setTimeout(20_000));
                return;
            } catch (TimeoutError blank) {
                // On a busy machine the web application sometimes stays blank until it is loaded once more.
            }
        }
        throw new AssertionError("The form does not open: " + page.locator("body").innerText());
    }

    private static void seen(Locator place, String words) {
        PlaywrightAssertions.assertThat(place.first()).containsText(words,
                new LocatorAssertions.ContainsTextOptions().setTimeout(SOON));
    }

    private static void gone(Locator place, double within) {
        PlaywrightAssertions.assertThat(place).hasCount(0,
                new LocatorAssertions.HasCountOptions().setTimeout(within));
    }

    private static List<?> axe(Page page, String part) {
        return new AxeBuilder(page).setLegacyMode(true).include(part)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")).analyze().getViolations();
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static void picture(Page page, String name, int width, int height) {
        String folder = System.getProperty("desk.pictures");
        if (folder != null) {
            var before = page.viewportSize();
            page.setViewportSize(width, height);
            page.waitForTimeout(300);
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
            page.setViewportSize(before.width, before.height);
        }
    }
}
