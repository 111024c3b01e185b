package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.EndedRequests;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.TriageResult;
import io.aftercare.knowledge.ArticleRecords;
import io.aftercare.knowledge.Hit;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.sources.ArticleImports;
import io.aftercare.knowledge.uses.ArticleUses;
import io.aftercare.process.ArticleOffers;
import io.aftercare.process.CustomerChoice;
import io.aftercare.process.LearningConsent;
import io.aftercare.process.RequestProcess;
import io.aftercare.triage.TextTriage;
import io.aftercare.triage.Triage;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/**
 * What customers say of offered articles changes what the next one is offered; people at the desk see and correct it.
 */
@DeskTest
@TestPropertySource(properties = "aftercare.knowledge.refresh-interval=200ms")
class LearnedArticlesTest {

    private static final String PICTURES = "guide:pictures";
    private static final String RECORDS = "/camunda/api/aftercare/article-records";

    @LocalServerPort
    int port;
    @Autowired
    DeskFixture fixture;
    @Autowired
    RequestProcess process;
    @Autowired
    KnowledgeBase knowledge;
    @Autowired
    ArticleImports articleImports;
    @Autowired
    ArticleRecords records;
    @Autowired
    Messages messages;
    @Autowired
    LearningConsent consent;
    @Autowired
    ArticleOffers offers;
    @Autowired
    ArticleUses uses;
    @Autowired
    Drafts drafts;
    @Autowired
    EndedRequests ended;
    @Autowired
    IdentityService identities;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    MeterRegistry meters;
    @MockitoBean
    TextTriage triage;

    @BeforeEach
    void articles() {
        given(triage.triage(anyString(), any(), any())).willReturn(
                new Triage(new TriageResult(Kind.COMMERCIAL, "en", null, null, null,
                        false, false, 0.95, true, Decision.PROCESS),
                        "Told so by the test.", List.of("Told so by the test."), List.of()));
        fixture.person("uma", "usage-support");
        fixture.person("mia", "managers");
        articleImports.importMarkdown(Map.of(
                "pictures.md",
                text("# Set the size of pictures on a chart\n\nChoose the size of pictures in the settings of the "
                        + "chart."),
                "merge.md",
                text("# Merge duplicate people\n\nOpen Tools, choose Merge, and compare the duplicates one by one. "
                        + "People who are the same become one person in your tree."),
                "invoice.md", text("# Find an invoice\n\nYour invoices are in your account under Orders.")), "guide",
                "en", true);
    }

    @Test
    void aSolvedRequestHelpsTheNextOneAndAnAgentTakesItBack() {
        RequestNumber number = written("Size of pictures on a chart",
                "How do I set the size of pictures on a chart? The grey sparrows look squashed. My key is "
                        + "AB12-CD34-EF56.");
        assertThat(offered(number)).isTrue();
        assertThat(process.choose(number, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER)).isTrue();

        soon(() -> assertThat(hits("squashed grey sparrows")).startsWith(PICTURES));
        String wordings = "/api/articles/" + PICTURES + "/wordings";
        assertThat(call("GET", wordings, null).statusCode()).isEqualTo(401);
        assertThat(call("GET", wordings, "uma").body()).contains("The grey sparrows look squashed")
                .doesNotContain("AB12").contains("\"request\":" + number.value());
        assertThat(call("GET", "/api/articles/guide:none/wordings", "uma").statusCode()).isEqualTo(404);
        TasklistSession uma = new TasklistSession(port).logIn("uma");
        assertThat(page(uma.get(RECORDS))).contains("Set the size of pictures on a chart");
        long wording = records.learnedQueries(PICTURES).get(0).id();
        String page = page(uma.get(RECORDS + "/" + PICTURES));
        assertThat(page).contains("The grey sparrows look squashed", number.toString(),
                RECORDS + "/" + PICTURES + "/wordings/" + wording);
        assertThat(new TasklistSession(port).get(RECORDS).statusCode()).isEqualTo(401);

        assertThat(uma.delete(RECORDS + "/" + PICTURES + "/wordings/" + wording).statusCode()).isEqualTo(204);
        assertThat(call("DELETE", wordings + "/" + wording, "uma").statusCode()).as("it is gone").isEqualTo(404);
        soon(() -> assertThat(hits("squashed grey sparrows")).doesNotContain(PICTURES));
    }

