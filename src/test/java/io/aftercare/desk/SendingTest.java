package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Request;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.Tool;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.task.Task;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sending, undoing, sending later and being overtaken, as agents do it in real browsers and as the server sees it. */
@DeskTest
@NeedsTool(Tool.CHROMIUM)
class SendingTest {

    private static final String API = "/camunda/api/aftercare";
    private static final String FORM = "embedded:deployment:forms/answer-request.html";
    private static final int TRIES = 6;

    @RegisterExtension
    static final TasklistPages PAGES = new TasklistPages();

    @LocalServerPort
    int port;
    @Autowired
    DeskFixture fixture;
    @Autowired
    Messages messages;
    @Autowired
    Drafts drafts;
    @Autowired
    ScheduledAnswers answers;
    @Autowired
    IdentityService identities;
    @Autowired
    JdbcClient jdbc;

    Request request;
    Task task;

    @BeforeEach
    void aTaskThatUmaHasTaken() {
        fixture.person("uma", "usage-support");
        fixture.person("ugo", "usage-support");
        fixture.person("mia", "managers");
        var uma = identities.createUserQuery().userId("uma").singleResult();
        uma.setEmail("uma@desk.example");
        identities.saveUser(uma);
        request = fixture.request("ada-" + Long.toHexString(System.nanoTime()) + "@customer.example",
                "Merging " + System.nanoTime(), "How do I merge two persons?");
        task = taskOf(request);
        fixture.tasks.setAssignee(task.getId(), "uma");
    }

    // ---- undo

    @Test
    void undoBringsBackTextOutcomeFilesAndTask() {
        Page page = open("uma", task);
        page.fill("#ac-text", "It is the antivirus.");
        page.selectOption("#ac-outcome", new SelectOption().setLabel("Problem of a third party"));
        page.selectOption("#ac-origin", "ANTIVIRUS");
        page.setInputFiles(".ac-upload",
                new FilePayload("steps.txt", "text/plain", "1. Switch it off".getBytes(StandardCharsets.UTF_8)));
        PlaywrightAssertions.assertThat(page.locator(".ac-draft-files")).containsText("steps.txt");
        page.click(".ac-send");

        PlaywrightAssertions.assertThat(page.locator(".ac-sent")).containsText("Redirected to Ada Archer.");
        PlaywrightAssertions.assertThat(page.locator(".ac-content")).hasCount(0);
        assertThat(assignee()).as("nothing has left").isEqualTo("uma");
        assertThat(letters()).isZero();
        picture(page, "sent");

        Page ugos = open("ugo", task);
        PlaywrightAssertions.assertThat(ugos.locator(".ac-waits"))
                .containsText("An answer of uma Tester is being sent.");
        assertThat(ugos.locator(".ac-waits button").count()).isZero();
        assertThat(ugos.locator("#ac-text").isEditable()).isFalse();
        picture(ugos, "being-sent");
        PlaywrightAssertions.assertThat(card(ugos, "All")).containsText("Being sent");

        page.click(".ac-undo-sent");

        PlaywrightAssertions.assertThat(page.locator("#ac-text")).hasValue("It is the antivirus.");
        PlaywrightAssertions.assertThat(page.locator("#ac-outcome")).hasValue("THIRD_PARTY");
        PlaywrightAssertions.assertThat(page.locator("#ac-origin")).hasValue("ANTIVIRUS");
        PlaywrightAssertions.assertThat(page.locator(".ac-draft-files")).containsText("steps.txt");
        PlaywrightAssertions.assertThat(page.locator("#ac-text")).isEditable();
        PlaywrightAssertions.assertThat(page.locator(".ac-sent")).hasCount(0);
        assertThat(assignee()).isEqualTo("uma");
        fixture.letLeave(request);
        await().pollDelay(Duration.ofSeconds(2)).untilAsserted(() -> assertThat(assignee()).isEqualTo("uma"));
        page.click(".ac-send");
        awaitDone();
    }

