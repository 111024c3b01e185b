package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.TriageResult;
import io.aftercare.entitlement.Imports;
import io.aftercare.platform.StartupAction;
import io.aftercare.triage.OriginMatch;
import io.aftercare.triage.Triage;
import io.aftercare.triage.TriageExplanations;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Why a request was classified so, and the click that corrects it. */
@DeskTest
class TriageCorrectionTest {

    @LocalServerPort
    int port;
    @Autowired
    DeskFixture fixture;
    @Autowired
    Decisions decisions;
    @Autowired
    TriageExplanations explanations;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    Imports imports;
    @Autowired
    @Qualifier("namesOutOfEarlierExamples")
    StartupAction namesOutOfEarlierExamples;

    Request request;
    String path;

    @BeforeEach
    void aTriagedRequest() {
        fixture.person("uma", "usage-support");
        request = fixture.request("ada@customer.example", "Printer", "The printer gives white sheets, <b>help</b>!");
        fixture.requests.triage(request.number(),
                new TriageResult(Kind.USE, "en", null, null, "PRINTER", false, false, 0.82, true, Decision.PROCESS));
        explanations.keep(request.number(),
                new Triage(new TriageResult(Kind.USE, "en", null, null, "PRINTER", true,
                        false, 0.82, true, Decision.PROCESS),
                        "In short.", List.of("The words \"white <sheets>\" speak for use assistance.",
                                "It seems to be written in English."),
                        List.of(new OriginMatch("PRINTER", "a printer is mentioned", "printer",
                                "The printer gives white sheets", true))));
        path = "/camunda/api/aftercare/requests/" + request.number();
    }

    @Test
    void thePageSaysWhyAndOneClickWithoutScriptsCorrectsTeachesAndIsRecorded() {
        TasklistSession uma = new TasklistSession(port).logIn("uma");
        Document page = page(uma, path + "/conversation");
        assertThat(page.select(".triage").text()).contains("Use of the software", "fairly sure, 82%", "white <sheets>",
                "It seems to be written in English.");
        String token = page.select(".triage input[name=token]").attr("value");

        HttpResponse<byte[]> pressed =
                uma.form(path + "/triage", "kind=TECHNICAL&origin=PRINTER&tab=false&token=" + token);

        assertThat(pressed.statusCode()).isEqualTo(303);
        assertThat(pressed.headers().firstValue("Location").orElseThrow())
                .endsWith("conversation?effect=STAYS&tab=false");
        assertThat(page(uma, path + "/conversation?effect=STAYS").select(".said").text())
                .startsWith("Thank you, this is learned.");
        assertThat(fixture.requests.get(request.number()).kind()).isEqualTo(Kind.TECHNICAL);
        assertThat(decisions.of(request.number())).singleElement().satisfies(decision -> {
            assertThat(decision.reason()).isEqualTo("Corrected: kind from use to technical.");
            assertThat(decision.decidedBy()).isEqualTo("uma");
        });
        assertThat(
                jdbc.sql("select kind from triage_example where request_id = :id").param("id", request.number().value())
                        .query(String.class).list())
                .containsExactly("TECHNICAL");
    }

    @Test
    void whatIsLearnedHoldsNeitherNamesNorSignaturesAndWhatWasLearnedBeforeIsCleanedAtTheStart() {
        String mail = """
                Dear Uma,

                as Uma Tester told me, I sent the sheets again. My name is Ada Byron, I live in Ely,
                key HM26-A1B2-C3D4-E5F6.
                Call me on +44 20 7946 0958. The printer gives white sheets since the update.

                Best regards
                Ada Byron
                Head of Research, Byron & Lovelace Ltd
                14 High Street, 69003 Lyon
                Tel. +44 20 7946 0958""";
        Request asked = fixture.request("ada.byron@customer.example", "White sheets", mail);
        fixture.requests.triage(asked.number(),
                new TriageResult(Kind.USE, "en", null, null, null, false, false, 0.82, true, Decision.PROCESS));
        TasklistSession uma = new TasklistSession(port).logIn("uma");
        String page = "/camunda/api/aftercare/requests/" + asked.number();
        uma.form(page + "/triage", "kind=TECHNICAL&tab=false&token="
                + page(uma, page + "/conversation").select(".triage input[name=token]").attr("value"));
        assertThat(learned(asked)).contains("printer gives white sheets since the update").doesNotContainIgnoringCase(
                "uma",
                "ada", "byron", "ely", "dear", "regards", "head of", "street", "7946", "HM26");

        jdbc.sql("update triage_example set text_body = :mail, anonymous = false where request_id = :id")
                .param("mail", "White sheets\n" + mail).param("id", asked.number().value()).update();
        namesOutOfEarlierExamples.start();
        assertThat(learned(asked)).contains("printer gives white sheets").doesNotContainIgnoringCase("uma", "byron",
                "regards", "street");
        jdbc.sql("update triage_example set text_body = 'Dear Uma' where request_id = :id")
                .param("id", asked.number().value()).update();
        namesOutOfEarlierExamples.start();
        assertThat(learned(asked)).as("done once").isEqualTo("Dear Uma");
    }

