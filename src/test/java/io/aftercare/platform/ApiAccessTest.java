package io.aftercare.platform;

import static io.aftercare.platform.TestPeople.ADMIN;
import static io.aftercare.platform.TestPeople.AGENT;
import static io.aftercare.platform.TestPeople.DESIGNER;
import static io.aftercare.platform.TestPeople.MANAGER;
import static io.aftercare.platform.TestPeople.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who may call the API, the management pages and the desk's controllers. */
@StartedApplication
class ApiAccessTest {

    @LocalServerPort
    int port;
    @Autowired
    IdentityService identities;
    @Autowired
    ObjectMapper json;

    @ParameterizedTest
    @CsvSource({"GET,/api/articles/search?q=a", "POST,/api/requests", "GET,/v3/api-docs", "GET,/actuator/health",
            "GET,/actuator/health/readiness"})
    void everybodyMay(String method, String path) throws Exception {
        assertThat(anonymously(method, path).statusCode()).isNotIn(401, 403);
    }

    @ParameterizedTest
    @CsvSource({"GET,/api/requests", "GET,/api/requests/AC-000001", "POST,/api/licences", "POST,/api/products",
            "POST,/api/articles/import", "PUT,/api/requests", "DELETE,/api/articles/1", "POST,/api/requests/AC-000001",
            "GET,/api/anything", "GET,/actuator/prometheus", "GET,/actuator/env", "GET,/actuator",
            "GET,/api/articles/sources", "POST,/api/articles/sources/site/import", "GET,/api/triage/models",
            "POST,/api/triage/models/1/use"})
    void nobodyMayWithoutLoggingIn(String method, String path) throws Exception {
        var response = anonymously(method, path);

        assertProblem(response, 401, "Log in with HTTP Basic");
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValue("Basic realm=\"Aftercare\", charset=\"UTF-8\"");
        assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({AGENT + ",GET,/api/requests", MANAGER + ",GET,/api/requests", ADMIN + ",GET,/api/requests",
            MANAGER + ",POST,/api/licences", MANAGER + ",POST,/api/products", MANAGER + ",POST,/api/articles/import",
            ADMIN + ",POST,/api/licences", MANAGER + ",GET,/actuator/prometheus", ADMIN + ",GET,/actuator/prometheus",
            AGENT + ",HEAD,/api/requests", MANAGER + ",GET,/api/articles/sources",
            MANAGER + ",POST,/api/articles/sources/site/import", MANAGER + ",DELETE,/api/articles/sources/site",
            MANAGER + ",GET,/api/triage/models", MANAGER + ",POST,/api/triage/models/4711/use"})
    void theseMay(String user, String method, String path) throws Exception {
        assertThat(as(user, method, path).statusCode()).isNotIn(401, 403);
    }

    @ParameterizedTest
    @CsvSource({NOBODY + ",GET,/api/requests", DESIGNER + ",GET,/api/requests", AGENT + ",POST,/api/licences",
            AGENT + ",POST,/api/products", AGENT + ",POST,/api/articles/import",
            AGENT + ",DELETE,/api/requests/AC-000001",
            MANAGER + ",PUT,/api/licences", MANAGER + ",DELETE,/api/requests/AC-000001",
            AGENT + ",GET,/actuator/prometheus",
            AGENT + ",GET,/api/articles/sources", AGENT + ",POST,/api/articles/sources/site/import",
            AGENT + ",DELETE,/api/articles/sources/site"})
    void theseMayNot(String user, String method, String path) throws Exception {
        assertProblem(as(user, method, path), 403, user + " may not do this");
    }

    @Test
    void theEngineKnowsWhoCalls() throws Exception {
        assertThat(as(AGENT, "GET", "/api/requests/probe/me").body()).isEqualTo(AGENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !!!", "Basic dGhlbw==", "Basic OnB3", "Bearer abc", "Digest x"})
    void malformedCredentialsAreRefused(String header) throws Exception {
        var session = new WebSession(port);

        assertProblem(session.send(session.request("/api/requests").header("Authorization", header)), 401, "wrong");
    }

    @Test
    void aMonitorReadsTheMetricsAndNothingElseByItsToken() throws Exception {
        var session = new WebSession(port);
        String bearer = "Bearer " + StartedApplication.METRICS_TOKEN;

        assertThat(session.send(session.request("/actuator/prometheus").header("Authorization", bearer)).body())
                .contains("aftercare_");
        assertProblem(session.send(session.request("/actuator/prometheus").header("Authorization", bearer + "s")), 401,
                "wrong");
        assertProblem(session.send(session.request("/api/requests").header("Authorization", bearer)), 401, "wrong");
    }

    @Test
    void wrongCredentialsAreRefusedEvenWhereNobodyNeedsThem() throws Exception {
        var session = new WebSession(port);

        assertProblem(session.send(session.as("stranger", "wrong", "/api/articles/search")), 401, "wrong");
    }

    @Test
    void whoGuessesIsSlowedDownAndWhoseNameItIsIsNot() throws Exception {
        var user = identities.newUser("guessed");
        user.setPassword(TestPeople.PASSWORD);
        identities.saveUser(user);
        identities.createMembership("guessed", SupportGroups.USAGE_SUPPORT);
        try {
            var known = new WebSession(port).login("guessed", TestPeople.PASSWORD, "tasklist");
            var stranger = new WebSession(port);
            List<Integer> answers = new ArrayList<>();
            for (int attempt = 0; attempt < 10; attempt++) {
                answers.add(attempt % 2 == 0 ? stranger.tryLogin("guessed", "wrong", "tasklist")
                        : stranger.send(stranger.as("guessed", "wrong", "/api/requests")).statusCode());
            }
            assertThat(answers).startsWith(401, 401, 401, 401, 401).endsWith(429, 429, 429, 429, 429);
            var slowed = stranger.send(stranger.as("guessed", TestPeople.PASSWORD, "/api/requests"));
            assertProblem(slowed, 429, "Try again in");
            assertThat(slowed.headers().firstValue("Retry-After")).isPresent();
            assertThat(stranger.tryLogin("guessed", TestPeople.PASSWORD, "tasklist"))
                    .as("the right password is not told from a wrong one").isEqualTo(429);

            for (int login = 0; login < 20; login++) {
                known.send(known.request("/camunda/api/admin/auth/user/default/logout")
                        .POST(BodyPublishers.noBody()));
                assertThat(known.tryLogin("guessed", TestPeople.PASSWORD, "tasklist"))
                        .as("in a browser that has logged in before").isEqualTo(200);
            }
            assertThat(stranger.tryLogin(AGENT, TestPeople.PASSWORD, "tasklist")).as("another user").isEqualTo(200);
        } finally {
            identities.deleteUser("guessed");
        }
    }

    @Test
    void aNameThatNobodyCanHaveIsNotKept() throws Exception {
        var session = new WebSession(port);
        for (int attempt = 0; attempt < 8; attempt++) {
            assertThat(session.tryLogin("n".repeat(65), "wrong", "tasklist")).isEqualTo(401);
        }
    }

    @Test
    void anotherSiteCannotUseWhatTheBrowserRemembers() throws Exception {
        var session = new WebSession(port);
        var request = session.as(MANAGER, TestPeople.PASSWORD, "/api/licences").POST(BodyPublishers.noBody())
                .header("Sec-Fetch-Site", "cross-site");

        assertProblem(session.send(request), 403, "another site");
    }

    @ParameterizedTest
    @CsvSource({"Origin,http://evil.example", "Origin,null", "Origin,https://localhost", "Origin,http://localhost:1",
            "Origin,http://localhost.evil.example", "Origin,file://", "Origin,:", "Sec-Fetch-Site,same-site",
            "Sec-Fetch-Site,nonsense"})
    void aPageOfAnotherSiteIsKnownWithAndWithoutFetchMetadata(String header, String value) throws Exception {
        var session = new WebSession(port);
        for (String path : List.of("/api/licences", "/api/products", "/api/articles/import", "/api/requests",
                "/camunda/api/admin/auth/user/default/login/tasklist", "/camunda/api/aftercare/probe")) {
            assertProblem(session.send(session.as(MANAGER, TestPeople.PASSWORD, path).header(header, value)
                    .POST(BodyPublishers.ofString("a=b"))), 403, "another site");
        }
        assertThat(session.send(session.request("/contact").header(header, value).POST(BodyPublishers.noBody()))
                .statusCode()).isEqualTo(403);
        assertThat(session.send(session.request("/articles").header(header, value)).statusCode())
                .as("reading is free").isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"Origin,http://localhost:%d", "Origin,HTTP://LOCALHOST:%d", "Sec-Fetch-Site,same-origin",
            "Sec-Fetch-Site,none"})
    void ourOwnPagesAreKnown(String header, String value) throws Exception {
        var session = new WebSession(port);
        assertThat(session.send(session.as(MANAGER, TestPeople.PASSWORD, "/api/licences")
                .header(header, value.formatted(port)).header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("nonsense"))).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"/api/licences,text/plain", "/api/licences,application/x-www-form-urlencoded",
            "/api/products,text/plain", "/api/articles/import,text/plain", "/api/articles/import,text/csv",
            "/api/articles/import,application/x-www-form-urlencoded", "/api/requests,text/plain"})
    void importsTakeTheirOwnMediaTypesOnly(String path, String type) throws Exception {
        var session = new WebSession(port);
        assertProblem(session.send(session.as(MANAGER, TestPeople.PASSWORD, path).header("Content-Type", type)
                .POST(BodyPublishers.ofString("[]"))), 415, "Send the body as ");
    }

    @Test
    void theErrorPageIsNoPageOfItsOwn() throws Exception {
        assertThat(anonymously("GET", "/error").statusCode()).isEqualTo(404);
    }

    @Test
    void readersOfPagesHaveNoSession() throws Exception {
        for (String path : List.of("/", "/articles?q=a", "/contact", "/policy", "/nothing", "/camunda/app/tasklist/",
                "/camunda/app/tasklist/default/", "/camunda/app/cockpit/default/", "/camunda/lib/deps.js",
                "/camunda/api/engine/engine", "/camunda/api/aftercare/probe", "/api/requests")) {
            assertThat(anonymously("GET", path).headers().allValues("Set-Cookie")).as(path)
                    .noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
        }
    }

    @Test
    void healthTellsDetailsToManagersOnly() throws Exception {
        assertThat(anonymously("GET", "/actuator/health").body()).doesNotContain("aftercare.mail.imap.host");
        assertThat(as(AGENT, "GET", "/actuator/health").body()).doesNotContain("aftercare.mail.imap.host");
        assertThat(as(MANAGER, "GET", "/actuator/health").body()).contains("aftercare.mail.imap.host",
                "aftercare.support.address", "PostgreSQL");
    }

    @Test
    void theDeskIsForThoseWhoAreLoggedInToTheWebapp() throws Exception {
        String desk = "/camunda/api/aftercare/probe";

        assertProblem(new WebSession(port).get(desk), 401, "Nobody is logged in");
        assertThat(WebSession.of(port, AGENT).get(desk).body()).isEqualTo(AGENT);
    }

    @Test
    void whoFollowsALinkToTheDeskWithoutASessionIsShownWhereToLogIn() throws Exception {
        var browser = new WebSession(port);

        var page = browser
                .send(browser.request("/camunda/api/aftercare/probe").header("Accept", "text/html,*/*;q=0.8").GET());

        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.body()).contains("Please log in", "href=\"/camunda/app/tasklist/default/\"");
    }