    @Test
    void aClosedWindowSendsAllTheSame() {
        Page page = open("uma", task);
        page.fill("#ac-text", "Like this.");
        page.click(".ac-send");
        PlaywrightAssertions.assertThat(page.locator(".ac-sent")).containsText("Undo");
        page.close();

        awaitDone();
        assertThat(answers.find(request.number())).isEmpty();
    }

    // ---- later

    @Test
    void sendsLaterShowsWhenAndCallsItOff() {
        Page page = open("uma", task);
        page.fill("#ac-text", "Tomorrow you will know.");
        page.click(".ac-later");
        PlaywrightAssertions.assertThat(page.locator(".ac-moment").first()).containsText("In an hour");
        picture(page, "send-later");
        assertAccessible(page);
        String words = page.locator(".ac-moment .ac-muted").last().innerText();
        page.locator(".ac-moment").last().click();

        PlaywrightAssertions.assertThat(page.locator(".ac-sent")).containsText("goes out " + words);
        PlaywrightAssertions.assertThat(card(page, "Mine")).containsText("Goes out " + words);
        assertThat(answers.find(request.number()).orElseThrow().momentChosen()).isTrue();
        page.reload();
        page = open("uma", task);
        PlaywrightAssertions.assertThat(page.locator(".ac-waits")).containsText("Your answer goes out");
        assertThat(page.locator("#ac-text").isEditable()).isFalse();
        picture(page, "goes-out");
        assertAccessible(page);
        page.click(".ac-undo");

        PlaywrightAssertions.assertThat(page.locator("#ac-text")).isEditable();
        PlaywrightAssertions.assertThat(page.locator("#ac-text")).hasValue("Tomorrow you will know.");
        PlaywrightAssertions.assertThat(page.locator(".ac-waits")).isHidden();
        page.click(".ac-later");
        page.fill("#ac-at", "2020-01-01T09:00");
        page.click(".ac-send-then");
        PlaywrightAssertions.assertThat(page.locator(".ac-error"))
                .hasText("That moment has passed. Choose a later one.");
        page.click(".ac-later");
        page.fill("#ac-at", LocalDate.now().plusDays(20) + "T11:30");
        page.click(".ac-send-then");
        PlaywrightAssertions.assertThat(page.locator(".ac-sent")).containsText(", 11:30");
        awaitDone();
    }

    @Test
    void isHeldWhenTheCustomerWritesFirst() {
        ok(session("uma").post(API + "/tasks/" + task.getId() + "/sending",
                answer("Tomorrow.", LocalDateTime.now().plusDays(2).withNano(0))));
        Page page = open("uma", task);
        PlaywrightAssertions.assertThat(page.locator(".ac-waits")).isVisible();

        fixture.reply(request, "I found it myself.");

        await().untilAsserted(() -> assertThat(answers.find(request.number()).orElseThrow().waits()).isFalse());
        PlaywrightAssertions.assertThat(card(page, "Mine")).containsText("Not sent");
        PlaywrightAssertions.assertThat(card(page, "Mine")).containsText("New reply");
        page = open("uma", task);
        PlaywrightAssertions.assertThat(page.locator(".ac-held")).containsText(
                "Your answer was not sent. The customer has written again.");
        PlaywrightAssertions.assertThat(page.locator(".ac-since")).containsText("I found it myself.");
        PlaywrightAssertions.assertThat(page.locator("#ac-text")).hasValue("Tomorrow.");
        picture(page, "held");
        assertAccessible(page);
        await().untilAsserted(() -> assertThat(mails()).singleElement().asString()
                .contains("The customer has written again", "I found it myself.", "Tomorrow."));
        page.click(".ac-anyway");
        awaitDone();
    }

    // ---- overtaken

