package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What nobody reaches through the engine's interface, whoever has logged in: classes and deployments. */
@StartedApplication
@ExtendWith(OutputCaptureExtension.class)
class EngineInterfaceTest {

    private static final String REST = "/camunda/api/engine/engine/default";
    private static final String BUILT = Built.class.getName();

    @LocalServerPort
    int port;
    @Autowired
    ProcessEngine engine;
    @Autowired
    RuntimeService runtime;
    @Autowired
    TaskService tasks;
    @Autowired
    RepositoryService repository;
    @Autowired
    IdentityService identities;
    @Autowired
    AuthorizationService authorizations;
    @Autowired
    ObjectMapper json;

    @AfterEach
    void endAll() {
        identities.clearAuthentication();
        runtime.createProcessInstanceQuery().list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "test"));
        repository.createDeploymentQuery().list().stream()
                .filter(deployment -> !ProcessDeployment.NAME.equals(deployment.getName()))
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    }

    static Stream<String> variables() {
        return Stream.of("task/%s/variables", "task/%s/localVariables", "execution/%s/localVariables",
                "process-instance/%s/variables", "case-instance/%s/variables", "case-execution/%s/variables",
                "case-execution/%s/localVariables");
    }

    @ParameterizedTest
    @MethodSource("variables")
    void anUploadNamesNoClass(String resource) throws Exception {
        var instance = runtime.startProcessInstanceByKey("RegisterRequestProcess");
        String task = tasks.createTaskQuery().processInstanceId(instance.getId()).singleResult().getId();
        String path = REST + "/" + resource.formatted(resource.startsWith("task") ? task : instance.getId())
                + "/x/data";

        assertThat(upload(loggedIn(TestPeople.NOBODY), path, part("data", "application/json", "{\"name\": \"x\"}")
                + part("type", "text/plain", BUILT)).statusCode()).as("who reads nothing does not come this far")
                .isEqualTo(403);
        for (String user : List.of(TestPeople.AGENT, TestPeople.ADMIN)) {
            var session = loggedIn(user);
            for (String type : List.of(BUILT, "java.util.List<" + BUILT + ">", BUILT + "[]", "java.lang.String",
                    "no.such.Class")) {
                refused(upload(session, path, part("data", "application/json", "{\"name\": \"x\"}")
                        + part("type", "text/plain", type)));
                refused(upload(session, path, part("type", "text/plain", "java.lang.String")
                        + part("type", "text/plain", type) + part("data", "application/json", "[{\"name\": \"x\"}]")));
            }
            refused(upload(session, path, part("data", "application/octet-stream", "x")
                    + part("valueType", "text/plain", "Object")));
            for (String engine : List.of("other", "%20", "default;x")) {
                assertThat(upload(session, path.replace("/engine/default/", "/engine/" + engine + "/"),
                        part("data", "application/json", "{}") + part("type", "text/plain", BUILT)).statusCode())
                        .as(engine).isIn(400, 401, 404);
            }
        }
        assertThat(Initialized.BUILT).hasValue(0);
    }

    static Stream<String> calls() {
        return Stream.of("PUT task/x/variables/v %s", "PUT task/x/localVariables/v %s",
                "POST task/x/variables {'modifications': {'v': %s}}",
                "POST task/x/localVariables {'modifications': {'v': %s}}",
                "POST task/x/complete {'variables': {'v': %s}}",
                "POST task/x/submit-form {'variables': {'v': %s}}", "POST task/x/resolve {'variables': {'v': %s}}",
                "POST task/x/bpmnError {'errorCode': 'e', 'variables': {'v': %s}}",
                "POST task/x/bpmnEscalation {'escalationCode': 'e', 'variables': {'v': %s}}",
                "PUT execution/x/localVariables/v %s", "POST execution/x/localVariables {'modifications': {'v': %s}}",
                "POST execution/x/signal {'variables': {'v': %s}}",
                "POST execution/x/messageSubscriptions/m/trigger {'variables': {'v': %s}}",
                "PUT process-instance/x/variables/v %s",
                "POST process-instance/x/variables {'modifications': {'v': %s}}",
                "POST process-instance/x/modification {'instructions': [{'type': 'startBeforeActivity', "
                        + "'activityId': 'a', 'variables': {'v': %s}}]}",
                "POST process-instance/x/modification-async {'instructions': [{'type': 'startAfterActivity', "
                        + "'activityId': 'a', 'variables': {'v': %s}}]}",
                "POST process-instance/variables-async {'processInstanceIds': ['x'], 'variables': {'v': %s}}",
                "POST process-instance/message-async {'messageName': 'm', 'variables': {'v': %s}}",
                "POST process-definition/key/RegisterRequestProcess/start {'variables': {'v': %s}}",
                "POST process-definition/x/start {'variables': {'v': %s}}",
                "POST process-definition/key/RegisterRequestProcess/start {'startInstructions': [{'type': "
                        + "'startBeforeActivity', 'activityId': 'a', 'variables': {'v': %s}}]}",
                "POST process-definition/key/RegisterRequestProcess/submit-form {'variables': {'v': %s}}",
                "POST process-definition/x/submit-form {'variables': {'v': %s}}",
                "POST process-definition/x/restart {'instructions': [{'type': 'startTransition', 'transitionId': 't', "
                        + "'variables': {'v': %s}}]}",
                "POST message {'messageName': 'm', 'processVariables': {'v': %s}}",
                "POST message {'messageName': 'm', 'processVariablesLocal': {'v': %s}}",
                "POST message {'messageName': 'm', 'correlationKeys': {'v': %s}}",
                "POST message {'messageName': 'm', 'localCorrelationKeys': {'v': %s}}",
                "POST signal {'name': 's', 'variables': {'v': %s}}", "POST condition {'variables': {'v': %s}}",
                "POST decision-definition/d/evaluate {'variables': {'v': %s}}",
                "POST external-task/x/complete {'workerId': 'w', 'variables': {'v': %s}}",
                "POST external-task/x/complete {'workerId': 'w', 'localVariables': {'v': %s}}",
                "POST external-task/x/failure {'workerId': 'w', 'variables': {'v': %s}}",
                "POST external-task/x/bpmnError {'workerId': 'w', 'variables': {'v': %s}}",
                "POST migration/generate {'sourceProcessDefinitionId': 'a', 'targetProcessDefinitionId': 'b', "
                        + "'variables': {'v': %s}}",
                "POST migration/execute {'migrationPlan': {'variables': {'v': %s}}}",
                "POST migration/validate {'variables': {'v': %s}}",
                "POST modification/execute {'instructions': [{'type': 'startBeforeActivity', 'activityId': 'a', "
                        + "'variables': {'v': %s}}]}",
                "POST case-definition/c/create {'variables': {'v': %s}}",
                "POST case-execution/x/manual-start {'variables': {'v': %s}}",
                "POST case-execution/x/complete {'variables': {'v': %s}}",
                "POST case-execution/x/disable {'variables': {'v': %s}}",
                "POST case-instance/x/complete {'variables': {'v': %s}}",
                "PUT case-instance/x/variables/v %s", "PUT case-execution/x/localVariables/v %s");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aVariableIsAPlainValueWhateverTheCall(String call) throws Exception {
        // Who may not see a process is told so first.
        var session = loggedIn(call.contains("/key/") ? TestPeople.ADMIN : TestPeople.AGENT);
        for (String variable : List.of(object("application/json", "{}"), object("application/xml", "<x/>"),
                object("application/x-java-serialized-object", "rO0ABXA="), "{'type': 'object', 'value': '{}'}",
                "{'type': 'Json', 'value': '{}'}", "{'type': 'Xml', 'value': '<x/>'}", "{'type': 'x.Y', 'value': 1}",
                "{'value': {'@class': '" + BUILT + "'}}", "{'value': ['" + BUILT + "', {}]}",
                "{'type': {'a': 1}, 'value': 1}", "{'value': 1, 'valueInfo': {'objectTypeName': '" + BUILT + "'}}",
                "{'value': 1, 'valueInfo': {'filename': {'a': 1}}}", "{'value': 1, 'valueInfo': ['a']}")) {
            String[] parts = call.split(" ", 3);
            String body = parts[2].formatted(variable).replace('\'', '"');
            var response = session.send(session.request(REST + "/" + parts[1]).header("Content-Type",
                    "application/json").method(parts[0], BodyPublishers.ofString(body)));

            refused(response);
        }
        assertThat(Initialized.BUILT).hasValue(0);
    }

    @Test
    void plainVariablesAreTaken() throws Exception {
        var instance = runtime.startProcessInstanceByKey("RegisterRequestProcess");
        String path = REST + "/process-instance/" + instance.getId() + "/variables";
        var session = loggedIn(TestPeople.ADMIN);

        for (String variable : List.of("{'value': 'a', 'type': 'String'}", "{'value': 1, 'type': 'Integer'}",
                "{'value': 1, 'type': 'long'}", "{'value': 1.5, 'type': 'Double'}", "{'value': 2, 'type': 'Short'}",
                "{'value': true, 'type': 'Boolean', 'valueInfo': {}}", "{'value': null, 'type': 'Null'}",
                "{'value': '2026-11-30T10:00:00.000+0000', 'type': 'Date'}", "{'value': 'YQ==', 'type': 'Bytes'}",
                "{'value': 'a', 'type': null, 'valueInfo': null}", "{'value': 'a'}", "{}",
                "{'value': 'YQ==', 'type': 'File', 'valueInfo': {'filename': 'a.txt', 'mimeType': 'text/plain', "
                        + "'encoding': 'UTF-8'}}",
                "{'value': 'a', 'type': 'String', 'valueInfo': {'transient': false}}")) {
            assertThat(session.putJson(path + "/v", variable.replace('\'', '"')).statusCode()).as(variable)
                    .isEqualTo(204);
        }
        assertThat(upload(session, path + "/f/data", "--part\r\nContent-Disposition: form-data; name=\"data\"; "
                + "filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n"
                + part("valueType", "text/plain", "File")).statusCode()).isEqualTo(204);
        assertThat(session.get(path + "/f/data").body()).isEqualTo("hello");
        assertThat(upload(session, path + "/b/data", part("data", "application/octet-stream", "hello")
                + part("valueType", "text/plain", "Bytes")).statusCode()).isEqualTo(204);
    }

    @Test
    void anUploadIsNoLargerThanAnyOtherRequest() throws Exception {
        var response = upload(loggedIn(TestPeople.AGENT), REST + "/task/x/variables/x/data",
                part("data", "application/octet-stream", "a".repeat(10_500_000)));

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"})
    void aStrangerSendsNoMoreThanALogin(String type) throws Exception {
        var stranger = new WebSession(port);
        for (String path : List.of("/camunda/api/admin/auth/user/default/login/tasklist", REST + "/task")) {
            assertThat(stranger.send(stranger.request(path).header("Content-Type", type)
                    .POST(BodyPublishers.ofString("a=" + "b".repeat(20_000)))).statusCode()).as(path)
                    .isIn(401, 403, 413);
        }
        assertThat(stranger.send(stranger.request("/camunda/api/admin/auth/user/default/login/tasklist")
                .header("Content-Type", type).POST(BodyPublishers.ofString("a=" + "b".repeat(20_000)))).statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {TestPeople.NOBODY, TestPeople.AGENT, TestPeople.DESIGNER, TestPeople.MANAGER,
            TestPeople.ADMIN})
    void nobodyDeploys(String user) throws Exception {
        long before = repository.createDeploymentQuery().count();
        String deployment = repository.createDeploymentQuery().list().get(0).getId();
        var session = loggedIn(user);
        String file = "--part\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.bpmn\"\r\n\r\n"
                + diagram("") + "\r\n";

        for (var response : List.of(upload(session, REST + "/deployment/create", file),
                upload(session, REST + "/deployment/create/", file),
                upload(session, REST + "/deployment/create", part("deployment-name", "text/plain", "Aftercare")
                        + part("deployment-source", "text/plain", "Aftercare") + file),
                session.postJson(REST + "/deployment/" + deployment + "/redeploy", "{}"),
                session.postJson(REST + "/deployment/" + deployment + "/redeploy", "{\"source\": \"x\"}"))) {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(403);
            assertThat(json.readTree(response.body()).get("message").asText()).contains("only Aftercare itself deploys",
                    "aftercare.deployment.root");
        }
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    }

    @Test
    void whoGrantsHimselfTheRightToDeployStillDoesNot() throws Exception {
        var session = loggedIn(TestPeople.ADMIN);
        var granted = session.postJson(REST + "/authorization/create", "{\"type\": 1, \"permissions\": [\"ALL\"], "
                + "\"userId\": \"" + TestPeople.ADMIN + "\", \"resourceType\": 9, \"resourceId\": \"*\"}");
        assertThat(granted.statusCode()).as(granted.body()).isEqualTo(200);
        try {
            identities.setAuthentication(TestPeople.ADMIN, List.of(SupportGroups.ADMINISTRATORS));
            var deployment = repository.createDeployment().addString("a.bpmn", diagram(""));

            assertThatThrownBy(deployment::deploy).isInstanceOf(AuthorizationException.class)
                    .hasMessageContaining("only Aftercare itself deploys");
        } finally {
            identities.clearAuthentication();
            authorizations.deleteAuthorization(json.readTree(granted.body()).get("id").asText());
        }
    }

    @Test
    void deployingIsGrantedToNobody() {
        assertThat(authorizations.createAuthorizationQuery().resourceType(Resources.DEPLOYMENT).list()).isNotEmpty()
                .noneMatch(granted -> granted.isPermissionGranted(Permissions.CREATE));
        assertThat(authorizations.isUserAuthorized(TestPeople.ADMIN, List.of(SupportGroups.ADMINISTRATORS),
                Permissions.READ, Resources.DEPLOYMENT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "admin", "cockpit", "tasklist", "welcome"})
    void noInterfaceDescribesItself(String api) throws Exception {
        var session = loggedIn(TestPeople.ADMIN).login(TestPeople.ADMIN, StartedApplication.ADMIN_PASSWORD, "admin")
                .login(TestPeople.ADMIN, StartedApplication.ADMIN_PASSWORD, "cockpit");
        String path = "/camunda/api/" + api;

        for (String file : List.of("/application.wadl", "/application.wadl?detail=true",
                "/application.wadl/xsd0.xsd")) {
            assertThat(session.get(path + file).statusCode()).as(file).isEqualTo(404);
        }
        for (String call : List.of("", "/", "/engine/default/task", "/auth/user/default", "/plugin")) {
            for (String accept : List.of("application/vnd.sun.wadl+xml", "application/xml", "*/*")) {
                var response = session.send(session.request(path + call).header("Accept", accept)
                        .method("OPTIONS", BodyPublishers.noBody()));

                assertThat(response.body()).as(call).doesNotContain("wadl", "<application", "<resource");
            }
        }
    }

    static Stream<String> failingCalls() {
        return Stream.of("POST task/%s/complete {}", "POST task/%s/claim {'userId': 'alan'}",
                "POST task/none/complete {}",
                "POST task/none/claim {'userId': 'alan'}", "GET task?firstResult=x", "GET task?sortBy=created",
                "POST task {'priority': 'x'}",
                "GET process-instance/none", "POST process-definition/key/EnquiryProcess/start {}",
                "POST process-definition/key/None/start {}", "POST process-definition/none/start {}",
                "POST message {'messageName': 'none'}", "POST message {}", "POST message null", "POST signal null",
                "POST task/none/complete null", "PUT job/none/retries {'retries': 1}", "DELETE deployment/none",
                "POST decision-definition/key/none/evaluate {}", "POST filter/create {'resourceType': 'Task'}",
                "PUT process-instance/none/variables/v {'value': 1}",
                "POST migration/execute {}", "POST authorization/create {}", "GET no/such/thing",
                "POST modification/execute {}", "GET metrics/none/sum?startDate=x");
    }

    @ParameterizedTest
    @MethodSource("failingCalls")
    void aCallThatFailsIsOneLineOfTheLog(String call, CapturedOutput log) throws Exception {
        String task = tasks.createTaskQuery().processInstanceId(
                runtime.startProcessInstanceByKey("RegisterRequestProcess").getId()).singleResult().getId();
        var agent = WebSession.of(port, TestPeople.AGENT);
        String[] parts = call.formatted(task).split(" ", 3);
        int before = log.getAll().length();

        var response = agent.send(agent.request(REST + "/" + parts[1]).header("Content-Type", "application/json")
                .method(parts[0], parts.length < 3 ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(parts[2].replace('\'', '"'))));

        assertThat(response.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(log.getAll().substring(before).strip().lines()).hasSize(1).first().asString()
                .contains(" failed with " + response.statusCode()).hasSizeLessThan(1_500);
    }

    @Test
    void anUploadOfSomebodyWhoIsNotLoggedInLeavesNoStackTrace(CapturedOutput log) throws Exception {
        var stranger = new WebSession(port);
        stranger.get("/camunda/app/welcome/default/");
        int before = log.getAll().length();

        var response = upload(stranger, REST + "/task/x/variables/x/data", part("data", "text/plain", "x"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(log.getAll().substring(before)).doesNotContain("Exception");
    }

    @Test
    void aFaultOfOursKeepsItsStackTrace(CapturedOutput log) throws Exception {
        repository.createDeployment().addString("fails.bpmn", diagram("""
                <bpmn:startEvent id="S"/><bpmn:sequenceFlow id="F" sourceRef="S" targetRef="E"/>
                <bpmn:serviceTask id="E" camunda:expression="${probe.fail()}"/>""")).deploy();

        var response = loggedIn(TestPeople.ADMIN).postJson(REST + "/process-definition/key/Drawn/start", "{}");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(log.getAll()).contains("IllegalStateException: a fault of ours",
                "at io.aftercare.platform.Probes$Probe.fail");
    }

    private WebSession loggedIn(String user) throws Exception {
        return new WebSession(port).login(user, TestPeople.passwordOf(user), "welcome");
    }

    private static HttpResponse<String> upload(WebSession session, String path, String parts) throws Exception {
        return session.send(session.request(path).header("Content-Type", "multipart/form-data; boundary=part")
                .POST(BodyPublishers.ofString(parts + "--part--\r\n")));
    }

    private static String part(String name, String type, String content) {
        return "--part\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\nContent-Type: " + type + "\r\n\r\n"
                + content + "\r\n";
    }

    private static String object(String format, String value) {
        return "{'type': 'Object', 'value': '" + value + "', 'valueInfo': {'objectTypeName': '" + BUILT
                + "', 'serializationDataFormat': '" + format + "'}}";
    }

    private void refused(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(json.readTree(response.body()).get("message").asText())
                .startsWith("A variable is a plain value of one of the types");
    }

    static String diagram(String elements) {
        return """
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="http://aftercare.io/test">
                  <bpmn:process id="Drawn" isExecutable="true" camunda:historyTimeToLive="P1D">%s</bpmn:process>
                </bpmn:definitions>""".formatted(elements.isEmpty() ? "<bpmn:startEvent id=\"S\"/>" : elements);
    }

    /** Tells when one of the class path is built, or only looked at. */
    static final class Initialized {

        static final AtomicInteger BUILT = new AtomicInteger();

        private Initialized() {
        }
    }

    public static final class Built {

        static {
            Initialized.BUILT.incrementAndGet();
        }

        public void setName(String name) {
            Initialized.BUILT.addAndGet(name.length());
        }
    }
}