    private String learned(Request of) {
        return jdbc.sql("select text_body from triage_example where request_id = :id").param("id", of.number().value())
                .query(String.class).single();
    }

    /**
     * Neither the triage by hand nor a later correction, nor what somebody who refused writes into another's request.
     */
    @Test
    void aCorrectionTeachesNothingOfWhoDoesNotWantThatAndForgetsWhatWasLearned() throws Exception {
        TasklistSession uma = new TasklistSession(port).logIn("uma");
        String token = page(uma, path + "/conversation").select(".triage input[name=token]").attr("value");
        uma.form(path + "/triage", "kind=TECHNICAL&tab=false&token=" + token);
        assertThat(examples()).containsExactly("TECHNICAL");

        String link = "http://localhost:" + port + "/requests/" + request.token() + "/learning";
        var web = HttpClient.newHttpClient();
        assertThat(web.send(HttpRequest.newBuilder(URI.create(link)).build(), HttpResponse.BodyHandlers.ofString())
                .body()).contains("Do not learn from what I write");
        assertThat(examples()).as("a scanner that opens links decides nothing").containsExactly("TECHNICAL");
        assertThat(decide(link, false)).contains("We do not learn from what you write");
        assertThat(examples()).isEmpty();
        uma.form(path + "/triage", "kind=COMMERCIAL&tab=false&token=" + token);
        assertThat(fixture.requests.get(request.number()).kind()).isEqualTo(Kind.COMMERCIAL);
        assertThat(examples()).isEmpty();

        Request others = fixture.request("bob@customer.example", "Printer", "It gives white sheets.");
        fixture.messages.receive(others.number(), IncomingMessage.written("Ada@Customer.example", "Ada", "Re: Printer",
                "With me as well.", List.of()));
        uma.form("/camunda/api/aftercare/requests/" + others.number() + "/triage", "kind=USE&tab=false&token="
                + page(uma, "/camunda/api/aftercare/requests/" + others.number() + "/conversation")
                        .select(".triage input[name=token]").attr("value"));
        assertThat(jdbc.sql("select count(*) from triage_example where request_id = :id")
                .param("id", others.number().value()).query(Integer.class).single()).isZero();

        assertThat(decide(link, true)).contains("May we learn from what you write?");
        uma.form(path + "/triage", "kind=USE&tab=false&token=" + token);
        assertThat(examples()).containsExactly("USE");
    }

    private List<String> examples() {
        return jdbc.sql("select kind from triage_example where request_id = :id").param("id", request.number().value())
                .query(String.class).list();
    }