    @Test
    void anArticleThatDidNotHelpIsNotOfferedForTheSameWordsAndTheShareOfRightOffersFalls() {
        String asked = "How do I merge the duplicate people of my tree?";
        for (int customer = 0; customer < 5; customer++) {
            RequestNumber number = written("Merge duplicates", asked);
            assertThat(offered(number)).isTrue();
            process.customerWrote(number,
                    mail("Re: Merge duplicates", "That is not what I mean, it does not help me at all."));
        }
        soon(() -> assertThat(knowledge.search("Merge duplicates\n" + asked, "en", 3)).noneMatch(Hit::confident));
        assertThat(offered(written("Merge duplicates", asked))).isFalse();

        assertThat(call("GET", "/api/articles/offers", "uma").statusCode()).isEqualTo(403);
        assertThat(call("GET", "/api/articles/offers", "mia").body()).contains("\"target\":0.9")
                .containsPattern("\"notSolved\":[1-9]");
        assertThat(call("GET", "/api/articles/calibrations", "mia").body()).contains("\"outcomesNeeded\":300");
        assertThat(call("PUT", "/api/articles/calibrations/en/words?version=7", "mia").statusCode()).isEqualTo(404);
        assertThat(call("PUT", "/api/articles/calibrations/en/words?version=new", "mia").statusCode()).isEqualTo(400);
        assertThat(call("PUT", "/api/articles/calibrations/en/words?version=shipped", "mia").body())
                .contains("\"by\":\"mia\"");
        assertThat(call("PUT", "/api/articles/calibrations/en/words?version=automatic", "mia").statusCode())
                .isEqualTo(200);
        for (String unknown : List.of("xx/words", "EN/words", "en/gpt")) {
            for (String version : List.of("shipped", "automatic", "1")) {
                var refused = call("PUT", "/api/articles/calibrations/" + unknown + "?version=" + version, "mia");
                assertThat(refused.statusCode()).isEqualTo(404);
                assertThat(refused.body()).contains("No articles are searched in the language", "en/words")
                        .doesNotContain("EN/words,");
            }
        }
        assertThat(call("GET", "/api/articles/calibrations", "mia").body()).doesNotContain("xx", "EN", "gpt");
        TasklistSession uma = new TasklistSession(port).logIn("uma");
        assertThat(uma.post(RECORDS + "/calibrations/en/words/shipped", Map.of()).statusCode()).isEqualTo(403);
        assertThat(meters.get("aftercare.knowledge.offers.right").gauge().value()).isBetween(0.0, 0.99);
        assertThat(call("GET", "/actuator/health", "mia").body()).contains("articleOffers").contains("\"target\":0.9");
    }

