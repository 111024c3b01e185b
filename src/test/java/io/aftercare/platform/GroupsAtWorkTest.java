package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_HISTORY;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_HISTORY_VARIABLE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_TASK_VARIABLE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.process.SupportRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.junit.jupiter.api.AfterEach;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the people of each group can do in Tasklist and Cockpit, as those applications do it over HTTP. */
@StartedApplication
class GroupsAtWorkTest {

    private static final String REST = "/camunda/api/engine/engine/default";

    @LocalServerPort
    int port;
    @Autowired
    RuntimeService runtime;
    @Autowired
    TaskService tasks;
    @Autowired
    ManagementService management;
    @Autowired
    RepositoryService repository;
    @Autowired
    AuthorizationService authorizations;
    @Autowired
    GroupAuthorizations rights;
    @Autowired
    TasklistFilters tasklistFilters;
    @Autowired
    FilterService filterService;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    ObjectMapper json;

    @AfterEach
    void endAll() {
        runtime.createProcessInstanceQuery().list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "test"));
    }

    @Test
    void anAgentFindsTakesAndDoesTheTasksOfTheGroup() throws Exception {
        String task = enquiry(SupportGroups.TECHNICAL_SUPPORT, +1);
        enquiry(SupportGroups.COMMERCIAL_SUPPORT, +1);
        var agent = WebSession.of(port, TestPeople.AGENT);

        assertThat(tasksIn(agent, "New in my groups")).containsExactly(task);
        assertThat(tasksIn(agent, "Mine")).isEmpty();
        assertThat(ok(agent.get(REST + "/task/" + task + "/deployed-form")).body()).contains("answer-enquiry");

        ok(agent.postJson(REST + "/task/" + task + "/claim", "{\"userId\": \"" + TestPeople.AGENT + "\"}"));
        assertThat(tasksIn(agent, "New in my groups")).isEmpty();
        assertThat(tasksIn(agent, "Mine")).containsExactly(task);

        ok(agent.postJson(REST + "/task/" + task + "/submit-form",
                "{\"variables\": {\"answer\": {\"value\": \"Yes.\"}}}"));
        assertThat(tasksIn(agent, "Mine")).isEmpty();
    }

    @Test
    void anAgentNeitherSeesNorTakesTheTasksOfAnotherGroup() throws Exception {
        String foreign = enquiry(SupportGroups.COMMERCIAL_SUPPORT, -1);
        var agent = WebSession.of(port, TestPeople.AGENT);

        assertThat(json.readTree(agent.get(REST + "/task").body())).isEmpty();
        assertThat(agent.get(REST + "/task/" + foreign).statusCode()).isIn(403, 404);
        assertThat(agent.postJson(REST + "/task/" + foreign + "/claim", "{\"userId\": \"alan\"}").statusCode())
                .isEqualTo(403);
        assertThat(agent.postJson(REST + "/task/" + foreign + "/complete", "{}").statusCode()).isEqualTo(403);
        assertThat(tasksIn(agent, "Overdue")).isEmpty();
    }

    @Test
    void overdueShowsWhatIsPastItsTimeOnly() throws Exception {
        String late = enquiry(SupportGroups.TECHNICAL_SUPPORT, -1);
        enquiry(SupportGroups.TECHNICAL_SUPPORT, +1);

        assertThat(tasksIn(WebSession.of(port, TestPeople.AGENT), "Overdue")).containsExactly(late);
    }

    @Test
    void theListShowsTheVariablesOfTheRequest() throws Exception {
        enquiry(SupportGroups.TECHNICAL_SUPPORT, +1);
        var agent = WebSession.of(port, TestPeople.AGENT);

        var response = agent.send(agent.request(REST + "/filter/" + filters(agent).get("New in my groups") + "/list")
                .header("Accept", "application/hal+json").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));

        assertThat(json.readTree(ok(response).body()).findValuesAsText("value")).contains("Merge two trees");
    }

    @Test
    void theFiltersOfAnEarlierVersionBecomeThoseOfThisOneUnlessSomebodyChangedThem() {
        Filter first = named("New in my groups");
        Map<String, Object> made = first.getProperties();
        first.setName("My group");
        first.setQuery(tasks.createTaskQuery().taskUnassigned().orderByTaskPriority().desc());
        first.setProperties(Map.of("description", made.get("description"), "priority", 10));
        filterService.saveFilter(first);
        Filter overdue = named("Overdue");
        Map<String, Object> before = overdue.getProperties();
        overdue.setProperties(Map.of("description", "What is late, by Manon", "priority", 1));
        filterService.saveFilter(overdue);
        jdbc.sql("delete from act_ge_property where name_ = 'aftercare.filters.desk'").update();
        try {
            tasklistFilters.create();

            assertThat(filterService.createTaskFilterQuery().filterName("My group").count()).isZero();
            assertThat(named("New in my groups").getId()).isEqualTo(first.getId());
            assertThat(named("New in my groups").getProperties()).isEqualTo(made);
            assertThat(named("Overdue").getProperties()).containsEntry("description", "What is late, by Manon")
                    .doesNotContainKey("aftercareView");
            assertThat(filterService.createTaskFilterQuery().list()).extracting(Filter::getName)
                    .containsExactlyInAnyOrder("New in my groups", "Mine", "Overdue", "All");
            tasklistFilters.create();
            assertThat(filterService.createTaskFilterQuery().count()).isEqualTo(4);
        } finally {
            Filter late = named("Overdue");
            late.setProperties(before);
            filterService.saveFilter(late);
        }
    }

    private Filter named(String name) {
        return filterService.createTaskFilterQuery().filterName(name).singleResult();
    }

    @Test
    void anAgentRegistersARequestButStartsNothingElseAndSeesNoCockpit() throws Exception {
        var agent = WebSession.of(port, TestPeople.AGENT);

        ok(agent.postJson(REST + "/process-definition/key/RegisterRequestProcess/start", "{}"));
        assertThat(agent.postJson(REST + "/process-definition/key/EnquiryProcess/start", "{}").statusCode())
                .isEqualTo(403);
        assertThat(new WebSession(port).tryLogin(TestPeople.AGENT, TestPeople.PASSWORD, "cockpit")).isIn(401, 403);
        assertThat(new WebSession(port).tryLogin(TestPeople.AGENT, TestPeople.PASSWORD, "admin")).isIn(401, 403);
        assertThat(filters(agent)).containsOnlyKeys("New in my groups", "Mine", "Overdue", "All");
    }

    @Test
    void aManagerSeesAllAssignsTasksAndRetriesJobs() throws Exception {
        String task = enquiry(SupportGroups.COMMERCIAL_SUPPORT, +1);
        runtime.startProcessInstanceByKey("LaterProcess");
        String job = jobOfAProcess().getId();
        var manager = WebSession.of(port, TestPeople.MANAGER).login(TestPeople.MANAGER, TestPeople.PASSWORD, "cockpit");

        assertThat(filters(manager)).containsKeys("New in my groups", "Mine", "Overdue", "All");
        assertThat(tasksIn(manager, "All")).containsExactly(task);
        assertThat(json.readTree(manager.get(REST + "/process-instance").body())).hasSize(2);
        assertThat(json.readTree(manager.get(REST + "/history/process-instance?unfinished=true").body())).hasSize(2);
        assertThat(ok(manager.get(REST + "/incident/count")).body()).contains("\"count\":0");
        ok(manager.postJson(REST + "/task/" + task + "/assignee", "{\"userId\": \"cora\"}"));
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee()).isEqualTo("cora");
        ok(manager.putJson(REST + "/job/" + job + "/retries", "{\"retries\": 2}"));
        assertThat(jobOfAProcess().getRetries()).isEqualTo(2);
        assertThat(WebSession.of(port, TestPeople.AGENT).putJson(REST + "/job/" + job + "/retries", "{\"retries\": 3}")
                .statusCode()).isEqualTo(403);
    }

    @Test
    void nobodyDeploys() throws Exception {
        assertThat(deployAs(TestPeople.AGENT).statusCode()).isEqualTo(403);
        assertThat(deployAs(TestPeople.MANAGER).statusCode()).isEqualTo(403);
        assertThat(deployAs(TestPeople.DESIGNER).statusCode()).isEqualTo(403);
        assertThat(deployAs(TestPeople.ADMIN).statusCode()).isEqualTo(403);

        assertThat(repository.createProcessDefinitionQuery().processDefinitionKey("Designed").count()).isZero();
    }

    @Test
    void theProcessesThatRightsAreGivenForAreThoseOfTheContract() {
        assertThat(GroupAuthorizations.REGISTER_PROCESS).isEqualTo(SupportRequest.REGISTER_REQUEST_PROCESS);
        assertThat(GroupAuthorizations.PATCH_PROCESS).isEqualTo(SupportRequest.PROVIDE_PATCH_PROCESS);
    }

    /** As it was before variables had rights of their own. */
    @Test
    void rightsOfAnOlderDatabaseAreBroughtToTheRuleOnceAndNotWidened() {
        Authorization agents = ofAll(SupportGroups.USAGE_SUPPORT);
        agents.setPermissions(new Permission[] {READ, READ_INSTANCE});
        authorizations.saveAuthorization(agents);
        Authorization managers = ofAll(SupportGroups.MANAGERS);
        Permission[] before = managers.getPermissions(ProcessDefinitionPermissions.values());
        managers.setPermissions(new Permission[] {READ, READ_HISTORY});
        authorizations.saveAuthorization(managers);
        Authorization maintenance = ofAll(SupportGroups.MAINTENANCE);
        maintenance.addPermission(READ_INSTANCE);
        authorizations.saveAuthorization(maintenance);
        management.deleteProperty("aftercare.readers");

        rights.create();

        assertThat(granted(SupportGroups.USAGE_SUPPORT, READ_INSTANCE_VARIABLE, READ_TASK_VARIABLE,
                READ_HISTORY_VARIABLE)).containsExactly(true, true, false);
        assertThat(granted(SupportGroups.MANAGERS, READ_INSTANCE_VARIABLE, READ_TASK_VARIABLE, READ_HISTORY_VARIABLE))
                .as("an administrator took the instances").containsExactly(false, false, true);
        assertThat(granted(SupportGroups.MAINTENANCE, READ, READ_INSTANCE, READ_INSTANCE_VARIABLE))
                .containsExactly(true, false, false);
        assertThat(granted(SupportGroups.DESIGNERS, READ_INSTANCE, READ_INSTANCE_VARIABLE, READ_TASK_VARIABLE,
                READ_HISTORY_VARIABLE)).containsExactly(true, false, false, false);

        Authorization again = ofAll(SupportGroups.MANAGERS);
        again.setPermissions(before);
        authorizations.saveAuthorization(again);
        rights.create();
        assertThat(granted(SupportGroups.MANAGERS, READ_INSTANCE, READ_TASK_VARIABLE)).containsExactly(true, true);
    }

    private Authorization ofAll(String group) {
        return authorizations.createAuthorizationQuery().groupIdIn(group).resourceType(Resources.PROCESS_DEFINITION)
                .resourceId(Authorization.ANY).singleResult();
    }

    private List<Boolean> granted(String group, ProcessDefinitionPermissions... permissions) {
        return Stream.of(permissions).map(ofAll(group)::isPermissionGranted).toList();
    }

    private HttpResponse<String> deployAs(String user) throws Exception {
        var session = WebSession.of(port, user);
        String body = """
                --border
                Content-Disposition: form-data; name="deployment-name"

                Design
                --border
                Content-Disposition: form-data; name="designed.bpmn"; filename="designed.bpmn"
                Content-Type: text/xml

                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="http://aftercare.io/test">
                  <bpmn:process id="Designed" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <bpmn:startEvent id="StartEvent_1"/>
                  </bpmn:process>
                </bpmn:definitions>
                --border--
                """.replace("\n", "\r\n");
        return session.send(session.request(REST + "/deployment/create")
                .header("Content-Type", "multipart/form-data; boundary=border").POST(BodyPublishers.ofString(body)));
    }

    private String enquiry(String group, int dueInHours) {
        var instance = runtime.startProcessInstanceByKey("EnquiryProcess", Map.of("group", group, "subject",
                "Merge two trees", "customer", "ann@example.com", "kind", "TECHNICAL",
                "due", Date.from(Instant.now().plus(dueInHours, ChronoUnit.HOURS))));
        return tasks.createTaskQuery().processInstanceId(instance.getId()).singleResult().getId();
    }

    private Map<String, String> filters(WebSession session) throws Exception {
        Map<String, String> ids = new HashMap<>();
        for (JsonNode filter : json.readTree(ok(session.get(REST + "/filter?resourceType=Task")).body())) {
            ids.put(filter.get("name").asText(), filter.get("id").asText());
        }
        ids.remove("Test");
        return ids;
    }

    private List<String> tasksIn(WebSession session, String filter) throws Exception {
        // As Tasklist asks: with a sorting of its own.
        var response = ok(
                session.postJson(REST + "/filter/" + filters(session).get(filter) + "/list?firstResult=0&maxResults=15",
                        "{\"sorting\": [{\"sortBy\": \"created\", \"sortOrder\": \"desc\"}]}"));
        return json.readTree(response.body()).findValuesAsText("id");
    }

    private static HttpResponse<String> ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response;
    }

    /** The engine has jobs of its own, such as to delete what is kept no longer. */
    private Job jobOfAProcess() {
        return management.createJobQuery().list().stream().filter(job -> job.getProcessInstanceId() != null)
                .reduce((one, other) -> {
                    throw new AssertionError("several jobs");
                }).orElseThrow();
    }
}
