package io.aftercare.desk;

import static io.aftercare.desk.TasklistSession.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.OutgoingMessage;
import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.TriageResult;
import io.aftercare.conversation.UndeliverableAddresses;
import io.aftercare.conversation.ports.QuarantinedMail;
import io.aftercare.conversation.ports.QuarantinedMails;
import io.aftercare.conversation.ports.UnassignedMail;
import io.aftercare.knowledge.sources.ArticleImports;
import io.aftercare.platform.SupportGroups;
import io.aftercare.process.RequestProcess;
import io.aftercare.process.SupportRequest;
import io.aftercare.testing.NeedsTool;
import io.aftercare.testing.Tool;
import io.aftercare.triage.TextTriage;
import io.aftercare.triage.Triage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.bean.override.mockito.MockReset;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who reads what customers wrote: the same answer at every door. The doors are those that the running application has;
 * one that nobody has said here for whom it is fails.
 */
@DeskTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingRightsTest {

    private static final String DESK = "/camunda/api/aftercare";
    private static final String ENGINE = "/camunda/api/engine/engine/default";
    private static final String COCKPIT = "/camunda/api/cockpit/plugin/base/default";

    /** Stands in every text of the customer who asked something, and in nothing else. */
    private static final String ASKED = "zanzibar";
    /** The same of the customer for whom maintenance makes a patch. */
    private static final String PATCHED = "quokka";

    private static final Map<String, String> PEOPLE = Map.of("cora", SupportGroups.COMMERCIAL_SUPPORT, "uma",
            SupportGroups.USAGE_SUPPORT, "theo", SupportGroups.TECHNICAL_SUPPORT, "max", SupportGroups.MAINTENANCE,
            "mia", SupportGroups.MANAGERS, "ada", SupportGroups.ADMINISTRATORS, "dora", SupportGroups.DESIGNERS);
    private static final Set<String> READ_ALL = Set.of("cora", "uma", "theo", "mia", "ada");

    /** What does something even without rights, such as counting a failure of the job that it does not execute. */
    private static final Pattern ACTS = Pattern.compile(".*/(execute|redeploy|fetchAndLock|modification)");

    /** For whom a door is. */
    private enum Reader {
        /** The text of a request: who may read that. */
        OF_THE_REQUEST,
        /** A list of requests: each finds those that are theirs to read. */
        OF_EACH_REQUEST,
        /** What belongs to a task: who sees that. */
        OF_THE_TASK,
        /** A list of tasks: each finds those that this person sees. */
        OF_EACH_TASK,
        /** Has nothing of these requests; {@code DeskListTest} and {@code AttachedPicturesTest} fill it. */
        OF_OTHERS,
        /** Who reads everything. */
        OF_ALL,
        /** No customer's text is behind it for whoever gets in. */
        NO_TEXT
    }

    /** All our doors to read at, but those of the help centre, with the reader that each is for. */
    private static final Map<String, Reader> DOORS = Map.ofEntries(
            Map.entry("/api/requests", Reader.OF_EACH_REQUEST),
            Map.entry("/api/requests/{number}", Reader.OF_THE_REQUEST),
            Map.entry("/api/requests/{number}/messages/{id}/raw", Reader.OF_THE_REQUEST),
            Map.entry("/api/requests/{number}/attachments/{id}", Reader.OF_THE_REQUEST),
            Map.entry(DESK + "/requests/{number}/conversation", Reader.OF_THE_REQUEST),
            Map.entry(DESK + "/requests/{number}/standing", Reader.NO_TEXT),
            Map.entry(DESK + "/requests/{number}/colleagues", Reader.NO_TEXT),
            Map.entry(DESK + "/requests/{number}/set-aside", Reader.NO_TEXT),
            Map.entry(DESK + "/tasks/{task}/receivers", Reader.NO_TEXT),
            Map.entry(DESK + "/notes/new", Reader.OF_OTHERS),
            Map.entry(DESK + "/requests/{number}/side-conversations", Reader.NO_TEXT),
            Map.entry(DESK + "/requests/{number}/quotation", Reader.OF_THE_REQUEST),
            Map.entry(DESK + "/requests/{number}/messages/{id}/raw", Reader.OF_THE_REQUEST),
            Map.entry(DESK + "/requests/{number}/messages/{id}/formatted", Reader.OF_THE_REQUEST),
            Map.entry(DESK + "/requests/{number}/attachments/{id}", Reader.OF_THE_REQUEST),
            Map.entry(DESK + "/requests/{number}/attachments/{id}/picture", Reader.OF_OTHERS),
            Map.entry(DESK + "/tasks/{task}", Reader.OF_THE_TASK),
            Map.entry(DESK + "/tasks/{task}/conversation", Reader.OF_THE_TASK),
            Map.entry(DESK + "/list/{view}", Reader.OF_EACH_TASK),
            Map.entry(DESK + "/cards", Reader.OF_EACH_TASK),
            Map.entry(DESK + "/search", Reader.OF_EACH_REQUEST),
            Map.entry(DESK + "/waiting", Reader.OF_OTHERS),
            Map.entry(DESK + "/start", Reader.OF_OTHERS),
            Map.entry(DESK + "/counts", Reader.NO_TEXT),
            Map.entry(DESK + "/sending-moments", Reader.NO_TEXT),
            Map.entry("/api/mails", Reader.OF_ALL),
            Map.entry("/api/undeliverable-addresses", Reader.OF_ALL),
            Map.entry(DESK + "/mails", Reader.OF_ALL),
            Map.entry(DESK + "/mails/{id}", Reader.OF_ALL),
            Map.entry(DESK + "/mails/{id}/raw", Reader.OF_ALL),
            Map.entry(DESK + "/articles", Reader.NO_TEXT),
            Map.entry(DESK + "/article-records", Reader.NO_TEXT),
            Map.entry(DESK + "/article-records/{id}", Reader.NO_TEXT),
            Map.entry(DESK + "/notifications", Reader.NO_TEXT),
            Map.entry(DESK + "/policy", Reader.NO_TEXT),
            Map.entry(DESK + "/saved-replies", Reader.NO_TEXT),
            Map.entry(DESK + "/saved-replies/{id}", Reader.NO_TEXT),
            Map.entry(DESK + "/tasks/{task}/saved-replies", Reader.NO_TEXT),
            Map.entry(DESK + "/tasks/{task}/draft/attachments/{id}/picture", Reader.OF_OTHERS),
            Map.entry("/api/origins", Reader.NO_TEXT),
            Map.entry("/api/articles/search", Reader.NO_TEXT),
            Map.entry("/api/articles/{id}", Reader.NO_TEXT),
            Map.entry("/api/articles/{id}/wordings", Reader.NO_TEXT),
            Map.entry("/api/articles/offers", Reader.NO_TEXT),
            Map.entry("/api/articles/calibrations", Reader.NO_TEXT),
            Map.entry("/api/articles/sources", Reader.NO_TEXT),
            Map.entry("/api/triage/models", Reader.NO_TEXT));

    @LocalServerPort
    int port;
    @Autowired
    DeskFixture fixture;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    RequestProcess process;
    @Autowired
    Messages messages;
    @Autowired
    Attachments attachments;
    @Autowired
    OutgoingMessages outgoing;
    @Autowired
    UndeliverableAddresses addresses;
    @Autowired
    ManagementService management;
    @Autowired
    HistoryService history;
    @Autowired
    ArticleImports articleImports;
    @Autowired
    ObjectMapper mapper;
    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;
    @MockitoBean(reset = MockReset.NONE)
    TextTriage triage;
    @MockitoBean(reset = MockReset.NONE)
    QuarantinedMails quarantine;

    private final Map<String, TasklistSession> sessions = new HashMap<>();
    private Request asked;
    private Request patched;
    private Task triageTask;
    private Task patchTask;
    private final Map<String, String> ids = new HashMap<>();

    @BeforeAll
    void whatThereIsToRead() throws Exception {
        PEOPLE.forEach(fixture::person);
        PEOPLE.forEach((person, group) -> sessions.put(person, new TasklistSession(port).logIn(person,
                group.equals(SupportGroups.DESIGNERS) ? "cockpit" : "tasklist")));
        given(triage.triage(anyString(), any(), any())).willReturn(new Triage(
                new TriageResult(Kind.TECHNICAL, "en", null, null, null, false, false, 0.3, false, Decision.PROCESS),
                "Not sure.", List.of("Not sure."), List.of()));
        given(quarantine.unassigned(anyInt(), anyInt())).willReturn(List.of(new UnassignedMail(1, "<set@aside.example>",
                Instant.now(), ASKED + "@customer.example", "About " + ASKED, "A newsletter", false)));
        given(quarantine.find(anyLong())).willReturn(Optional.of(new QuarantinedMail(1, "<set@aside.example>",
                Instant.now(), ASKED + "@customer.example", "About " + ASKED, "Text of " + ASKED, "A newsletter",
                List.of(), ("Subject: " + ASKED).getBytes(StandardCharsets.UTF_8))));
        given(quarantine.ignored(anyLong())).willReturn(true);
        articleImports.importMarkdown(Map.of("merge.md", "# Merge duplicates\n\nOpen Tools and choose Merge."
                .getBytes(StandardCharsets.UTF_8)), "guide", "en", true);

        asked = process.begin(Channel.MAIL, mail(ASKED), "en", null);
        triageTask = fixture.tasks.createTaskQuery().processInstanceBusinessKey(asked.number().toString())
                .singleResult();
        remarks(triageTask, ASKED);
        Message letter = outgoing.queue(asked, new OutgoingMessage(Purpose.ANSWER, "Re: " + ASKED, "To " + ASKED, null,
                false, "uma", List.of()));
        addresses.block(letter, "5.1.1", "There is no " + ASKED);
        String failing = failingJob();

        patched = process.begin(Channel.MAIL, mail(PATCHED), "en", null);
        String patch = fixture.runtime.createProcessInstanceByKey(SupportRequest.PROVIDE_PATCH_PROCESS)
                .businessKey(patched.number().toString())
                .setVariables(Map.of("requestNumber", patched.number().toString(), "subject", "About " + PATCHED,
                        "customer", PATCHED + "@customer.example", "language", "en", "kind", "TECHNICAL"))
                .startBeforeActivity(SupportRequest.PROVIDE_PATCH_TASK).execute().getId();
        patchTask = fixture.tasks.createTaskQuery().processInstanceId(patch).singleResult();
        remarks(patchTask, PATCHED);

        idsOf(triageTask, failing);
    }

    private void remarks(Task task, String word) {
        String instance = task.getProcessInstanceId();
        fixture.tasks.createComment(task.getId(), instance, "The " + word + " again");
        fixture.tasks.createAttachment("text/plain", task.getId(), instance, word + ".ged", "Tree of " + word,
                new ByteArrayInputStream(word.getBytes(StandardCharsets.UTF_8)));
        fixture.runtime.setVariable(instance, "licenceKey", word.toUpperCase(Locale.ROOT) + "-1");
        fixture.runtime.setVariable(instance, "licenceKey", word.toUpperCase(Locale.ROOT) + "-2");
        fixture.runtime.createIncident("mail", task.getExecutionId(), "x",
                "550 " + word + "@customer.example is unknown");
    }

    /** Its failure quotes what was entered. */
    private String failingJob() {
        fixture.repository.createDeployment().addModelInstance("failing.bpmn",
                Bpmn.createExecutableProcess("Desk_Failing").camundaHistoryTimeToLive(1).startEvent()
                        .serviceTask().camundaAsyncBefore().camundaDelegateExpression("${leaveUndelivered}").endEvent()
                        .done())
                .deploy();
        String instance = fixture.runtime.startProcessInstanceByKey("Desk_Failing", asked.number().toString(),
                Map.of("deliveryProblem", ASKED)).getId();
        Job job = management.createJobQuery().processInstanceId(instance).singleResult();
        for (int tries = job.getRetries(); tries > 0; tries--) {
            try {
                management.executeJob(job.getId());
            } catch (RuntimeException wanted) {
                assertThat(wanted).hasMessageContaining(ASKED);
            }
        }
        management.setJobRetries(job.getId(), 0);
        return job.getId();
    }

    /** Databases may still have rows of each value that a variable had. */
    private String detailOfAnEarlierVersion(String instance) {
        jdbc.sql("""
                insert into act_hi_detail (id_, type_, time_, name_, var_type_, text_, proc_def_key_, proc_def_id_,
                       root_proc_inst_id_, proc_inst_id_, execution_id_, act_inst_id_, var_inst_id_, rev_)
                select concat('detail-', id_), 'VariableUpdate', create_time_, name_, var_type_, text_, proc_def_key_,
                       proc_def_id_, root_proc_inst_id_, proc_inst_id_, execution_id_, act_inst_id_, id_, 0
                from act_hi_varinst where proc_inst_id_ = :instance and name_ = 'licenceKey'""")
                .param("instance", instance).update();
        return history.createHistoricDetailQuery().processInstanceId(instance).variableUpdates().list().get(0).getId();
    }

    private void idsOf(Task task, String job) {
        String instance = task.getProcessInstanceId();
        var comment = fixture.tasks.getTaskComments(task.getId()).get(0).getId();
        ids.putAll(Map.of("engine", "default", "name", "default", "base", "default", "process-instance", instance,
                "execution", task.getExecutionId(), "task", task.getId(), "job", job, "key", task
                        .getProcessDefinitionId().split(":")[0],
                "process-definition", task.getProcessDefinitionId(), "comment", comment));
        ids.putAll(Map.of("attachment", fixture.tasks.getTaskAttachments(task.getId()).get(0).getId(),
                "variables", "subject", "localVariables", "subject",
                "incident", fixture.runtime.createIncidentQuery().processInstanceId(instance).singleResult().getId(),
                "history/variable-instance", history.createHistoricVariableInstanceQuery().processInstanceId(instance)
                        .variableName("licenceKey").singleResult().getId(),
                "variable-instance", fixture.runtime.createVariableInstanceQuery().processInstanceIdIn(instance)
                        .variableName("subject").singleResult().getId(),
                "history/detail", detailOfAnEarlierVersion(instance),
                "job-log", history.createHistoricJobLogQuery().jobId(job).failureLog().list().get(0).getId()));
        ids.put("history/job-log", ids.get("job-log"));
        ids.put("history/activity-instance", history.createHistoricActivityInstanceQuery().processInstanceId(instance)
                .list().get(0).getId());
        ids.put("user", "dora");
        ids.put("deployment", fixture.repository.createDeploymentQuery().list().get(0).getId());
    }

    @Test
    void everyDoorOfOursIsSaidToBeForSomebody() {
        assertThat(doorsOfOurs()).containsExactlyInAnyOrderElementsOf(DOORS.keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cora", "uma", "theo", "max", "mia", "ada", "dora"})
    void ourDoorsAllGiveTheSameAnswerToTheSamePerson(String person) {
        DOORS.forEach((door, reader) -> {
            for (Request request : List.of(asked, patched)) {
                Task task = request == asked ? triageTask : patchTask;
                String word = request == asked ? ASKED : PATCHED;
                boolean reads = READ_ALL.contains(person) || person.equals("max") && request == patched;
                boolean works = !person.equals("dora");
                HttpResponse<byte[]> answer = read(person, filled(door, request, task));
                String text = text(answer);
                String what = person + " at " + door + " of " + word + ": " + answer.statusCode();
                switch (reader) {
                    case OF_THE_REQUEST -> assertAnswer(what, answer, reads, word);
                    case OF_EACH_REQUEST -> {
                        assertThat(answer.statusCode()).as(what).isEqualTo(works ? 200 : 403);
                        assertThat(text.contains(word)).as(what).isEqualTo(reads);
                    }
                    case OF_THE_TASK -> assertAnswer(what, answer,
                            request == asked ? READ_ALL.contains(person) : Set.of("max", "mia", "ada").contains(person),
                            word);
                    case OF_EACH_TASK -> {
                        assertThat(answer.statusCode()).as(what).isEqualTo(works ? 200 : 403);
                        assertThat(text.contains(task.getId())).as(what).isEqualTo(request == asked
                                ? READ_ALL.contains(person)
                                : Set.of("max", "mia", "ada").contains(person));
                        assertThat(reads || !text.contains(word)).as(what).isTrue();
                    }
                    case OF_ALL -> assertAnswer(what, answer, READ_ALL.contains(person), ASKED);
                    case NO_TEXT, OF_OTHERS -> assertThat(text).as(what).doesNotContain(ASKED, PATCHED);
                }
            }
        });
    }

    private void assertAnswer(String what, HttpResponse<byte[]> answer, boolean reads, String word) {
        if (reads) {
            assertThat(answer.statusCode()).as(what).isEqualTo(200);
            assertThat(text(answer)).as(what).contains(word);
        } else {
            assertThat(answer.statusCode()).as(what).isIn(403, 404);
            assertThat(text(answer)).as(what).doesNotContain(ASKED, PATCHED);
        }
    }

    @Test
    void aDesignerFindsNoTextBehindAnyDoorOfTheEngineAndOfCockpit() {
        assertThat(leaks("dora", ASKED, PATCHED)).isEmpty();
    }

    @Test
    void aDesignerFindsNoTextEvenWithATaskOfHerOwn() {
        fixture.tasks.setAssignee(triageTask.getId(), "dora");
        try {
            for (String door : List.of("", "/form-variables", "/variables", "/variables/subject", "/comment",
                    "/attachment", "/attachment/" + ids.get("attachment") + "/data", "/rendered-form")) {
                var answer = read("dora", ENGINE + "/task/" + triageTask.getId() + door);
                assertThat(answer.statusCode()).as(door).isEqualTo(403);
                assertThat(text(answer)).as(door).doesNotContain(ASKED);
            }
            for (String path : List.of("", "/conversation")) {
                assertThat(read("dora", DESK + "/tasks/" + triageTask.getId() + path).statusCode()).isIn(403, 404);
            }
        } finally {
            fixture.tasks.setAssignee(triageTask.getId(), null);
        }
    }

    @Test
    void maintenanceFindsNoTextOfOthersBehindAnyDoorOfTheEngine() {
        assertThat(leaks("max", ASKED)).isEmpty();
    }

    @Test
    void whoMayReadItFindsTheTextWhereThereIsSome() {
        assertThat(leaks("mia", ASKED)).contains(
                "GET /camunda/api/engine/engine/{name}/process-instance/{id}/variables",
                "GET /camunda/api/engine/engine/{name}/task/{id}/variables",
                "GET /camunda/api/engine/engine/{name}/task/{id}/form-variables",
                "GET /camunda/api/engine/engine/{name}/task/{id}/comment",
                "GET /camunda/api/engine/engine/{name}/task/{id}/comment/{commentId}",
                "GET /camunda/api/engine/engine/{name}/task/{id}/attachment/{attachmentId}/data",
                "GET /camunda/api/engine/engine/{name}/variable-instance",
                "GET /camunda/api/engine/engine/{name}/incident",
                "GET /camunda/api/engine/engine/{name}/job",
                "GET /camunda/api/engine/engine/{name}/job/{id}/stacktrace",
                "GET /camunda/api/engine/engine/{name}/history/variable-instance",
                "GET /camunda/api/engine/engine/{name}/history/detail",
                "GET /camunda/api/engine/engine/{name}/history/job-log",
                "GET /camunda/api/engine/engine/{name}/history/incident");
        assertThat(leaks("uma", ASKED)).contains("GET /camunda/api/engine/engine/{name}/variable-instance",
                "GET /camunda/api/engine/engine/{name}/task/{id}/form-variables");
    }

    @Test
    void maintenanceSeesSubjectAndCustomerOfItsOwnTasks() {
        String path = ENGINE + "/task/" + patchTask.getId() + "/form-variables";
        assertThat(text(read("max", path))).contains(PATCHED);
        assertThat(text(read("max", ENGINE + "/variable-instance?processInstanceIdIn="
                + patchTask.getProcessInstanceId()))).contains(PATCHED);
    }

    @Test
    void maintenanceReadsOfADefectThatIsConfirmedAlsoWithoutATask() {
        Request mended = fixture.request("mender@customer.example", "Mended", "It is broken.");
        assertThat(read("max", "/api/requests/" + mended.number()).statusCode()).isEqualTo(403);

        fixture.runtime.createProcessInstanceByKey(SupportRequest.PROVIDE_PATCH_PROCESS)
                .businessKey(mended.number().toString()).startBeforeActivity("EndEvent_PatchRefused").execute();

        assertThat(read("max", "/api/requests/" + mended.number()).statusCode()).isEqualTo(200);
        assertThat(text(read("max", "/api/requests"))).contains("\"mended\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/process-instance/count | {'variables': [CRITERION]}",
            "/process-instance | {'orQueries': [{'variables': [CRITERION]}]}",
            "/process-instance/count | {'incidentMessageLike': '%zanzi%'}",
            "/execution/count | {'variables': [CRITERION]}",
            "/execution/count | {'processVariables': [CRITERION]}",
            "/task/count | {'processVariables': [CRITERION]}",
            "/task/count | {'orQueries': [{'taskVariables': [CRITERION]}]}",
            "/task | {'sorting': [{'sortBy': 'processVariable', 'sortOrder': 'asc', "
                    + "'parameters': {'variable': 'subject', 'type': 'String'}}]}",
            "/variable-instance/count | {'variableValues': [CRITERION]}",
            "/incident | {'sorting': [{'sortBy': 'incidentMessage', 'sortOrder': 'asc'}]}",
            "/history/process-instance/count | {'variables': [CRITERION]}",
            "/history/process-instance/count | {'orQueries': [{'incidentMessageLike': '%zanzi%'}]}",
            "/history/task/count | {'processVariables': [CRITERION]}",
            "/history/variable-instance/count | {'variableValue': 'About zanzibar', 'variableName': 'subject'}",
            "/migration/executeAsync | {'processInstanceQuery': {'variables': [CRITERION]}}",
            "/process-definition/PD/restart | {'historicProcessInstanceQuery': {'variables': [CRITERION]}}",
            "/job/count | {'v\\u0061riables': [CRITERION]}",
            "/filter/x/count | {'processVariables': [CRITERION]}",
            "COCKPIT/process-instance/count | {'variables': [CRITERION]}",
            "COCKPIT/process-instance | {'variables': [CRITERION]}"})
    void aDesignerCannotAskByText(String path, String body) {
        var answer = sessions.get("dora").post(full(path), sent(body));

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(403);
        assertThat(text(answer)).contains("which is for those who handle requests");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/process-instance?variables=subject_like_%25zanzi%25",
            "/process-instance/count?v%61riables=subject_like_%25zanzi%25",
            "/process-instance?incidentMessageLike=%25zanzi%25",
            "/task/count?processVariables=subject_like_%25zanzi%25",
            "/history/process-instance?variables=subject_like_%25zanzi%25", "/incident?incidentMessage=zanzibar",
            "/incident?sortBy=incidentMessage&sortOrder=asc", "/history/incident/count?incidentMessageLike=%25zanzi%25",
            "COCKPIT/process-instance/count?variables=subject_like_%25zanzi%25", "/filter", "/filter/count"})
    void norByTheQueryString(String path) {
        var answer = read("dora", full(path));

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(403);
    }

    @Test
    void whoReadsAllAsksByTextAndMaintenanceFindsOnlyItsOwn() throws Exception {
        for (String person : List.of("uma", "mia", "max")) {
            for (String word : List.of(ASKED, PATCHED)) {
                JsonNode count = json(sessions.get(person).post(ENGINE + "/process-instance/count", sent(
                        "{'variables': [{'name': 'subject', 'operator': 'like', 'value': '%" + word + "%'}]}")));
                boolean none = person.equals("max") && word.equals(ASKED);
                assertThat(count.path("count").asInt(-1)).as(person + " " + word).matches(
                        found -> none ? found == 0 : found > 0);
            }
        }
    }

    @Test
    void aDesignerStillSeesDiagramsCountsInstancesAndIncidents() {
        String instance = triageTask.getProcessInstanceId();
        assertThat(text(read("dora", ENGINE + "/process-definition/" + triageTask.getProcessDefinitionId() + "/xml")))
                .contains("bpmn20xml");
        assertThat(json(read("dora", ENGINE + "/process-definition/statistics?incidents=true")).size()).isPositive();
        assertThat(json(read("dora", ENGINE + "/process-instance/count")).path("count").asInt()).isPositive();
        assertThat(json(read("dora", ENGINE + "/process-instance/" + instance)).path("businessKey").asText())
                .isEqualTo(asked.number().toString());
        assertThat(read("dora", ENGINE + "/process-instance/" + instance + "/activity-instances").statusCode())
                .isEqualTo(200);
        for (String path : List.of(ENGINE + "/incident?processInstanceId=", ENGINE + "/history/incident?"
                + "processInstanceId=", COCKPIT + "/incident?processInstanceIdIn=")) {
            JsonNode incident = json(read("dora", path + instance)).path(0);
            assertThat(incident.path("incidentType").asText()).as(path).isEqualTo("mail");
            assertThat(incident.path("incidentMessage").isNull()).as(path).isTrue();
        }
        assertThat(json(read("dora", ENGINE + "/job/" + ids.get("job"))).path("retries").asInt(-1)).isZero();
        assertThat(json(read("dora", ENGINE + "/history/process-instance/" + instance)).path("state").asText())
                .isEqualTo("ACTIVE");
        assertThat(json(sessions.get("dora").post(COCKPIT + "/process-instance/count", sent("{'variables': []}")))
                .path("count").asInt()).isPositive();
        assertThat(json(sessions.get("dora").post(ENGINE + "/decision-definition/key/waiting-times/evaluate",
                sent("{'variables': {'waitingFor': {'value': 'REPLY_TO_ANSWER'}}}"))).size()).isPositive();
    }

    @Test
    @NeedsTool(Tool.CHROMIUM)
    void cockpitWorksForADesigner() {
        List<String> wrong = new ArrayList<>();
        try (TasklistBrowser browser = TasklistBrowser.start()) {
            Page page = browser.chromium().browser().newPage();
            page.onPageError(wrong::add);
            page.onResponse(response -> {
                // The engine refuses the last, which asks for the rights of tasks.
                if (response.status() >= 400 && response.url().contains("/camunda/api/")
                        && !response.url().endsWith("/candidate-group-count")) {
                    wrong.add(response.status() + " " + response.request().method() + " " + response.url() + " "
                            + response.request().postData());
                }
            });
            page.navigate("http://localhost:" + port + "/camunda/app/cockpit/default/");
            page.waitForSelector("input[type=password]");
            wrong.clear();
            page.fill("input[type=text]", "dora");
            page.fill("input[type=password]", DeskFixture.PASSWORD);
            page.click("button[type=submit]");
            page.waitForSelector("text=Running Process Instances");
            for (String place : List.of("processes", "process-definition/" + triageTask.getProcessDefinitionId()
                    + "/runtime", "process-instance/" + triageTask.getProcessInstanceId() + "/runtime", "tasks")) {
                page.evaluate("place => { location.hash = '#/' + place }", place);
                page.waitForTimeout(2000);
                assertThat(page.content().toLowerCase(Locale.ROOT)).as(place).doesNotContain(ASKED, PATCHED);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** The doors of the engine at which one of the words comes out. */
    private Set<String> leaks(String person, String... words) {
        Set<String> open = new TreeSet<>();
        List<EngineDoors.Door> doors = EngineDoors.all();
        assertThat(doors).hasSizeGreaterThan(250);
        for (EngineDoors.Door door : doors) {
            if (door.method().equals("POST") && (READ_ALL.contains(person) || ACTS.matcher(door.path()).matches())) {
                continue;
            }
            String path = door.filled(ids);
            var answer = door.method().equals("GET") ? read(person, path)
                    : sessions.get(person).post(path, Map.of());
            String text = text(answer);
            if (Stream.of(words).anyMatch(text::contains)) {
                open.add(door.toString());
            }
        }
        return open;
    }

    private Set<String> doorsOfOurs() {
        return mappings.getHandlerMethods().keySet().stream()
                .filter(mapping -> mapping.getMethodsCondition().getMethods().isEmpty()
                        || mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .filter(path -> path.startsWith("/api") || path.startsWith("/camunda"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String filled(String door, Request request, Task task) {
        Message message = messages.of(request.number()).stream().filter(one -> one.htmlBody() != null).findFirst()
                .orElseThrow();
        String id = door.contains("/messages/") ? String.valueOf(message.id())
                : door.contains("/attachments/") ? String.valueOf(attachments.of(message.id()).get(0).id())
                        : door.contains("/mails/") ? "1" : "guide:merge";
        String address = door.replace("{view}", "all")
                + (door.endsWith("/cards") ? "?tasks=" + task.getId() : "")
                + (door.endsWith("/aftercare/search") ? "?q=" + (request == asked ? ASKED : PATCHED) : "");
        return address.replace("{number}", request.number().toString()).replace("{task}", task.getId())
                .replace("{id}", id)
                + (door.matches(".*/articles(/search)?") ? "?q=merge" : "");
    }

    private HttpResponse<byte[]> read(String person, String path) {
        return path.startsWith("/camunda") ? sessions.get(person).get(path) : basic(person, path);
    }

    private HttpResponse<byte[]> basic(String person, String path) {
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(
                            (person + ":" + DeskFixture.PASSWORD).getBytes(StandardCharsets.UTF_8)))
                    .build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private String full(String path) {
        return path.startsWith("COCKPIT") ? path.replace("COCKPIT", COCKPIT)
                : ENGINE + path.replace("PD", triageTask.getProcessDefinitionId());
    }

    private Map<String, Object> sent(String body) {
        try {
            return mapper.readerForMapOf(Object.class).readValue(body.replace("CRITERION",
                    "{'name': 'subject', 'operator': 'like', 'value': '%zanzi%'}").replace('\'', '"'));
        } catch (IOException noJson) {
            throw new AssertionError(noJson);
        }
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    }

    private static IncomingMessage mail(String word) {
        String text = "What about the " + word + "?";
        return new IncomingMessage("<" + word + "@mail.example>", null, null, word + "@customer.example",
                "Zoe " + word, "support@aftercare.example", "About " + word, text, text, "<p>" + text + "</p>",
                ("Subject: About " + word + "\r\n\r\n" + text).getBytes(StandardCharsets.UTF_8), false,
                List.of(new NewAttachment(word + ".txt", "text/plain", null, word.getBytes(StandardCharsets.UTF_8))));
    }
}
