package io.aftercare.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.AftercareApplication;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.stories.Correspondent.Letter;
import io.aftercare.testing.OwnJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole demo with search by meaning, as it is started by whoever tries it: from its start to its end. */
@OwnJvm
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
@Timeout(180)
class MeaningStoryTest {

    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final int smtp = freePort();
    private final int imap = freePort();
    private final int web = freePort();
    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext application;

    @BeforeAll
    void startAndWaitUntilArticlesHaveBeenRead(@TempDir Path data) {
        application = new SpringApplicationBuilder(AftercareApplication.class).profiles("demo").run(
                "--server.port=" + web,
                "--aftercare.data=" + data, "--aftercare.demo.smtp-port=" + smtp, "--aftercare.demo.imap-port=" + imap,
                "--aftercare.meaning.enabled=true", "--aftercare.mail.imap.poll-interval=1s");
        await().atMost(LONGEST).untilAsserted(() -> {
            JsonNode health = get("/actuator/health");
            assertThat(health.path("status").asText()).isEqualTo("UP");
            assertThat(health.at("/components/searchIndex/details/searchedBy/en").asText())
                    .isEqualTo("words and meaning");
            assertThat(health.at("/components/searchIndex/details/searchedBy/fr").asText()).isEqualTo("words alone");
        });
    }

    @AfterAll
    void endsWithoutLeavingAnythingBehind(CapturedOutput output) {
        int before = output.getAll().length();
        application.close();
        assertThat(output.getAll().substring(before)).doesNotContain(" WARN ", " ERROR ", "Exception");
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("article-vectors");
    }

    @Test
    void whoAsksInOtherWordsThanTheArticlesGetsTheArticle() throws Exception {
        Correspondent customer = customer();
        customer.write("Virus scanner",
                "Hello,\nmy virus scanner thinks your setup is malware and will not let me put it "
                        + "on my machine. What shall I do?\nBest wishes, Dora");
        triage(customer);
        Letter offer = customer.awaitLetter(letter -> letter.text().contains("/solved"));
        assertThat(offer.text()).contains("Your antivirus blocks the installation");
    }

    @Test
    void whoAsksWhatNoArticleAnswersIsOfferedNone() throws Exception {
        Correspondent customer = customer();
        customer.write("Coat of arms",
                "Hello,\nhow can I draw the coat of arms of a noble house with its shield and crest?\n"
                        + "Best wishes, Dora");
        triage(customer);
        await().atMost(LONGEST).until(() -> task(customer, "UserTask_AnswerRequest") != null);
        assertThat(customer.letters()).noneMatch(letter -> letter.text().contains("/solved"));
    }

    @Test
    void theSearchPutsFirstWhatMeansTheSame() throws Exception {
        JsonNode found = get("/api/articles/search?language=en&q=" + URLEncoder.encode(
                "uncle Herbert shows up two times in my pedigree, how can I turn both of him into one",
                StandardCharsets.UTF_8));
        assertThat(found.get(0).path("title").asText()).isEqualTo("Merge duplicate people");
    }

    private Correspondent customer() {
        var customer = new Correspondent(UUID.randomUUID() + "@customers.example", smtp, imap);
        application.getBean(Licences.class).register(new Licence("KEY-" + UUID.randomUUID(), null, customer.address(),
                "lindenbaum", null, "2026", LocalDate.now(application.getBean(Clock.class)).minusDays(100)), "Dora",
                "en");
        return customer;
    }

    /** By hand where the application is not sure of the kind, which is another story. */
    private void triage(Correspondent customer) throws Exception {
        await().atMost(LONGEST).until(() -> !customer.letters().isEmpty() || task(customer, null) != null);
        Task unsure = task(customer, "UserTask_TriageRequest");
        if (unsure != null) {
            application.getBean(TaskService.class).complete(unsure.getId(),
                    new HashMap<>(Map.of("supportRequested", true,
                            "kind", "USE", "language", "en", "product", "lindenbaum")));
        }
    }

    /** The open task on the customer's only request; null when there is none. */
    private Task task(Correspondent customer, String key) throws Exception {
        JsonNode requests =
                get("/api/requests?customer=" + URLEncoder.encode(customer.address(), StandardCharsets.UTF_8));
        if (requests.isEmpty()) {
            return null;
        }
        var tasks = application.getBean(TaskService.class).createTaskQuery()
                .processInstanceBusinessKey(requests.get(0).path("number").asText());
        List<Task> open = (key == null ? tasks : tasks.taskDefinitionKey(key)).list();
        return open.isEmpty() ? null : open.get(0);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web + path)).header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString("maria:Aftercare-1".getBytes(StandardCharsets.UTF_8)))
                .build();
        return new ObjectMapper().readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
