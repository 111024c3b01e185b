package io.aftercare.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.AftercareApplication;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.platform.WebSession;
import io.aftercare.stories.Correspondent.Letter;
import io.aftercare.testing.CopiedRequests;
import io.aftercare.testing.CountedStatements;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * All that is asked of the database in a day of a support desk: customers write and reply, people look at their lists,
 * open tasks and answer, pages and figures are looked at, jobs are looked for, and what is over is deleted.
 */
final class WholeWay implements AutoCloseable {

    private static final String PASSWORD = "Aftercare-1";
    private static final String REST = "/camunda/api/engine/engine/default";
    private static final String DESK = "/camunda/api/aftercare";
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Given to the context that {@link #start} makes. No stereotype, so that no other test picks it up. */
    static class Recording {

        @Bean
        static CountedStatements countedStatements() {
            return new CountedStatements(thread -> true);
        }
    }

    private final ConfigurableApplicationContext context;
    private final DataSource database;
    private final JdbcClient jdbc;
    private final int web;
    private final int smtp;
    private final int imap;
    private final HttpClient http = HttpClient.newHttpClient();
    private final TaskService tasks;
    private int customers;

    private WholeWay(ConfigurableApplicationContext context, DataSource database, int web, int smtp, int imap) {
        this.context = context;
        this.database = database;
        this.jdbc = JdbcClient.create(database);
        this.web = web;
        this.smtp = smtp;
        this.imap = imap;
        this.tasks = context.getBean(TaskService.class);
    }

    /**
     * Starts the demo.
     *
     * @param database   by which the test looks into the database, apart from what is recorded
     * @param properties by which the application finds the same
     */
    static WholeWay start(DataSource database, Path data, List<String> properties) {
        int web = freePort();
        int smtp = freePort();
        int imap = freePort();
        var all = new ArrayList<>(List.of("--server.port=" + web, "--aftercare.demo.smtp-port=" + smtp,
                "--aftercare.demo.imap-port=" + imap, "--aftercare.data=" + data,
                "--aftercare.meaning.enabled=false", "--aftercare.requests.look-for-pending-every=2s",
                "--aftercare.mail.imap.reconcile-every=5s", "--aftercare.knowledge.learning.refusals=1000"));
        all.addAll(properties);
        var context = new SpringApplicationBuilder(AftercareApplication.class, Recording.class).profiles("demo")
                .run(all.toArray(String[]::new));
        return new WholeWay(context, database, web, smtp, imap);
    }

    /** Has a few customers write, fills the database with copies of their requests, and forgets what was asked. */
    Map<String, Long> fill(int open, int finished, Consumer<String> progress) throws Exception {
        var offers = List.of(asksForMerging(), asksForMerging(), asksForMerging(), asksForMerging());
        var unsure = customer();
        unsure.send(withFile(unsure.message(Correspondent.SUPPORT, "", "", null)));
        var commercial = customer();
        commercial.write("Price", "What does the upgrade of Lindenbaum cost, and can I pay the invoice by bank "
                + "transfer?");
        press(offers.get(0), "solved");
        press(offers.get(1), "withdraw");
        var answered = answeredRequest();
        press(answered.letter("Tools, then Merge"), "solved");
        var waiting = answeredRequest();
        var asked = offers.get(2);
        press(asked, "still-need-help");
        awaitTask(asked.number());
        var claimed = asksForMerging();
        press(claimed, "still-need-help");
        tasks.claim(awaitTask(claimed.number()).getId(), "ursula");
        String unsureNumber = numberOf(unsure);
        String commercialNumber = numberOf(commercial);
        awaitTask(unsureNumber);
        awaitTask(commercialNumber);
        pause();
        // Some wait for a customer, each with timers; others for a person.
        Map<String, Long> rows = CopiedRequests.into(database, List.of(offers.get(3).number(), unsureNumber,
                asked.number(), commercialNumber, waiting.number(), claimed.number()), open,
                List.of(offers.get(0).number(), offers.get(1).number(), answered.number()), finished, progress);
        statements().forget();
        return rows;
    }

    /** Everything once. */
    void go() throws Exception {
        customerWritesAndIsAnswered();
        agentsLookAtTheirTasks();
        peopleLookAtRequests();
        visitorsLookAtPages();
        whatIsOverIsDeleted();
        searchIsBroughtUpToDate();
        // Whatever looks for work now and then has done so.
        Thread.sleep(2500);
    }

    CountedStatements statements() {
        return context.getBean(CountedStatements.class);
    }

    @Override
    public void close() {
        context.close();
    }

    private void customerWritesAndIsAnswered() throws Exception {
        Asked first = asksForMerging();
        press(first, "solved");
        Asked second = answeredRequest();
        second.who.reply(second.letter("Tools, then Merge"), "There is no such menu.");
        awaitTask(second.number());
        var replied = customer();
        replied.write("Re: [" + second.number() + "] Merge", "I am her brother. Where is it?");
        numberOf(replied);
        var nothing = customer();
        nothing.send(withFile(nothing.message(Correspondent.SUPPORT, "", "", null)));
        awaitTask(numberOf(nothing));
    }

    private void agentsLookAtTheirTasks() throws Exception {
        for (String person : List.of("ursula", "maria")) {
            var session = new WebSession(web).login(person, PASSWORD, "tasklist");
            JsonNode filters = json(session.get(REST + "/filter?firstResult=0&maxResults=2000&resourceType=Task"
                    + "&itemCount=true"));
            assertThat(filters).isNotEmpty();
            String some = null;
            for (JsonNode filter : filters) {
                String path = REST + "/filter/" + filter.path("id").asText();
                json(session.postJson(path + "/count", "{}"));
                HttpResponse<String> list = session.send(session.request(path + "/list?firstResult=0&maxResults=15")
                        .header("Accept", "application/hal+json").header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}")));
                JsonNode found = json(list).path("_embedded").path("task");
                some = found.isEmpty() ? some : found.path(0).path("id").asText();
                json(session.send(session.request(path + "/list?firstResult=15&maxResults=15")
                        .header("Accept", "application/hal+json").header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"sorting\": [{\"sortBy\": \"created\", \"sortOrder\": \"desc\"}]}"))));
            }
            assertThat(some).isNotNull();
            for (String part : List.of("", "/form", "/deployed-form", "/form-variables", "/identity-links",
                    "/variables")) {
                assertThat(session.get(REST + "/task/" + some + part).statusCode()).as(part).isEqualTo(200);
            }
            assertThat(session.get(DESK + "/tasks/" + some).statusCode()).isIn(200, 404);
            json(session.get(REST + "/task/count?assignee=" + person));
        }
    }

    private void peopleLookAtRequests() throws Exception {
        var maria = new WebSession(web).login("maria", PASSWORD, "tasklist");
        String address = jdbc.sql("select max(customer_address) from request where customer_address like 'customer%'")
                .query(String.class).single();
        for (String how : List.of("", "?state=OPEN", "?state=CLOSED&outcome=ANSWERED", "?category=USE",
                "?customer=" + address, "?limit=200&offset=200", "?state=WAITING&category=USE", "?q=" + address,
                "?q=duplicates+anna&state=CLOSED")) {
            json(maria.send(maria.as("maria", PASSWORD, "/api/requests" + how).GET()));
        }
        String number = json(maria.send(maria.as("maria", PASSWORD, "/api/requests?state=OPEN&limit=1").GET())).path(0)
                .path("number").asText();
        json(maria.send(maria.as("maria", PASSWORD, "/api/requests/" + number).GET()));
        for (String path : List.of("/api/mails", "/api/undeliverable-addresses", "/api/articles/offers",
                "/api/triage/models", "/actuator/health", "/actuator/prometheus")) {
            assertThat(maria.send(maria.as("maria", PASSWORD, path).GET()).statusCode()).as(path).isEqualTo(200);
        }
        for (String path : List.of("/requests/" + number + "/conversation", "/mails", "/article-record")) {
            assertThat(maria.get(DESK + path).statusCode()).as(path).isIn(200, 404);
        }
    }

    private void visitorsLookAtPages() throws Exception {
        String token = jdbc.sql("select max(token) from request where state = 'WAITING'").query(String.class).single();
        for (String path : List.of("/", "/articles?q=merge+duplicates", "/contact", "/requests/" + token + "/solved")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    private void whatIsOverIsDeleted() throws Exception {
        jdbc.sql("update request set closed_at = :then where id in (select id from request where state = 'CLOSED' "
                + "order by id limit 3)").param("then", LocalDate.now().minusDays(500)).update();
        ReflectionTestUtils.invokeMethod(context.getBean("requestRetention"), "deleteEnded");
        ReflectionTestUtils.invokeMethod(context.getBean("mailRetention"), "eraseFiled");
        ReflectionTestUtils.invokeMethod(context.getBean("staffMailRetention"), "deleteOld");
        ReflectionTestUtils.invokeMethod(context.getBean("contactDrafts"), "discardExpired");
        HistoryService history = context.getBean(HistoryService.class);
        history.cleanUpHistoryAsync(true);
        history.findHistoryCleanupJobs().forEach(job -> {
            try {
                context.getBean(ManagementService.class).executeJob(job.getId());
            } catch (ProcessEngineException another) {
                // The application does it already.
            }
        });
        assertThat(statements().asked()).as("history was cleaned up")
                .anyMatch(asked -> asked.startsWith("delete") && asked.contains("removal_time_"));
    }

    private void searchIsBroughtUpToDate() {
        Object words = context.getBean("requestWords");
        ReflectionTestUtils.invokeMethod(words, "makeAllThatAreStale");
        ReflectionTestUtils.invokeMethod(words, "keepUp");
    }

    /** Nothing may use the database while it is filled. */
    private void pause() {
        await().atMost(LONGEST).until(() -> context.getBean(ManagementService.class).createJobQuery().executable()
                .count() == 0
                && jdbc.sql("select count(*) from message where status = 'QUEUED'").query(Long.class)
                        .single() == 0);
    }

    // ---- how customers write

    final class Asked {

        private final Correspondent who;

        Asked(Correspondent who) {
            this.who = who;
        }

        String number() throws Exception {
            return numberOf(who);
        }

        Letter letter(String containing) {
            return who.awaitLetter(letter -> letter.text().contains(containing));
        }
    }

    private Correspondent customer() {
        var customer = new Correspondent("writer" + ++customers + "@customers.example", smtp, imap);
        context.getBean(Licences.class).register(new Licence("KEY-WRITER-" + customers, null, customer.address(),
                "lindenbaum", null, "2026", LocalDate.now().minusDays(90)), "Anna", "en");
        return customer;
    }

    Asked asksForMerging() {
        var asked = new Asked(customer());
        asked.who.write("Merge duplicates?", "Hello,\nhow do I merge duplicate people in my tree?\nThanks, Anna");
        asked.letter("/still-need-help");
        return asked;
    }

    private Asked answeredRequest() throws Exception {
        Asked asked = asksForMerging();
        press(asked, "still-need-help");
        Task task = awaitTask(asked.number());
        context.getBean(Drafts.class).save(RequestNumber.parse(asked.number()), "ursula",
                "Please choose Tools, then Merge duplicates.");
        IdentityService identities = context.getBean(IdentityService.class);
        identities.setAuthentication("ursula", List.of("usage-support"));
        try {
            tasks.claim(task.getId(), "ursula");
            tasks.complete(task.getId(), new java.util.HashMap<>(Map.of("answerOutcome", "ANSWER")));
        } finally {
            identities.clearAuthentication();
        }
        asked.letter("Tools, then Merge");
        return asked;
    }

    private void press(Asked asked, String choice) throws Exception {
        press(asked.letter("/" + choice), choice);
    }

    private void press(Letter letter, String choice) throws Exception {
        URI link = URI.create(letter.link(choice));
        assertThat(http.send(HttpRequest.newBuilder(link).POST(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString()).statusCode()).isLessThan(400);
    }

    private static MimeMessage withFile(MimeMessage message) throws Exception {
        var text = new MimeBodyPart();
        text.setText("");
        var file = new MimeBodyPart();
        file.setText("0 HEAD\n1 SOUR Lindenbaum\n");
        file.setFileName("tree.ged");
        message.setContent(new MimeMultipart(text, file));
        message.saveChanges();
        return message;
    }

    private String numberOf(Correspondent customer) {
        await().atMost(LONGEST).until(() -> !numbers(customer).isEmpty());
        return new RequestNumber(numbers(customer).get(0)).toString();
    }

    private List<Long> numbers(Correspondent customer) {
        return jdbc.sql("select id from request where customer_address = ?").param(customer.address())
                .query(Long.class).list();
    }

    private Task awaitTask(String number) {
        await().atMost(LONGEST).until(() -> !open(number).isEmpty());
        return open(number).get(0);
    }

    private List<Task> open(String number) {
        return tasks.createTaskQuery().processInstanceBusinessKey(number).list();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + web + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
