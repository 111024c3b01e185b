package io.aftercare.desk;

import static io.aftercare.desk.TasklistSession.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.SelectOption;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.TriageResult;
import io.aftercare.entitlement.Imports;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.process.SupportRequest;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.Tool;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the customer would get for each outcome of the answer form, with the real process behind it. */
@DeskTest
class AnswerPreviewTest {

    private static final String WORDS = "Until then, **save** under another name.";
    @LocalServerPort
    int port;
    @Autowired
    DeskFixture fixture;
    @Autowired
    Messages messages;
    @Autowired
    Drafts drafts;
    @Autowired
    Imports imports;
    @Autowired
    Licences licences;

    Request request;
    Task task;
    TasklistSession theo;

    @BeforeEach
    void theo() {
        fixture.person("theo", "technical-support");
        theo = new TasklistSession(port).logIn("theo");
    }

    @Test
    void aRedirectIsShownWithTheRuleTheServiceAndTheAgentsWords() {
        aTask("2026");

        JsonNode shown = shown("THIRD_PARTY", WORDS, "ANTIVIRUS");

        assertThat(shown.path("text").asText())
                .contains("Until then, *save* under another name.", "Rules 4 and 5")
                .containsIgnoringCase("antivirus");
        assertThat(shown.path("html").asText()).contains("<strong>save</strong>").doesNotContain("href=");
        assertThat(shown.path("subject").asText()).contains(request.number().toString());
        nothingHappened();

        complete("THIRD_PARTY", WORDS, "ANTIVIRUS");
        assertThat(shown.path("text").asText()).as("what is then sent").isEqualTo(letter().textBody());
    }

    @Test
    void aConfirmedDefectIsShownAsItsLicenceDecides() {
        aTask("2026");
        JsonNode due = shown("DEFECT_CONFIRMED", WORDS, null);
        assertThat(due.path("text").asText()).contains("Until then, *save* under another name.", "working on a patch");
        nothingHappened();
        complete("DEFECT_CONFIRMED", WORDS, null);
        assertThat(due.path("text").asText()).isEqualTo(letter().textBody());

        aTask("2025");
        JsonNode refused = shown("DEFECT_CONFIRMED", "", null);
        assertThat(refused.path("text").asText()).contains("2025", "Rule 3").doesNotContain("save");
        assertThat(refused.path("text").asText()).isNotEqualTo(due.path("text").asText());
        nothingHappened();
    }

    @Test
    void whatSendsNoMailSaysSo() {
        aTask("2026");
        assertThat(shown("NO_ANSWER_NEEDED", "A draft", null).path("text").asText())
                .isEqualTo("The customer gets no mail by this.");
        nothingHappened();
    }

    @Test
    void whatIsMissingIsSaidAsWhenItIsSent() {
        aTask("2026");
        assertThat(refused("THIRD_PARTY", null, 400)).isEqualTo("Choose where the problem comes from.");
        assertThat(refused("WRONG_KIND", null, 400)).isEqualTo("Choose the right kind of assistance.");
        fixture.person("tim", "technical-support");
        fixture.tasks.setAssignee(task.getId(), "tim");
        assertThat(refused("THIRD_PARTY", "ANTIVIRUS", 403)).contains("belongs to tim");
        nothingHappened();
    }