    @Test
    void designersReadNoCustomersWordsAndChangeNothing() {
        fixture.person("dora", "designers");
        articleImports.importMarkdown(Map.of("arms.md", text(
                "# Colour a coat of arms\n\nOpen the coat of arms and choose Colour. Every field takes one colour.")),
                "arms", "en", true);
        RequestNumber number =
                written("Colour a coat of arms", "How do I colour a coat of arms in teal? The umbrella stays grey.");
        process.choose(number, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER);
        long wording = records.learnedQueries("arms:arms").get(0).id();
        TasklistSession uma = new TasklistSession(port).logIn("uma");
        TasklistSession dora = new TasklistSession(port).logIn("dora", "cockpit");
        String request = "/camunda/api/aftercare/requests/" + number;
        assertThat(page(uma.get(RECORDS + "/arms:arms"))).contains("umbrella stays grey", "data-path");
        assertThat(page(uma.get(request + "/conversation"))).contains("<form");

        for (String text : List.of(RECORDS, RECORDS + "/arms:arms", request + "/conversation",
                "/camunda/api/aftercare/mails")) {
            assertThat(dora.get(text).statusCode()).as(text).isEqualTo(403);
        }

        assertThat(dora.delete(RECORDS + "/arms:arms/wordings/" + wording).statusCode()).isEqualTo(403);
        assertThat(dora.post(RECORDS + "/calibrations/en/words/shipped", Map.of()).statusCode()).isEqualTo(403);
        assertThat(dora.delete(request + "/participants?address=ada@customer.example").statusCode()).isEqualTo(403);
        assertThat(dora.post("/camunda/api/aftercare/mails/1/take-in", Map.of()).statusCode()).isEqualTo(403);
        String token =
                page(uma.get(request + "/conversation")).replaceAll("(?s).*name=\"token\" value=\"([^\"]+)\".*", "$1");
        assertThat(dora.form(request + "/triage", "kind=USE&token=" + token).statusCode()).as("another's token")
                .isEqualTo(403);
        assertThat(dora.formWithToken(request + "/triage", "kind=USE").statusCode()).isEqualTo(403);
        for (String path : List.of("/api/requests", "/api/requests/" + number, "/api/mails",
                "/api/articles/arms:arms/wordings",
                "/api/articles/offers", "/api/articles/calibrations", "/api/triage/models")) {
            assertThat(call("GET", path, "dora").statusCode()).as(path).isEqualTo(403);
        }
        assertThat(call("DELETE", "/api/articles/arms:arms/wordings/" + wording, "dora").statusCode()).isEqualTo(403);
        assertThat(call("PUT", "/api/articles/calibrations/en/words?version=shipped", "dora").statusCode())
                .isEqualTo(403);
        assertThat(call("POST", "/api/requests/" + number + "/triage", "dora").statusCode()).isEqualTo(403);
        assertThat(records.learnedQueries("arms:arms")).extracting(ArticleRecords.LearnedQuery::id).contains(wording);
    }

    /** By whatever door the answer came; each request once an answer, and gone with it. */
    @Test
    void everyUseOfAnArticleInAnAnswerIsCountedUntilItsRequestIsDeleted() {
        articleImports.importMarkdown(Map.of("frame.md", text("# Frame a portrait\n\nOpen the portrait, choose Frame "
                + "in the menu of the picture, then pick one of the nine wooden frames.")), "uses", "en", true);
        String link = knowledge.linkTo(knowledge.article("uses:frame").orElseThrow());
        RequestNumber linked = answered("ANSWER", "Look at [Frame a portrait](" + link + ").");
        RequestNumber inserted = answered("ASK_CUSTOMER", "**Open the portrait, choose Frame in the menu of the "
                + "picture, then pick** whichever you like.\n\n" + link + "\n\nAnd again " + link + " Did it help?");
        answered("ANSWER", "Open the portrait, choose Frame in the menu of the picture, then pick one.");
        RequestNumber silent = drafted("See " + link).number();

        assertThat(uses.count("uses:frame")).isEqualTo(new ArticleUses.Count(1, 1));
        TasklistSession uma = new TasklistSession(port).logIn("uma");
        String page = page(uma.get(RECORDS + "/uses:frame")).replaceAll("<[^>]+>", "");
        assertThat(page).contains("in answers: linked: 1, inserted: 1", linked.toString(), inserted.toString(),
                "uma Tester").doesNotContain(silent.toString());

        ended.delete(List.of(linked));
        assertThat(uses.count("uses:frame")).isEqualTo(new ArticleUses.Count(0, 1));
        assertThat(page(uma.get(RECORDS + "/uses:frame"))).doesNotContain(linked.toString());
    }

    private RequestNumber answered(String outcome, String answer) {
        Request request = drafted(answer);
        Task task = fixture.taskBefore("sendAnswer", request);
        fixture.tasks.setAssignee(task.getId(), "uma");
        identities.setAuthenticatedUserId("uma");
        try {
            fixture.tasks.complete(task.getId(), Map.of("answerOutcome", outcome));
        } finally {
            identities.clearAuthentication();
        }
        return request.number();
    }

