package io.aftercare.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.TriageResult;
import io.aftercare.process.ProblemOrigins;
import io.aftercare.process.SupportRequest;
import io.aftercare.stories.Correspondent.Letter;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.StartsApplication;
import io.aftercare.testing.Tool;
import io.aftercare.triage.TextTriage;
import io.aftercare.triage.Triage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A designer adds one row to the table of competent services, and one to the words that point to it, and deploys them
 * while the application runs: everybody meets the new origin everywhere.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ActiveProfiles("demo")
@Timeout(120)
@StartsApplication
class NewOriginTest {

    private static final String PASSWORD = "Aftercare-1";
    private static final int SMTP = freePort();
    private static final int IMAP = freePort();
    private static final int WEB = freePort();
    private static final Map<String, String> ROW =
            Map.of("origin", "WEB_BROWSER", "name_en", "web browser", "name_fr", "navigateur web",
                    "service_en", "the support service of the maker of your browser", "service_fr",
                    "l'assistance de l'éditeur de votre navigateur",
                    "link", "https://browsers.example/help", "article", "");
    private static final Map<String, String> SIGN =
            Map.of("language", "en", "words", "quokka browser", "origin", "WEB_BROWSER",
                    "strength", "strong", "sign", "a browser shows nothing");

    @DynamicPropertySource
    static void ownPortsAndFolder(DynamicPropertyRegistry properties) throws IOException {
        String data = Files.createTempDirectory("aftercare-origin").toString();
        properties.add("aftercare.data", () -> data);
        properties.add("aftercare.desk.undo-sending", () -> "0s");
        properties.add("server.port", () -> WEB);
        properties.add("aftercare.demo.smtp-port", () -> SMTP);
        properties.add("aftercare.demo.imap-port", () -> IMAP);
        properties.add("aftercare.mail.intake-interval", () -> "500ms");
    }

    @Autowired
    RepositoryService repository;
    @Autowired
    RuntimeService runtime;
    @Autowired
    TaskService tasks;
    @Autowired
    Requests requests;
    @Autowired
    Messages messages;
    @Autowired
    Decisions decisions;
    @Autowired
    TextTriage triage;
    @Autowired
    ProblemOrigins origins;
    @Autowired
    ObjectMapper json;

    private final Correspondent customer = new Correspondent(UUID.randomUUID() + "@customers.example", SMTP, IMAP);
    private final Correspondent theo = new Correspondent("theo@aftercare.example", SMTP, IMAP);

    @BeforeEach
    void aDesignerDeploysTheRow() {
        if (origins.find("WEB_BROWSER").isEmpty()) {
            api("GET", "/v3/api-docs", null);
            repository.createDeployment().name("From the Modeler")
                    .addString("competent-service.dmn", withRow("competent-service", ROW))
                    .addString("origin-signals.dmn", withRow("origin-signals", SIGN)).deploy();
        }
        theo.forgetAll();
    }

    @ParameterizedTest
    @CsvSource({
            "en, '#redirect web-browser\nAsk its maker.',         the support service of the maker of your browser",
            "fr, '#redirect Navigateur web\nVoyez son éditeur.',   l'assistance de l'éditeur de votre navigateur"})
    void anAgentNamesItByMailAndTheCustomerReadsTheServiceInTheOwnLanguage(String language, String reply,
            String service) {
        RequestNumber number = answerTask(language);
        Letter notice = theo.awaitLetter(letter -> letter.subject().contains(number.toString()));
        assertThat(notice.text()).contains("ORIGIN is one of antivirus, ").contains(", web-browser");

        theo.reply(notice, reply);

        Letter redirect = customer.awaitLetter(letter -> letter.text().contains(service));
        assertThat(redirect.text()).contains("https://browsers.example/help", reply.substring(reply.indexOf('\n') + 1));
        assertThat(decisions.of(number)).filteredOn(decision -> decision.subject().equals("origin")).singleElement()
                .satisfies(decision -> {
                    assertThat(decision.result()).isEqualTo("THIRD_PARTY");
                    assertThat(decision.reason()).startsWith("Suspected origin: web browser");
                });
    }

