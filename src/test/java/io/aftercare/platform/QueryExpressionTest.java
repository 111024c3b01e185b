package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** CVE-2026-109432: nobody can run an expression by a query, however it is wrapped. */
@StartedApplication
class QueryExpressionTest {

    private static final String REST = "/camunda/api/engine/engine/default";
    private static final String EVIL = "${probe.touch()}";

    @LocalServerPort
    int port;
    @Autowired
    Probes.Probe probe;
    @Autowired
    ObjectMapper json;

    WebSession agent;
    WebSession admin;
    int touchedBefore;

    @BeforeEach
    void logIn() throws Exception {
        agent = WebSession.of(port, TestPeople.AGENT);
        admin = WebSession.of(port, TestPeople.ADMIN);
        touchedBefore = probe.touched.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/task", "/task/count"})
    void inTheRootOfAQuery(String path) throws Exception {
        assertRefused(agent.postJson(REST + path, "{\"assigneeExpression\": \"" + EVIL + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"assigneeExpression", "assigneeLikeExpression", "ownerExpression",
            "candidateUserExpression",
            "candidateGroupExpression", "candidateGroupsExpression", "involvedUserExpression", "dueDateExpression",
            "dueBeforeExpression", "dueAfterExpression", "followUpDateExpression", "followUpBeforeExpression",
            "followUpBeforeOrNotExistentExpression", "followUpAfterExpression", "createdOnExpression",
            "createdBeforeExpression", "createdAfterExpression", "updatedAfterExpression",
            "processInstanceBusinessKeyExpression", "processInstanceBusinessKeyLikeExpression"})
    void insideAnOrQuery(String key) throws Exception {
        String body = "{\"orQueries\": [{\"" + key + "\": \"" + EVIL + "\"}]}";

        assertRefused(agent.postJson(REST + "/task", body));
        assertRefused(agent.postJson(REST + "/task/count", body));
    }

    @Test
    void insideAnOrQueryOfAnOrQuery() throws Exception {
        assertRefused(agent.postJson(REST + "/task",
                "{\"orQueries\": [{\"orQueries\": [{\"orQueries\": [{\"assigneeExpression\": \"" + EVIL + "\"}]}]}]}"));
    }

    /** Millions of empty ones once took all memory, thousands of others the stack of the database. */
    @Test
    void aQueryOfCountlessPartsIsRejected() throws Exception {
        for (String query : new String[] {"{\"orQueries\": [" + "{\"name\": \"a\"},".repeat(100) + "{}]}",
                "{\"taskDefinitionKeyIn\": [" + "\"a\",".repeat(20_000) + "\"a\"]}", "[".repeat(5_000)}) {
            var answer = agent.postJson(REST + "/task", query);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("in parts").hasSizeLessThan(400);
        }
        assertThat(agent.postJson(REST + "/task", "{\"orQueries\": [" + "{\"name\": \"a\"},".repeat(99)
                + "{\"name\": \"a\"}]}").statusCode()).isEqualTo(200);
    }

    @Test
    void asThirdMeaningOfADuplicateKey() throws Exception {
        assertRefused(agent.postJson(REST + "/task", "{\"orQueries\": [], \"orQueries\": [{\"name\": \"a\"}], "
                + "\"orQueries\": [{\"assigneeExpression\": \"" + EVIL + "\", \"assigneeExpression\": null}]}"));
    }

    @Test
    void withAnEscapedKey() throws Exception {
        assertRefused(agent.postJson(REST + "/task",
                "{\"orQueries\": [{\"\\u0061ssignee\\u0045xpression\": \"" + EVIL + "\"}]}"));
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE,application/json", "UTF-16BE,application/json", "UTF-16,application/json",
            "UTF-32BE,application/json", "UTF-16LE,application/json;charset=UTF-16LE",
            "UTF-7-like,application/json;charset=UTF-7",
            "IBM037,application/json;charset=IBM037", "ISO-8859-1,application/json;charset=ISO-8859-1",
            "UTF-8,application/vnd.any+json", "UTF-8,application/hal+json", "UTF-8,text/json", "UTF-8,application/*",
            "UTF-8,*/*", "UTF-8,text/plain", "UTF-8,nonsense", "UTF-8,application/json; charset=\"utf-8\""})
    void inAnotherEncodingOrMediaType(String charset, String type) throws Exception {
        String body = "{\"orQueries\": [{\"assigneeExpression\": \"" + EVIL + "\"}]}";
        byte[] bytes = charset.equals("UTF-7-like")
                ? body.replace("E", "+AEU-").getBytes(StandardCharsets.US_ASCII)
                : body.getBytes(Charset.forName(charset));

        for (String path : new String[] {"/task", "/filter/create", "/task/count"}) {
            var response = agent.send(agent.request(REST + path).header("Content-Type", type)
                    .POST(BodyPublishers.ofByteArray(bytes)));

            assertThat(response.statusCode()).as(path).isIn(400, 415);
            assertThat(probe.touched).hasValue(touchedBefore);
        }
    }

    @Test
    void withoutAMediaType() throws Exception {
        assertRefused(agent.send(agent.request(REST + "/task").POST(BodyPublishers.ofString(
                "{\"orQueries\": [{\"assigneeExpression\": \"" + EVIL + "\"}]}"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/hal+json"})
    void askingForHal(String accept) throws Exception {
        assertRefused(agent.send(agent.request(REST + "/task").header("Accept", accept)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(
                        "{\"orQueries\": [{\"assigneeExpression\": \"" + EVIL + "\"}]}"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/task?assigneeExpression=", "/task/count?assigneeExpression=", "/task?%61ssigneeExpression=",
                    "/task?name=a&dueBeforeExpression="})
    void inTheQueryString(String path) throws Exception {
        assertRefused(agent.get(REST + path + "%24%7Bprobe.touch()%7D"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"ownerExpression\": \"%s\"}", "{\"orQueries\": [{\"ownerExpression\": \"%s\"}]}"})
    void inAFilterThatIsCreatedOrChanged(String query) throws Exception {
        String filter = "{\"resourceType\": \"Task\", \"name\": \"Evil\", \"query\": " + query.formatted(EVIL) + "}";
        String id = createFilter("{\"name\": \"a\"}");

        assertRefused(admin.postJson(REST + "/filter/create", filter));
        assertRefused(admin.putJson(REST + "/filter/" + id, filter));
        assertThat(admin.get(REST + "/filter/" + id).body()).doesNotContain("probe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "count", "singleResult", "list?firstResult=0&maxResults=5"})
    void inAQueryThatExtendsAFilter(String how) throws Exception {
        String id = createFilter("{\"name\": \"a\"}");

        assertRefused(admin.postJson(REST + "/filter/" + id + "/" + how, "{\"ownerExpression\": \"" + EVIL + "\"}"));
        assertRefused(admin.postJson(REST + "/filter/" + id + "/" + how,
                "{\"orQueries\": [{\"ownerExpression\": \"" + EVIL + "\"}]}"));
        assertRefused(admin.postJson(REST + "/filter/" + id + "/" + how,
                "{\"orQueries\": [{\"ownerExpression\": \"${currentUser()}\"}]}"));
    }

    @Test
    void aFilterMayAskForTheUserTheGroupsAndThePresent() throws Exception {
        String id =
                createFilter("{\"assigneeExpression\": \"${ currentUser() }\", \"dueBeforeExpression\": \"${now()}\","
                        + " \"orQueries\": [{\"candidateGroupsExpression\": \"${currentUserGroups()}\"}]}");

        var tasks = admin.postJson(REST + "/filter/" + id + "/list", "{}");

        assertThat(tasks.statusCode()).as(tasks.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"${currentUser().concat(probe.touch())}", "${currentUser()}${probe.touch()}", "#{probe.touch()}",
                    "${now().getClass()}", "${ dateTime().plusDays(1) }", "${probe.touch()}"})
    void anythingBesideTheThreeIsRefusedEvenIfItLooksLikeThem(String expression) throws Exception {
        assertRefused(admin.postJson(REST + "/filter/create",
                "{\"resourceType\": \"Task\", \"name\": \"Evil\", \"query\": {\"assigneeExpression\": \"" + expression
                        + "\"}}"));
    }

    @Test
    void aVariableMayBeCalledAsItLikes() throws Exception {
        var response = agent.postJson(REST + "/process-definition/key/RegisterRequestProcess/start",
                "{\"variables\": {\"regularExpression\": {\"value\": \"a+\", \"type\": \"String\"}}}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    void anOrdinaryQueryStillWorks() throws Exception {
        var response = agent.postJson(REST + "/task", "{\"orQueries\": [{\"name\": \"a\", \"assignee\": \"alan\"}]}");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    void aHugeBodyIsRefused() throws Exception {
        var response = agent.postJson(REST + "/task", "{\"name\": \"" + "a".repeat(10_500_000) + "\"}");

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine-rest/task", "/engine-rest", "/rest/task"})
    void thereIsNoOtherEngineApi(String path) throws Exception {
        assertThat(agent.get(path).statusCode()).isEqualTo(404);
    }

    private String createFilter(String query) throws Exception {
        var response = admin.postJson(REST + "/filter/create",
                "{\"resourceType\": \"Task\", \"name\": \"Test\", \"query\": " + query + "}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body()).get("id").asText();
    }

    private void assertRefused(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json.readTree(response.body()).get("detail").asText()).contains("Expressions are not allowed");
        assertThat(probe.touched).hasValue(touchedBefore);
    }
}