    @Test
    void aColleaguesNoteHoldsTheAnswerToo() {
        Page page = open("uma", task);
        page.fill("#ac-text", "Like this.");
        messages.note(request.number(), "ugo", "She called: it is about the map.");
        messages.note(request.number(), "uma", "My own.");
        messages.note(request.number(), null, "Of the process.");
        // It is shown within seconds, and who is writing may overlook it.
        PlaywrightAssertions.assertThat(page.locator(".ac-messages")).containsText("She called");

        page.click(".ac-send");

        PlaywrightAssertions.assertThat(page.locator(".ac-held"))
                .containsText("A colleague has written in the meantime.");
        PlaywrightAssertions.assertThat(page.locator(".ac-since")).hasCount(1);
        PlaywrightAssertions.assertThat(page.locator(".ac-since")).containsText("Internal note by ugo Tester");
        picture(page, "overtaken");
        page.click(".ac-drop");
        PlaywrightAssertions.assertThat(page.locator("#ac-text")).hasValue("");
        assertThat(answers.find(request.number())).isEmpty();
        page.fill("#ac-text", "About the map.");
        page.click(".ac-send");
        PlaywrightAssertions.assertThat(page.locator(".ac-sent")).isVisible();
        awaitDone();
    }

    // ---- the next one

    @Test
    void sendsAndOpensTheNextOneAtOnce() {
        Request other = fixture.request("bea@customer.example", "Another " + System.nanoTime(), "Where is it?");
        taskOf(other);
        Page page = open("uma", task);
        page.click(".ac-later");
        page.check("#ac-and-next");
        page.keyboard().press("Escape");
        page.fill("#ac-text", "Like this.");
        page.keyboard().press("Control+Enter");

        PlaywrightAssertions.assertThat(page.locator(".ac-sent")).containsText("Undo");
        PlaywrightAssertions.assertThat(page.locator(".ac-content")).isVisible();
        PlaywrightAssertions.assertThat(page.locator("#ac-text")).hasValue("");
        PlaywrightAssertions.assertThat(page.locator(".ac-send")).hasAttribute("data-next", "");
        picture(page, "sent-and-next");
        page.click(".ac-undo-sent");
        PlaywrightAssertions.assertThat(page.locator("#ac-text")).hasValue("Like this.");
        page.evaluate("localStorage.removeItem('aftercare.send-and-next.uma')");
    }

    // ---- the server's part

    @Test
    void whatIsToLeaveIsChangedByNobody() {
        TasklistSession uma = session("uma");
        String desk = API + "/tasks/" + task.getId();
        ok(uma.post(desk + "/sending", answer("Like this.", null)));

        assertThat(uma.put(desk + "/draft", Map.of("text", "Other")).statusCode()).isEqualTo(409);
        assertThat(uma.post(desk + "/sending", answer("Twice.", null)).statusCode()).isEqualTo(409);
        assertThat(uma.post(desk + "/answer", answer("Twice.", null)).statusCode()).isEqualTo(409);
        Assertions.assertThatThrownBy(() -> fixture.tasks.complete(task.getId(), Map.of("answerOutcome", "ANSWER")))
                .isInstanceOf(ProcessEngineException.class)
                .hasStackTraceContaining("Undo its sending in Tasklist first");
        assertThat(drafts.find(request.number()).orElseThrow().text()).isEqualTo("Like this.");
        HttpResponse<byte[]> ugos = session("ugo").delete(desk + "/sending");
        assertThat(ugos.statusCode()).isEqualTo(403);
        assertThat(new String(ugos.body(), StandardCharsets.UTF_8)).contains("an answer of uma");
        assertThat(session("mia").delete(desk + "/sending").statusCode()).isEqualTo(204);
        assertThat(uma.delete(desk + "/sending").statusCode()).isEqualTo(409);
        assertThat(uma.put(desk + "/draft", Map.of("text", "Other")).statusCode()).isIn(200, 409);
    }