    @Test
    void theDeskTakesNoForgedRequest() throws Exception {
        String desk = "/camunda/api/aftercare/probe";
        var agent = WebSession.of(port, AGENT);

        assertThat(agent.postJson(desk, "hello").body()).isEqualTo("hello");
        agent.forgetToken();
        assertThat(agent.postJson(desk, "hello").statusCode()).isEqualTo(403);
    }

    @Test
    void whoIsInNoGroupCannotUseTheWebappNorTheDesk() throws Exception {
        assertThat(new WebSession(port).tryLogin(NOBODY, TestPeople.PASSWORD, "tasklist")).isIn(401, 403);
        assertThat(new WebSession(port).tryLogin(NOBODY, TestPeople.PASSWORD, "cockpit")).isIn(401, 403);
    }

    @Test
    void weakPasswordsAreRefused() throws Exception {
        var admin = WebSession.of(port, ADMIN);

        var response = admin.postJson("/camunda/api/engine/engine/default/user/create", """
                {"profile": {"id": "weakling"}, "credentials": {"password": "password"}}""");

        assertThat(response.body()).contains("Password does not match policy");
        assertThat(identities.createUserQuery().userId("weakling").count()).isZero();
    }

    private HttpResponse<String> anonymously(String method, String path) throws Exception {
        var session = new WebSession(port);
        return session.send(session.request(path).method(method, BodyPublishers.noBody()));
    }

    private HttpResponse<String> as(String user, String method, String path) throws Exception {
        var session = new WebSession(port);
        return session
                .send(session.as(user, TestPeople.passwordOf(user), path).method(method, BodyPublishers.noBody()));
    }

    private void assertProblem(HttpResponse<String> response, int status, String detail) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json.readTree(response.body()).get("status").asInt()).isEqualTo(status);
        assertThat(json.readTree(response.body()).get("detail").asText()).contains(detail);
    }
}