    private static String decide(String link, boolean allow) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(link))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("allow=" + allow)).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void whoeverForgesTheClickIsRefused() {
        TasklistSession uma = new TasklistSession(port).logIn("uma");
        assertThat(uma.form(path + "/triage", "kind=TECHNICAL").statusCode()).isEqualTo(403);
        assertThat(uma.form(path + "/triage", "kind=TECHNICAL&token=guessed").statusCode()).isEqualTo(403);
        assertThat(fixture.requests.get(request.number()).kind()).isEqualTo(Kind.USE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind=", "kind=weather", "kind=USE&product=x", "kind=USE&language=de",
            "kind=USE&version=1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17.18.19.20.21.22", "kind=USE&origin=MOON",
            "kind=USE&tab=perhaps"})
    void aWrongValueInTheFormIsSaidOnAPageWithAWayBackAndChangesNothing(String fields) throws Exception {
        TasklistSession uma = new TasklistSession(port).logIn("uma");
        String token = page(uma, path + "/conversation").select(".triage input[name=token]").attr("value");

        HttpResponse<byte[]> pressed = uma.form(path + "/triage", fields + "&token=" + token);

        assertThat(pressed.statusCode()).isEqualTo(400);
        assertThat(pressed.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        Document said = Jsoup.parse(new String(pressed.body(), StandardCharsets.UTF_8));
        assertThat(said.select("h1").text()).isEqualTo("Nothing was changed");
        assertThat(said.select("main p").first().text()).containsPattern("(?i)give|try once more");
        String back = URI.create(path + "/triage").resolve(said.select("main a").attr("href")).toString();
        assertThat(page(uma, back).select(".triage")).isNotEmpty();
        assertThat(decisions.of(request.number())).isEmpty();
    }

    @Test
    void whoeverPressesAfterTheSessionEndedIsToldSoWithAWayBack() {
        HttpResponse<byte[]> pressed =
                new TasklistSession(port).form(path + "/triage", "kind=TECHNICAL&tab=true&token=old");

        assertThat(pressed.statusCode()).isEqualTo(403);
        Document said = Jsoup.parse(new String(pressed.body(), StandardCharsets.UTF_8));
        assertThat(said.text()).contains("Nothing was changed", "log in");
        assertThat(said.select("a").attr("href")).isEqualTo("conversation?tab=true");
    }

    @Test
    void theRecordOfACorrectionNamesProductsByName() throws Exception {
        imports.loadProducts("product,name,aliases,version,released,on_sale\nheirloom,Heirloom,,2026,2025-11-03,true\n"
                .getBytes(StandardCharsets.UTF_8), false);
        api("POST", "/triage", "{\"kind\":\"use\",\"product\":\"heirloom\"}", 200);

        assertThat(decisions.of(request.number())).singleElement()
                .satisfies(decision -> assertThat(decision.reason())
                        .isEqualTo("Corrected: product from none to Heirloom."));
        assertThat(page(new TasklistSession(port).logIn("uma"), path + "/conversation").select(".facts").text())
                .contains("· Heirloom ·");
    }

    @Test
    void aVersionIsOneThatTheProductHasHad() throws Exception {
        imports.loadProducts(
                ("product,name,aliases,version,released,on_sale\nheirloom,Heirloom,,2025,2024-11-03,false\n"
                        + "heirloom,Heirloom,,2026,2025-11-03,true\n").getBytes(StandardCharsets.UTF_8),
                false);
        assertThat(api("POST", "/triage", "{\"kind\":\"use\",\"product\":\"heirloom\",\"version\":\"1899\"}", 400)
                .get("detail").asText())
                .contains("\"1899\"", "Heirloom", "2025, 2026");
        assertThat(api("POST", "/triage", "{\"kind\":\"use\",\"version\":\"" + "9".repeat(51) + "\"}", 400)
                .get("detail").asText())
                .contains("50 characters");
        assertThat(decisions.of(request.number())).isEmpty();

        api("POST", "/triage", "{\"kind\":\"use\",\"product\":\"heirloom\",\"version\":\"2025\"}", 200);
        assertThat(fixture.requests.get(request.number()).version()).isEqualTo("2025");
    }

    @Test
    void aVersionOfTheProductItWasTakenForGoesWithThatProduct() throws Exception {
        imports.loadProducts(("product,name,aliases,version,released,on_sale\nheirloom,Heirloom,,2026,2025-11-03,true\n"
                + "mobile,Heirloom Mobile,,7.0,2025-11-03,true\n").getBytes(StandardCharsets.UTF_8), false);
        fixture.requests.triage(request.number(),
                new TriageResult(Kind.USE, "en", "mobile", "7.0", null, false, false, 0.82, true, Decision.PROCESS));

        api("POST", "/triage", "{\"kind\":\"use\",\"product\":\"heirloom\",\"version\":\"7.0\"}", 200);

        assertThat(fixture.requests.get(request.number()).version()).isNull();
        assertThat(decisions.of(request.number())).singleElement().satisfies(decision -> assertThat(decision.reason())
                .isEqualTo("Corrected: product from Heirloom Mobile to Heirloom, version from 7.0 to none."));
    }

    @Test
    void aProductGivenByItsNameIsKeptByItsCodeAndTheVersionMustBeOneOfIt() throws Exception {
        imports.loadProducts(
                "product,name,aliases,version,released,on_sale\nheirloom,The Heirloom,,2026,2025-11-03,true\n"
                        .getBytes(StandardCharsets.UTF_8),
                false);
        assertThat(api("POST", "/triage", "{\"kind\":\"use\",\"product\":\"the heirloom\",\"version\":\"1999\"}", 400)
                .get("detail").asText())
                .contains("1999", "The Heirloom");
        api("POST", "/triage", "{\"kind\":\"use\",\"product\":\"the heirloom\",\"version\":\"2026\"}", 200);

        Request corrected = fixture.requests.get(request.number());
        assertThat(corrected.product()).isEqualTo("heirloom");
        assertThat(corrected.version()).isEqualTo("2026");
    }

    @Test
    void theApiTellsWhyCorrectsAndSaysWhatIsWrong() throws Exception {
        JsonNode why = api("GET", "", null, 200).get("triage");
        assertThat(why.get("sureness").asText()).isEqualTo("fairly sure, 82%");
        assertThat(why.get("reasons")).hasSize(2);
        assertThat(why.get("signals").get(0).get("words").asText()).isEqualTo("printer");

        JsonNode corrected = api("POST", "/triage", "{\"kind\":\"technical\",\"origin\":\"\"}", 200);
        assertThat(corrected.get("category").asText()).isEqualTo("TECHNICAL");
        assertThat(corrected.get("effect").asText()).isEqualTo("STAYS");
        assertThat(fixture.requests.get(request.number()).origin()).isNull();

        assertThat(api("POST", "/triage", "{}", 400).get("detail").asText()).contains("COMMERCIAL, USE or TECHNICAL");
        assertThat(api("POST", "/triage", "{\"kind\":\"weather\"}", 400).get("detail").asText()).contains("weather",
                "TECHNICAL");
        assertThat(api("POST", "/triage", "{\"kind\":\"use\",\"product\":\"x\"}", 400).get("detail").asText())
                .contains("\"x\"");
        assertThat(api("POST", "/triage", "{\"kind\":\"use\",\"language\":\"de\"}", 400).get("detail").asText())
                .contains("en or fr");
    }

    @Test
    void aPersonIsSaidToHaveDecidedAndAMachineThatIsWhollySureIsNot() throws Exception {
        fixture.requests.triage(request.number(),
                new TriageResult(Kind.USE, "en", null, null, null, false, false, 1.0, true, Decision.PROCESS));
        assertThat(api("GET", "", null, 200).get("triage").get("sureness").asText()).isEqualTo("very sure, 100%");

        api("POST", "/triage", "{\"kind\":\"use\"}", 200);
        assertThat(api("GET", "", null, 200).get("triage").get("sureness").asText()).isEqualTo("decided by a person");
    }

    @Test
    void whoeverCorrectsWhatAnotherGroupAnswersReadsThatItIsWithThem() throws Exception {
        fixture.person("cora", "commercial-support");
        fixture.taskOf(request, "UserTask_AnswerRequest", null, Map.of());
        TasklistSession cora = new TasklistSession(port).logIn("cora");
        String token = page(cora, path + "/conversation").select(".triage input[name=token]").attr("value");

        HttpResponse<byte[]> pressed = cora.form(path + "/triage", "kind=COMMERCIAL&token=" + token);

        assertThat(pressed.headers().firstValue("Location").orElseThrow()).contains("effect=AT_A_COLLEAGUE");
        assertThat(page(cora, path + "/conversation?effect=AT_A_COLLEAGUE").select(".said").text())
                .contains("another group");
    }

    @Test
    void aPageOfMailsFarBeyondTheLastOneIsEmpty() {
        assertThat(
                new TasklistSession(port).logIn("uma").get("/camunda/api/aftercare/mails?page=999999999").statusCode())
                .isEqualTo(200);
    }

    private static Document page(TasklistSession session, String path) {
        return Jsoup.parse(new String(session.get(path).body(), StandardCharsets.UTF_8));
    }

    private JsonNode api(String method, String path, String body, int status) throws Exception {
        var call = HttpRequest
                .newBuilder(URI.create("http://localhost:" + port + "/api/requests/" + request.number() + path))
                .header("Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(("uma:" + DeskFixture.PASSWORD).getBytes()))
                .header("Content-Type", "application/json")
                .method(method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(call, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new ObjectMapper().readTree(answer.body());
    }
}
