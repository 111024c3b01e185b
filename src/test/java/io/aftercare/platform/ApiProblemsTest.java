package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Errors of the API are problem details that say what is wrong and give nothing away. */
@StartedApplication
@ExtendWith(OutputCaptureExtension.class)
class ApiProblemsTest {

    @LocalServerPort
    int port;
    @Autowired
    ObjectMapper json;

    @Test
    void badInputFoundByAModule() throws Exception {
        assertThat(problem(get("/api/articles/probe/ours"), 400).get("detail").asText())
                .isEqualTo("A probe has no \"limit\"; leave it out.");
    }

    @Test
    void somethingMissing() throws Exception {
        assertThat(problem(get("/api/articles/probe/missing"), 404).get("detail").asText())
                .isEqualTo("There is no probe 7.");
    }

    @Test
    void aMistakeOfOursIsA500WithAnIdentificationThatIsInTheLog(CapturedOutput log) throws Exception {
        for (String mistake : new String[] {"unexpected", "library"}) {
            String body = get("/api/articles/probe/" + mistake).body();
            JsonNode problem = problem(get("/api/articles/probe/" + mistake), 500);

            assertThat(body).doesNotContain("secret innards", "Exception", "io.aftercare", "subList");
            String identification = problem.get("detail").asText().replaceAll(".* as (\\w{8});.*", "$1");
            assertThat(log.getAll()).contains("Error " + identification + " in uri=/api/articles/probe/" + mistake);
        }
        assertThat(log.getAll()).contains("secret innards");
    }

    @Test
    void aPathThatIsNotThere() throws Exception {
        assertThat(problem(get("/api/articles/probe/a/b/c/d/e"), 404).get("instance").asText())
                .isEqualTo("/api/articles/probe/a/b/c/d/e");
    }

    @Test
    void aMethodThatIsNotThere() throws Exception {
        problem(post("/api/articles/probe/ours", "application/json", "{}"), 405);
    }

    @Test
    void aBodyInAnotherMediaType() throws Exception {
        problem(post("/api/probe/notes", "text/csv", "a;b"), 415);
    }

    @Test
    void aParameterWithAValueThatItCannotHave() throws Exception {
        assertThat(problem(get("/api/articles/search?q=tree&limit=many"), 400).get("detail").asText())
                .isEqualTo("\"many\" is no value for limit. /v3/api-docs describes what is expected.");
    }

    @Test
    void whatWasSentIsRepeatedAsFarAsOneCanReadIt() throws Exception {
        String long6000 = "x".repeat(6_000);
        assertThat(problem(get("/api/articles/search?q=tree&limit=" + long6000), 400).get("detail").asText())
                .isEqualTo("\"" + "x".repeat(80) + "…\" is no value for limit. "
                        + "/v3/api-docs describes what is expected.");
        for (HttpResponse<String> answer : List.of(get("/api/nowhere/" + long6000),
                get("/api/articles/" + long6000 + "/" + long6000.substring(5_000)),
                post("/api/probe/notes", "text/" + long6000, "{}"),
                post("/api/articles/probe/" + long6000, "application/json", "{}"))) {
            assertThat(answer.statusCode()).isBetween(400, 499);
            assertThat(answer.body()).hasSizeLessThan(3_000);
        }
    }

    @Test
    void ofManyFaultsTheFirstAreNamed() throws Exception {
        String detail = problem(post("/api/probe/many-notes", "application/json",
                "{\"notes\": [" + "{},".repeat(999) + "{}]}"), 400).get("detail").asText();
        assertThat(detail).contains("notes[0].text: must not be blank", "; and 980 more.").hasSizeLessThan(1_000);
    }

    @Test
    void malformedJson() throws Exception {
        assertThat(problem(post("/api/probe/notes", "application/json", "{\"text\": "), 400).get("detail").asText())
                .contains("malformed", "/v3/api-docs").doesNotContain("JsonEOF", "Note");
    }

    @Test
    void aFieldThatIsMissing() throws Exception {
        assertThat(
                problem(post("/api/probe/notes", "application/json", "{\"text\": \" \"}"), 400).get("detail").asText())
                .isEqualTo("text: must not be blank.");
    }

    @Test
    void pagesKeepTheirOwnErrorHandling() throws Exception {
        for (String page : new String[] {"/probe-page", "/nowhere"}) {
            var session = new WebSession(port);
            var response = session.send(session.request(page).header("Accept", "text/html"));

            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        }
    }

    @Test
    void theDescriptionNamesTheLoginAndNothingOfTheEngine() throws Exception {
        JsonNode api = json.readTree(get("/v3/api-docs").body());

        assertThat(api.at("/info/title").asText()).isEqualTo("Aftercare API");
        assertThat(api.at("/components/securitySchemes/basic/scheme").asText()).isEqualTo("basic");
        assertThat(api.get("paths").fieldNames()).toIterable().isNotEmpty().allMatch(path -> path.startsWith("/api/"));
        assertThat(api.at("/paths/~1api~1requests~1probe~1me/get/security/0").has("basic")).isTrue();
        assertThat(api.at("/paths/~1api~1articles~1probe~1{failure}/get/security").isMissingNode()).isTrue();
    }

    @Test
    void ourPagesAndApiHaveStrictHeaders() throws Exception {
        for (String path : new String[] {"/api/articles/probe/ours", "/nowhere"}) {
            var headers = get(path).headers();

            assertThat(headers.firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                    .containsPattern("^default-src '(self|none)';").contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe"));
            assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(headers.firstValue("Referrer-Policy").orElse("none")).isIn("same-origin", "no-referrer");
            assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return new WebSession(port).get(path);
    }

    private HttpResponse<String> post(String path, String type, String body) throws Exception {
        var session = new WebSession(port);
        return session.send(session.as(TestPeople.ADMIN, StartedApplication.ADMIN_PASSWORD, path)
                .header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private JsonNode problem(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).doesNotContain("trace");
        return json.readTree(response.body());
    }
}