    private Request drafted(String answer) {
        Request request = fixture.consideredRequest("ada@customer.example", "Portrait", "How do I frame it?");
        fixture.requests.triage(request.number(), new TriageResult(Kind.USE, "en", null, null, null, false, false, 0.9,
                true, Decision.PROCESS));
        drafts.save(request.number(), "uma", answer);
        return request;
    }

    @Test
    void whoComesBackAfterAllTakesTheirWordsBack() {
        RequestNumber number =
                written("Find an invoice", "Where do I find the invoice of my violet umbrella order, in my account?");
        assertThat(offered(number)).isTrue();
        process.choose(number, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER);
        assertThat(records.learnedQueries("guide:invoice")).hasSize(1);
        process.customerWrote(number,
                mail("Re: Find an invoice", "There is nothing there after all, please send me the document."));
        assertThat(records.learnedQueries("guide:invoice")).isEmpty();
    }

    /** Before, meanwhile and after: no word and no outcome of theirs is kept, whoever they are answered by. */
    @Test
    void nothingIsLearnedOfWhoSaysNoAndWhatWasIsForgotten() {
        String asked = "How do I set the size of pictures on a chart? The turquoise kettle is cut off.";
        RequestNumber learned = written("Size of pictures on a chart", asked);
        RequestNumber underWay = written("Size of pictures on a chart, please", asked);
        process.choose(learned, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER);
        assertThat(kept(learned)).isEqualTo(2);
        assertThat(kept(underWay)).isEqualTo(1);

        consent.refuse("ADA@customer.example");
        assertThat(kept(learned)).isZero();
        assertThat(kept(underWay)).isZero();
        process.choose(underWay, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER);
        assertThat(kept(underWay)).isZero();

        RequestNumber later = written("Size of pictures on a chart", asked);
        assertThat(offered(later)).as("answered all the same").isTrue();
        process.choose(later, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER);
        offers.answered(later, "See " + knowledge.linkTo(knowledge.article(PICTURES).orElseThrow()));
        process.customerWrote(later, mail("Re: Size of pictures on a chart", "There is nothing there after all."));
        assertThat(kept(later)).isZero();

        consent.allow("ada@customer.example");
        RequestNumber again = written("Size of pictures on a chart", asked);
        process.choose(again, CustomerChoice.SOLVED, Purpose.ARTICLE_OFFER);
        assertThat(kept(again)).isEqualTo(2);
    }

    /** How many offers and wordings are kept of a request. */
    private int kept(RequestNumber number) {
        return jdbc.sql("select (select count(*) from article_offer where request_id = :id) "
                + "+ (select count(*) from learned_query where request_id = :id)").param("id", number.value())
                .query(Integer.class).single();
    }

    private RequestNumber written(String subject, String text) {
        return process.begin(Channel.MAIL, mail(subject, text), "en", null).number();
    }

    private static IncomingMessage mail(String subject, String text) {
        return IncomingMessage.written("ada@customer.example", "Ada Archer", subject, text, List.of());
    }

    private boolean offered(RequestNumber number) {
        return messages.of(number).stream().filter(message -> message.direction() == Direction.OUT)
                .map(Message::purpose)
                .anyMatch(Purpose.ARTICLE_OFFER::equals);
    }

    private List<String> hits(String question) {
        return knowledge.search(question, "en", 3).stream().map(hit -> hit.article().id()).toList();
    }

    private static void soon(org.awaitility.core.ThrowingRunnable check) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(check);
    }

    private static String page(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static byte[] text(String markdown) {
        return markdown.getBytes(StandardCharsets.UTF_8);
    }

    private HttpResponse<String> call(String method, String path, String user) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .method(method, HttpRequest.BodyPublishers.noBody());
            if (user != null) {
                request.header("Authorization", "Basic " + Base64.getEncoder()
                        .encodeToString((user + ":" + DeskFixture.PASSWORD).getBytes(StandardCharsets.UTF_8)));
            }
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