    @Test
    @NeedsTool(Tool.CHROMIUM)
    void theFormForTriageOffersItThePersonsChoiceIsLearnedAndPageAndAnswerFormKnowIt() {
        RequestNumber number = request("en", "Blurb", "Something about it.");
        runtime.startProcessInstanceByKey(SupportRequest.TRIAGE_PROCESS, number.toString(),
                new HashMap<>(Map.of("subject", "Blurb",
                        "customer", customer.address(), "requestNumber", number.toString())));
        RequestNumber other = answerTask("en");
        try (AgentsBrowser browser = AgentsBrowser.logIn(WEB, "theo", PASSWORD)) {
            Page page = browser.page();
            // So high that the list of origins does not end below Tasklist's foot.
            page.setViewportSize(1500, 2000);
            browser.claimFromMyGroup(number.toString(), ".fjs-container");
            page.getByLabel("Technical: a problem that comes from the software").check();
            page.locator(".fjs-form-field-select",
                    new Page.LocatorOptions().setHasText("Where does the problem come from?"))
                    .locator(".fjs-input-group").click();
            assertThat(page.locator(".fjs-dropdownlist-item").allInnerTexts()).contains("Antivirus",
                    "GEDCOM written by other software", "Web browser");
            page.locator(".fjs-dropdownlist-item", new Page.LocatorOptions().setHasText("Web browser")).click();
            PlaywrightAssertions.assertThat(page.locator(".fjs-container table")).containsText("Web browser");
            browser.screenshot("target/triage-with-new-origin.png");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Complete").setExact(true)).click();

            await().atMost(Duration.ofSeconds(40)).until(() -> "WEB_BROWSER".equals(requests.get(number).origin()));
            assertThat(requests.get(number).kind()).isEqualTo(Kind.TECHNICAL);
            assertThat(decisions.of(number)).extracting(Decision::reason).contains("Decided by a person.");

            browser.claimFromMyGroup(other.toString());
            page.selectOption("#ac-outcome", "THIRD_PARTY");
            page.selectOption("#ac-origin", "WEB_BROWSER");
            PlaywrightAssertions.assertThat(page.locator("#ac-origin option:checked")).hasText("Web browser");
            page.click(".ac-send");
            assertThat(customer.awaitLetter(letter -> letter.text().contains("maker of your browser")).text())
                    .contains("Rules 4 and 5");

            page.navigate("http://localhost:" + WEB + "/camunda/api/aftercare/requests/" + number + "/conversation");
            assertThat(page.locator("select[name=origin] option:checked").textContent()).isEqualTo("Web browser");
        }
    }

    @Test
    void anOpenFormOffersItAfterTheDeployment() {
        RequestNumber number = request("en", "Blurb", "Something about it.");
        runtime.startProcessInstanceByKey(SupportRequest.TRIAGE_PROCESS, number.toString());
        Task task = tasks.createTaskQuery().processInstanceBusinessKey(number.toString()).singleResult();
        String name = SupportRequest.ORIGIN_CHOICES.name();
        assertThat((String) tasks.getVariableLocal(task.getId(), name)).contains("|WEB_BROWSER=Web browser");
        tasks.setVariableLocal(task.getId(), name, "ANTIVIRUS=Antivirus");

        repository.createDeployment().addString("competent-service.dmn", withRow("competent-service", ROW)).deploy();

        assertThat((String) tasks.getVariableLocal(task.getId(), name)).contains("|WEB_BROWSER=Web browser");
    }

    @Test
    void theApiDescribesListsTakesAndShowsIt() throws Exception {
        JsonNode described = json.readTree(api("GET", "/v3/api-docs", null).body());
        assertThat(described.at("/components/schemas/Said/properties/origin/enum").toString())
                .contains("\"PRINTER\"", "\"WEB_BROWSER\"")
                .doesNotContain("DAMAGED_FILE");
        JsonNode listed = json.readTree(api("GET", "/api/origins", null).body());
        assertThat(listed.findValuesAsText("code")).contains("PRINTER", "WEB_BROWSER").doesNotContain("DAMAGED_FILE");
        assertThat(listed.get(listed.size() - 1).at("/names/fr").asText()).isEqualTo("navigateur web");

        RequestNumber number = request("en", "Blurb", "Something about it.");
        HttpResponse<String> wrong =
                api("POST", "/api/requests/" + number + "/triage", "{\"kind\":\"TECHNICAL\",\"origin\":\"MOON\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(json.readTree(wrong.body()).path("detail").asText()).contains("\"MOON\" is no origin", "ANTIVIRUS, ",
                ", WEB_BROWSER.");
        assertThat(api("POST", "/api/requests/" + number + "/triage",
                "{\"kind\":\"TECHNICAL\",\"origin\":\"WEB_BROWSER\"}").statusCode())
                .isEqualTo(200);
        JsonNode detail = json.readTree(api("GET", "/api/requests/" + number, null).body());
        assertThat(detail.path("origin").asText()).isEqualTo("WEB_BROWSER");
        assertThat(detail.at("/decisions/0/reason").asText()).contains("origin from none to web browser");
    }

