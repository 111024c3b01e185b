package io.aftercare.desk;

import static io.aftercare.desk.TasklistSession.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.TriageResult;
import io.aftercare.desk.savedreplies.ReplyEntry;
import io.aftercare.desk.savedreplies.SavedReplies;
import io.aftercare.desk.savedreplies.SavedReply;
import io.aftercare.entitlement.Imports;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.letters.WrittenDate;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.Tool;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Saved replies: written by those with the right to, found and filled in the form, in a real browser. */
@DeskTest
@NeedsTool(Tool.CHROMIUM)
class SavedRepliesTest {

    private static final String API = "/camunda/api/aftercare";
    private static final String PAGE = API + "/saved-replies";
    private static final String FORM = "embedded:deployment:forms/answer-request.html";
    private static final int TRIES = 6;
    @RegisterExtension
    static final TasklistPages PAGES = new TasklistPages();

    @LocalServerPort
    int port;
    @Autowired
    DeskFixture fixture;
    @Autowired
    SavedReplies replies;
    @Autowired
    Drafts drafts;
    @Autowired
    Imports imports;
    @Autowired
    Licences licences;

    Request request;
    Task task;
    Page page;

    @BeforeEach
    void people() {
        fixture.person("uma", "usage-support");
        fixture.person("cora", "commercial-support");
        fixture.person("mia", "managers");
        fixture.person("rita", "usage-support");
        fixture.person("rita", "reply-editors");
    }

    @AfterEach
    void noReplyStays() {
        replies.all().forEach(reply -> replies.delete(reply.id(), reply.version()));
    }