    @Test
    @NeedsTool(Tool.CHROMIUM)
    void isOpenedInTheForm() {
        aTask("2026");
        Page page = PAGES.logIn(port, "theo");
        page.setViewportSize(1366, 768);
        page.navigate("http://localhost:" + port + "/camunda/app/tasklist/default/#/?task=" + task.getId());
        page.waitForSelector(".ac-content:not([hidden])");
        page.fill("#ac-text", WORDS);
        page.selectOption("#ac-outcome", new SelectOption().setLabel("Problem of a third party"));
        page.click(".ac-show-preview");
        PlaywrightAssertions.assertThat(page.locator(".ac-error")).hasText("Choose where the problem comes from.");
        PlaywrightAssertions.assertThat(page.locator("#ac-origin")).isFocused();
        PAGES.errors().removeIf(error -> error.contains("400"));
        page.selectOption("#ac-origin", "ANTIVIRUS");
        page.click(".ac-show-preview");
        PlaywrightAssertions.assertThat(page.frameLocator(".ac-preview iframe").locator("strong >> text=save"))
                .isVisible();
        String folder = System.getProperty("desk.pictures");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, "preview-redirect.png")));
        }
        nothingHappened();
    }

    @RegisterExtension
    static final TasklistPages PAGES = new TasklistPages();

    private void aTask(String version) {
        imports.loadProducts(
                ("product,name,aliases,version,released,on_sale\nheirloom,Heirloom,,2025,2024-11-03,false\n"
                        + "heirloom,Heirloom,,2026,2025-11-03,true\n").getBytes(StandardCharsets.UTF_8),
                false);
        String address = "ada-" + Long.toHexString(System.nanoTime()) + "@customer.example";
        request = fixture.consideredRequest(address, "It closes", "It closes when I save.");
        fixture.requests.triage(request.number(), new TriageResult(Kind.TECHNICAL, "en", "heirloom", version, null,
                false, false, 0.9, true, Decision.PROCESS));
        String key = "HEI-" + address.substring(4, 14).toUpperCase();
        licences.register(new Licence(key, "O-79", address, "heirloom", "Pro", version,
                LocalDate.now().minusMonths(5)), "Ada Archer", "en");
        String instance = fixture.runtime.createProcessInstanceByKey(SupportRequest.PROCESS)
                .businessKey(request.number().toString())
                .setVariables(Map.of("requestNumber", request.number().toString(), "subject", "It closes", "customer",
                        address, "language", "en", "kind", "TECHNICAL", "product", "heirloom"))
                .startBeforeActivity("CallActivity_AnswerByEmail").execute().getId();
        assertThat(instance).isNotNull();
        task = fixture.tasks.createTaskQuery().processInstanceBusinessKey(request.number().toString())
                .taskDefinitionKey(SupportRequest.ANSWER_TASK).singleResult();
        fixture.tasks.setAssignee(task.getId(), "theo");
    }

    private JsonNode shown(String outcome, String text, String origin) {
        HttpResponse<byte[]> answer = preview(outcome, text, origin);
        assertThat(answer.statusCode()).as(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(200);
        return json(answer);
    }

    private String refused(String outcome, String origin, int status) {
        HttpResponse<byte[]> answer = preview(outcome, WORDS, origin);
        assertThat(answer.statusCode()).isEqualTo(status);
        return json(answer).path("detail").asText();
    }

    private HttpResponse<byte[]> preview(String outcome, String text, String origin) {
        Map<String, Object> writing = new HashMap<>(Map.of("outcome", outcome, "text", text));
        writing.put("origin", origin);
        return theo.post("/camunda/api/aftercare/tasks/" + task.getId() + "/preview", writing);
    }

    private void complete(String outcome, String text, String origin) {
        long seen = messages.newestId(request.number());
        Map<String, Object> answer = new HashMap<>(Map.of("outcome", outcome, "text", text, "lastSeenMessage", seen));
        answer.put("origin", origin);
        String api = "/camunda/api/aftercare/tasks/" + task.getId();
        assertThat(theo.post(api + "/answer", answer).statusCode()).isEqualTo(204);
        Map<String, Object> variables = new HashMap<>(Map.of("answerOutcome", Map.of("value", outcome),
                "lastSeenMessage", Map.of("value", seen, "type", "Long")));
        if (origin != null) {
            variables.put("origin", Map.of("value", origin));
        }
        assertThat(theo.post("/camunda/api/engine/engine/default/task/" + task.getId() + "/complete",
                Map.of("variables", variables)).statusCode()).isEqualTo(204);
    }

    private Message letter() {
        List<Message> letters = letters();
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    private List<Message> letters() {
        return messages.of(request.number()).stream().filter(message -> message.direction() == Direction.OUT)
                .filter(message -> message.purpose() != Purpose.RECEIPT).toList();
    }

    private void nothingHappened() {
        assertThat(letters()).isEmpty();
        assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
        assertThat(fixture.requests.get(request.number()).closedAt()).isNull();
    }
}