    @Test
    void wordsThatPointToAnOriginWithoutARowAreNotDeployed() {
        String lost = withRow("origin-signals",
                Map.of("language", "en", "words", "lighthouse", "origin", "LIGHTHOUSE", "strength", "weak",
                        "sign", "a lighthouse"));

        assertThatThrownBy(() -> repository.createDeployment().addString("origin-signals.dmn", lost).deploy())
                .hasMessageContaining("Nothing was deployed")
                .hasMessageContaining("\"LIGHTHOUSE\" has no row in the table competent-service");
        assertThatThrownBy(() -> repository.createDeployment()
                .addString("competent-service.dmn", withRow("competent-service",
                        Map.of("origin", "LIGHTHOUSE", "name_en", "lighthouse", "service_en", "the lighthouse",
                                "service_fr", "le phare")))
                .deploy())
                .hasMessageFindingMatch(
                        "row \\d+ \\(LIGHTHOUSE\\), column \"Name in French\": the text is missing");
        assertThat(origins.find("LIGHTHOUSE")).isEmpty();
    }

    @Test
    void theTriageSuspectsItByTheWordsOfTheOtherTable() {
        Triage found = triage.triage("My quokka browser shows an empty page, the program fails with an error.", "en",
                List.of());

        assertThat(found.result().origin()).isEqualTo("WEB_BROWSER");
        assertThat(found.result().originStrong()).isTrue();
        assertThat(found.reasons())
                .anyMatch(reason -> reason.startsWith("The problem may come from web browser: \"quokka browser\""));
    }

    private RequestNumber answerTask(String language) {
        RequestNumber number = request(language, "Empty page", "The page stays empty.");
        requests.triage(number,
                TriageResult.none(language).saidBy("tina", Kind.TECHNICAL, language, "lindenbaum", "2026", null));
        runtime.startProcessInstanceByKey(SupportRequest.ANSWER_BY_EMAIL_PROCESS, number.toString(),
                new HashMap<>(Map.of(
                        "kind", "TECHNICAL", "language", language, "fileDamaged", false, "requestNumber",
                        number.toString())));
        return number;
    }

    private RequestNumber request(String language, String subject, String text) {
        Request request = requests.open(Channel.MAIL, customer.address(), "Anna Moss", subject, language, null);
        messages.receive(request.number(),
                new IncomingMessage("<" + UUID.randomUUID() + "@customers.example>", null, null,
                        customer.address(), "Anna Moss", Correspondent.SUPPORT, subject, text, text, null, null, false,
                        List.of()));
        messages.considerPending(request.number());
        return request.number();
    }

    private static HttpResponse<String> api(String method, String path, String body) {
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + WEB + path))
                    .header("Authorization",
                            "Basic " + Base64.getEncoder()
                                    .encodeToString(("theo:" + PASSWORD).getBytes(StandardCharsets.UTF_8)))
                    .header("Content-Type", "application/json")
                    .method(method,
                            body == null ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The table as it is shipped with one row more, whose cells are named by the columns. */
    private static String withRow(String table, Map<String, String> cells) {
        try {
            String xml = Files.readString(Path.of("processes", table + ".dmn"));
            String last = xml.substring(xml.lastIndexOf("<rule "), xml.lastIndexOf("</rule>") + "</rule>".length());
            List<String> columns = Pattern.compile("<output [^>]*name=\"(\\w+)\"").matcher(xml).results()
                    .map(match -> match.group(1)).toList();
            String input = table.equals("origin-signals") ? "language" : "origin";
            var row = new StringBuilder(
                    "<rule id=\"Rule_New\"><inputEntry id=\"Rule_New_" + input + "_in\"><text>\"" + cells.get(input)
                            + "\"</text></inputEntry>");
            columns.forEach(column -> row.append("<outputEntry id=\"Rule_New_").append(column).append("\"><text>")
                    .append(cells.containsKey(column) ? "\"" + cells.get(column) + "\"" : "")
                    .append("</text></outputEntry>"));
            return xml.replace(last, last + row.append("</rule>"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