    @Test
    void isFoundByItsBeginningsPutAtTheCaretAndFilledInTheCustomersLanguage() {
        aRequest("fr", "Ada Archer");
        SavedReply merge = add("Fusionner les doublons", "réunir merge", List.of("usage-support"),
                Map.of("fr", "ouvrez {{product}} pour {{customer.name}}, demande {{request.number}}, jusqu’au "
                        + "{{licence.until}}. {{agent.name}}", "en", "open {{product}}"));
        add("Only for sales", "fusionner", List.of("commercial-support"), Map.of("en", "sales"));
        add("For all", "", List.of(), Map.of("fr", "pour tous"));
        open("uma");
        Locator text = page.locator("#ac-text");

        int keys = type(text, "::reun");
        PlaywrightAssertions.assertThat(page.locator(".ac-replies li")).hasCount(1);
        screenshot("saved-reply-found");
        keys += press("Enter");

        LocalDate until = LocalDate.now().minusMonths(5).plusYears(2);
        PlaywrightAssertions.assertThat(text).hasValue("ouvrez Heirloom pour Ada Archer, demande " + request.number()
                + ", jusqu’au " + WrittenDate.of(until, Locale.FRENCH) + ". uma Tester");
        PlaywrightAssertions.assertThat(page.locator(".ac-gaps")).isHidden();
        keys += press("Control+Enter");
        PlaywrightAssertions.assertThat(page.locator(".ac-sent")).containsText("Answer sent");
        fixture.letLeave(request);
        await().untilAsserted(() -> assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).count())
                .isZero());
        assertThat(drafts.find(request.number()).orElseThrow().text()).startsWith("ouvrez Heirloom");
        assertThat(replies.find(merge.id()).orElseThrow().uses()).isEqualTo(1);
        assertThat(replies.find(merge.id()).orElseThrow().lastUsedAt()).isNotNull();
        System.out.println("Steps, answer with a saved reply: 0 clicks, " + keys + " keys, 0 tabs, 0 scrolls");
        assertThat(keys).isLessThanOrEqualTo(8);
    }

    @Test
    void isChosenByKeysAndLeavesTheTextAsItIsOnEscape() {
        aRequest("en", "Ada Archer");
        add("Alpha", "", List.of(), Map.of("en", "first"));
        add("Beta", "", List.of(), Map.of("en", "second"));
        add("Sales", "", List.of("commercial-support"), Map.of("en", "not for Uma"));
        open("uma");
        Locator text = page.locator("#ac-text");
        Locator list = page.locator(".ac-replies li");

        type(text, "Hello\n/");
        PlaywrightAssertions.assertThat(list).hasCount(2);
        press("ArrowDown");
        PlaywrightAssertions.assertThat(list.nth(1)).hasAttribute("aria-selected", "true");
        press("Enter");
        PlaywrightAssertions.assertThat(text).hasValue("Hello\nsecond");
        type(text, " ::alp");
        PlaywrightAssertions.assertThat(list).hasCount(1);
        press("Escape");
        PlaywrightAssertions.assertThat(page.locator(".ac-replies")).isHidden();
        press("Enter");
        assertThat(text.inputValue()).as("what Escape left is text").isEqualTo("Hello\nsecond ::alp\n");
        type(text, "/usr/bin and 1/2");
        PlaywrightAssertions.assertThat(page.locator(".ac-replies")).isHidden();
        press("Control+z");
        type(text, "::");
        PlaywrightAssertions.assertThat(list).hasCount(2);
        list.nth(0).click();
        PlaywrightAssertions.assertThat(text).hasValue(Pattern.compile("(first|second)$"));
    }

    @Test
    void saysWhatIsStillOpenBeforeItIsSent() {
        aRequest("fr", null);
        add("Open", "", List.of(), Map.of("en", "Dear {{customer.name}}, send {{which file}} of {{ PRODUCT }}."));
        open("uma");
        type(page.locator("#ac-text"), "/open");
        PlaywrightAssertions.assertThat(page.locator(".ac-replies li")).hasCount(1);
        PlaywrightAssertions.assertThat(page.locator(".ac-replies .ac-badge")).hasText("English");
        press("Enter");

        PlaywrightAssertions.assertThat(page.locator("#ac-text"))
                .hasValue("Dear {{customer.name}}, send {{which file}} of Heirloom.");
        Locator gaps = page.locator(".ac-gaps");
        PlaywrightAssertions.assertThat(gaps).containsText("This reply has no text in French: it is in English.");
        PlaywrightAssertions.assertThat(gaps.locator("button")).hasText(
                new String[] {"{{customer.name}}", "{{which file}}"});
        assertThat(selected()).as("the first is ready to be written over").isEqualTo("{{customer.name}}");
        screenshot("saved-reply-gaps");
        page.keyboard().type("Mrs Archer");
        PlaywrightAssertions.assertThat(gaps.locator("button")).hasCount(1);
        press("Control+Enter");

        PlaywrightAssertions.assertThat(page.locator(".ac-error"))
                .containsText("A gap is still open: {{which file}}. Fill in, or send as it is if that is meant.");
        screenshot("saved-reply-refused");
        assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
        page.click(".ac-as-it-is");
        PlaywrightAssertions.assertThat(page.locator(".ac-sent")).containsText("Answer sent");
        fixture.letLeave(request);
        await().untilAsserted(() -> assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).count())
                .isZero());
        assertThat(drafts.find(request.number()).orElseThrow().text()).contains("{{which file}}");
    }

    @Test
    void noDoorLetsAnOpenGapOutUnnoticed() {
        aRequest("en", "Ada Archer");
        TasklistSession uma = new TasklistSession(port).logIn("uma");
        String answer = API + "/tasks/" + task.getId() + "/answer";
        Map<String, Object> body = new HashMap<>(Map.of("outcome", "ANSWER", "text", "See {{product}}.",
                "lastSeenMessage", 999_999));

        HttpResponse<byte[]> refused = uma.post(answer, body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("detail").asText()).startsWith("The answer has a gap that nobody filled: "
                + "{{product}}.");
        body.put("gapsMeant", true);
        assertThat(uma.post(answer, body).statusCode()).isEqualTo(204);
        body.putAll(Map.of("outcome", "NO_ANSWER_NEEDED", "gapsMeant", false));
        assertThat(uma.post(answer, body).statusCode()).as("nothing is mailed").isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({"1366,768", "1920,1080"})
    void isWrittenTriedAndChangedOnItsPage(int width, int height) {
        aRequest("fr", "Émile");
        page = PAGES.logIn(port, "rita");
        page.setViewportSize(width, height);
        page.navigate("http://localhost:" + port + PAGE);
        page.click("text=Add a reply");
        page.fill("#title", "Merge " + width);
        page.fill("#key-words", "doublons");
        page.check("[value=usage-support]");
        page.fill("#text-en", "Open ");
        page.click("[data-written='{{product}}']");
        page.locator("#text-en").pressSequentially(" for {{whom}}");
        page.fill("#text-fr", "Ouvrez {{product}} pour {{customer.name}}");
        Locator english = page.locator("[data-shown=en]");
        PlaywrightAssertions.assertThat(english).hasText("Open Heirloom for {{whom}}");
        PlaywrightAssertions.assertThat(english.locator("mark")).hasText("{{whom}}");
        PlaywrightAssertions.assertThat(page.locator("[data-shown=fr]")).hasText("Ouvrez Heirloom pour Ada Archer");
        page.fill("#request", request.number().toString());
        PlaywrightAssertions.assertThat(page.locator("[data-shown=fr]")).hasText("Ouvrez Heirloom pour Émile");
        screenshot("saved-reply-page-" + width);
        axe();
        page.click("button[type=submit]");
        PlaywrightAssertions.assertThat(page.locator("tbody tr:target")).containsText("Merge " + width);
        PlaywrightAssertions.assertThat(page.locator("tbody tr:target")).containsText("English, French");
        screenshot("saved-replies-page-" + width);
        axe();
        page.fill("#find", "ouvrez DOUBLÓNS");
        assertThat(page.locator("tbody tr:visible").count()).isEqualTo(1);
        page.fill("#find", "nothing");
        assertThat(page.locator("tbody tr:visible").count()).isZero();
    }

    @Test
    void theSecondOfTwoEditorsIsToldAndChooses() {
        SavedReply reply = add("Two at once", "", List.of(), Map.of("en", "Before"));
        page = PAGES.logIn(port, "rita");
        page.navigate("http://localhost:" + port + PAGE + "/" + reply.id());
        replies.change(reply.id(), reply.version(),
                new ReplyEntry("Two at once", "", List.of(), Map.of("en", "By Mia")), "mia");

        page.fill("#text-en", "By Rita");
        page.click("button[type=submit]");

        Locator overtaken = page.locator(".overtaken");
        PlaywrightAssertions.assertThat(overtaken).containsText("mia Tester changed this reply meanwhile.");
        assertThat(replies.find(reply.id()).orElseThrow().texts()).containsEntry("en", "By Mia");
        screenshot("saved-reply-overtaken");
        PAGES.errors().removeIf(error -> error.contains("409"));
        overtaken.locator(".theirs").click();
        PlaywrightAssertions.assertThat(page.locator("#text-en")).hasValue("By Mia");
        page.fill("#text-en", "By both");
        page.click("button[type=submit]");
        PlaywrightAssertions.assertThat(page.locator("tbody tr:target")).containsText("Two at once");
        assertThat(replies.find(reply.id()).orElseThrow().texts()).containsEntry("en", "By both");

        page.onDialog(dialog -> dialog.accept());
        page.click("tbody a");
        page.click("button.delete");
        PlaywrightAssertions.assertThat(page.locator("body")).containsText("There are none yet.");
    }

    @Test
    void isReadByAgentsOfItsGroupsAndChangedByThoseWithTheRightOnly() {
        SavedReply usage = add("For usage", "", List.of("usage-support"), Map.of("en", "x"));
        TasklistSession uma = new TasklistSession(port).logIn("uma");
        TasklistSession cora = new TasklistSession(port).logIn("cora");
        Map<String, Object> entry = Map.of("title", "New", "texts", Map.of("en", "y"));

        assertThat(text(uma.get(PAGE))).contains("For usage").doesNotContain("Add a reply");
        assertThat(text(uma.get(PAGE + "/" + usage.id()))).contains("For usage").doesNotContain("type=\"submit\"");
        assertThat(uma.get(PAGE + "/new").statusCode()).isEqualTo(403);
        assertThat(uma.post(PAGE, entry).statusCode()).isEqualTo(403);
        assertThat(uma.put(PAGE + "/" + usage.id(), entry).statusCode()).isEqualTo(403);
        assertThat(uma.delete(PAGE + "/" + usage.id() + "?version=1").statusCode()).isEqualTo(403);
        assertThat(text(cora.get(PAGE))).doesNotContain("For usage");
        assertThat(cora.get(PAGE + "/" + usage.id()).statusCode()).isEqualTo(404);
        for (String editor : List.of("rita", "mia", DeskFixture.ADMIN)) {
            TasklistSession session = new TasklistSession(port).logIn(editor);
            assertThat(text(session.get(PAGE))).as(editor).contains("Add a reply").contains("For usage");
            HttpResponse<byte[]> added = session.post(PAGE, Map.of("title", "By " + editor, "texts",
                    Map.of("fr", "z")));
            assertThat(added.statusCode()).as(text(added)).isEqualTo(201);
        }
    }

    @Test
    void whatIsWrongIsSaidInASentence() {
        TasklistSession mia = new TasklistSession(port).logIn("mia");
        add("Taken", "", List.of(), Map.of("en", "x"));
        assertRefused(mia, Map.of("texts", Map.of("en", "x")), "title", "Give the reply a title");
        assertRefused(mia, Map.of("title", " \u0007 ", "texts", Map.of("en", "x")), "title", "Give the reply a title");
        assertRefused(mia, Map.of("title", "TAKEN", "texts", Map.of("en", "x")), "title",
                "There is a reply called \"Taken\" already.");
        assertRefused(mia, Map.of("title", "t".repeat(121), "texts", Map.of("en", "x")), "title",
                "The title is too long: 121 characters of at most 120.");
        assertRefused(mia, Map.of("title", "t", "keyWords", "k".repeat(301), "texts", Map.of("en", "x")), "keyWords",
                "The key words are too long");
        assertRefused(mia, Map.of("title", "t"), "text-en", "Write the text in at least one language.");
        assertRefused(mia, Map.of("title", "t", "texts", Map.of("en", " \n ")), "text-en", "Write the text");
        assertRefused(mia, Map.of("title", "t", "texts", Map.of("fr", "x".repeat(20_001))), "text-fr",
                "The text is too long");
        assertRefused(mia, Map.of("title", "t", "texts", Map.of("xx", "x")), "texts",
                "Customers are not answered in \"xx\"");
        assertRefused(mia, Map.of("title", "t", "groups", List.of("camunda-admin"), "texts", Map.of("en", "x")),
                "groups", "There is no group \"camunda-admin\"");
        assertThat(mia.get(PAGE + "/abc").statusCode()).isEqualTo(404);
        assertThat(mia.put(PAGE + "/999999", Map.of("title", "t", "version", 1, "texts", Map.of("en", "x")))
                .statusCode()).isEqualTo(404);
        assertThat(json(mia.post(PAGE + "/preview", Map.of("texts", Map.of("en", "x"), "request", "AC-999999")))
                .path("detail").asText()).contains("AC-999999");
        assertThat(replies.all()).hasSize(1);
    }

    private void assertRefused(TasklistSession session, Map<String, ?> entry, String field, String sentence) {
        HttpResponse<byte[]> answer = session.post(PAGE, entry);
        JsonNode said = json(answer);
        assertThat(answer.statusCode()).as(sentence).isEqualTo(400);
        assertThat(said.path("detail").asText()).startsWith(sentence);
        assertThat(said.path("field").asText()).as(sentence).isEqualTo(field);
    }

    // ---- steps

    private SavedReply add(String title, String keyWords, List<String> groups, Map<String, String> texts) {
        return replies.add(new ReplyEntry(title, keyWords, groups, texts), "mia");
    }

    private void aRequest(String language, String name) {
        imports.loadProducts("product,name,aliases,version,released,on_sale\nheirloom,Heirloom,,2026,2025-11-03,true\n"
                .getBytes(StandardCharsets.UTF_8), false);
        String address = "ada-" + Long.toHexString(System.nanoTime()) + "@customer.example";
        request = fixture.requests.open(Channel.MAIL, address, name, "Two trees", language,
                null);
        fixture.requests.triage(request.number(), new TriageResult(Kind.USE, language, "heirloom", "2026", null, false,
                false, 0.9, true, Decision.PROCESS));
        licences.register(new Licence("HEI-" + address.substring(4, 14).toUpperCase(), "O-78", address, "heirloom",
                "Pro", "2026", LocalDate.now().minusMonths(5)), name, language);
        request = fixture.requests.get(request.number());
        task = fixture.taskOf(request, "UserTask_AnswerRequest", FORM,
                Map.of("kind", "USE", "requestNumber", request.number().toString()));
        fixture.tasks.setAssignee(task.getId(), "uma");
    }

    private void open(String user) {
        page = PAGES.logIn(port, user);
        page.setViewportSize(1366, 768);
        for (int tried = 0; tried < TRIES; tried++) {
            TasklistBrowser.open(page, "http://localhost:" + port + "/camunda/app/tasklist/default/#/?task="
                    + task.getId());
            if (TasklistBrowser.appears(page, ".ac-content:not([hidden])")) {
                return;
            }
        }
        throw new AssertionError("The form does not open: " + page.locator("body").innerText());
    }

    private static int type(Locator text, String keys) {
        text.pressSequentially(keys);
        return keys.length();
    }

    private int press(String key) {
        page.keyboard().press(key);
        return 1;
    }

    private String selected() {
        return (String) page.locator("#ac-text")
                .evaluate("text => text.value.slice(text.selectionStart, text.selectionEnd)");
    }

    private void axe() {
        assertThat(new AxeBuilder(page).setLegacyMode(true)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")).analyze().getViolations())
                .as("findings of axe").isEmpty();
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private void screenshot(String name) {
        String folder = System.getProperty("desk.pictures");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
        }
    }
}