    @Test
    void aRequestThatEndsMeanwhileGivesTheAnswerBack() {
        ok(session("uma").post(API + "/tasks/" + task.getId() + "/sending", answer("Like this.", null)));
        fixture.runtime.deleteProcessInstance(task.getProcessInstanceId(), "withdrawn");
        drafts.discard(request.number());
        fixture.requests.close(request.number(), Outcome.WITHDRAWN);

        fixture.letLeave(request);

        await().untilAsserted(() -> assertThat(answers.find(request.number()).orElseThrow().problem())
                .isEqualTo("Its task had ended."));
        assertThat(drafts.find(request.number()).map(Drafts.Draft::text)).contains("Like this.");
        await().untilAsserted(() -> assertThat(mails()).singleElement().asString().contains("Its task had ended.",
                "Like this."));
    }

    @Test
    void whoHasTheTaskNoMoreGetsTheAnswerBack() {
        ok(session("uma").post(API + "/tasks/" + task.getId() + "/sending", answer("Like this.", null)));
        fixture.tasks.setAssignee(task.getId(), "ugo");

        fixture.letLeave(request);

        await().untilAsserted(() -> assertThat(answers.find(request.number()).orElseThrow().problem())
                .startsWith("The task belongs to ugo Tester now."));
        assertThat(assignee()).isEqualTo("ugo");
        assertThat(letters()).isZero();
    }

    // ---- steps

    private Task taskOf(Request about) {
        return fixture.taskOf(about, "UserTask_AnswerRequest", FORM,
                Map.of("kind", "USE", "requestNumber", about.number().toString()));
    }

    /** @param at date and time, vendor's zone; null for at once */
    private Map<String, Object> answer(String text, LocalDateTime at) {
        var answer = new HashMap<String, Object>(Map.of("outcome", "ANSWER", "text", text, "lastSeenMessage",
                messages.newestId(request.number())));
        answer.put("at", at == null ? null : at.toString());
        return answer;
    }

    private TasklistSession session(String person) {
        return new TasklistSession(port).logIn(person);
    }

    private static void ok(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).as(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(200);
    }

    private String assignee() {
        Task open = fixture.tasks.createTaskQuery().taskId(task.getId()).singleResult();
        return open == null ? null : open.getAssignee();
    }

    private long letters() {
        return messages.of(request.number()).stream().filter(message -> message.direction() == Direction.OUT).count();
    }

    private List<String> mails() {
        return jdbc.sql("select text_body from staff_mail where request_id = :request and kind = 'TOLD'")
                .param("request", request.number().value()).query(String.class).list();
    }

    private void awaitDone() {
        await().untilAsserted(() -> {
            fixture.letLeave(request);
            assertThat(assignee()).isNull();
        });
    }

    private Locator card(Page page, String list) {
        page.locator(".task-filters .task-filter", new Page.LocatorOptions().setHasText(list)).click();
        return page.locator(".tasks-list li.task", new Page.LocatorOptions().setHasText(request.number().toString()));
    }

    private static void assertAccessible(Page page) {
        assertThat(new AxeBuilder(page).setLegacyMode(true).include(".ac-desk")
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")).analyze().getViolations())
                .as("findings of axe").isEmpty();
    }

    private Page open(String person, Task opened) {
        Page page = PAGES.logIn(port, person);
        for (int tried = 0; tried < TRIES; tried++) {
            TasklistBrowser.open(page, "http://localhost:" + port + "/camunda/app/tasklist/default/#/?task="
                    + opened.getId());
            if (TasklistBrowser.appears(page, ".ac-content:not([hidden])")) {
                return page;
            }
        }
        throw new AssertionError("The form does not open: " + page.locator("body").innerText());
    }

    private static void picture(Page page, String name) {
        String folder = System.getProperty("desk.pictures");
        if (folder != null) {
            for (int[] size : new int[][] {{1366, 768}, {1920, 1080}}) {
                page.setViewportSize(size[0], size[1]);
                page.waitForTimeout(400);
                page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + "-" + size[0] + ".png")));
            }
        }
    }
}
