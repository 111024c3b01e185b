package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.ports.AnswerTarget;
import io.aftercare.process.SupportRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * ResponseTargets and escalation as diagrams use them: in due dates, boundary timers and service tasks of the real
 * engine.
 */
@DeskTest
class ResponseTargetsTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    /** Friday, half an hour before closing time. */
    private static final Instant FRIDAY_EVENING = Instant.parse("2026-09-04T15:30:00Z");

    @Autowired
    DeskFixture fixture;
    @Autowired
    ManagementService management;
    @Autowired
    Decisions decisions;
    @Autowired
    AnswerTarget promise;

    @BeforeEach
    void deployTheDecision() {
        fixture.repository.createDeployment().enableDuplicateFiltering(true).name("desk test")
                .addClasspathResource("processes/response-targets.dmn").deploy();
    }

    @ParameterizedTest(name = "{0} {1} is due {2}")
    @CsvSource({
            "COMMERCIAL, UserTask_AnswerRequest,        2026-09-07T12:30",
            "USE,        UserTask_AnswerRequest,        2026-09-07T17:30",
            "TECHNICAL,  UserTask_AnswerRequest,        2026-09-08T17:30",
            "TECHNICAL,  UserTask_TriageRequest,        2026-09-07T10:30",
            ",           UserTask_TriageRequest,        2026-09-07T10:30",
            ",           UserTask_HandleUnreadableMail, 2026-09-07T12:30",
            "USE,        UserTask_ReachCustomer,        2026-09-07T12:30",
            "USE,        UserTask_VerifyPurchase,       2026-09-07T17:30",
            "USE,        UserTask_ReviewRefusal,        2026-09-08T17:30",
            "TECHNICAL,  UserTask_ProvidePatch,         2026-09-18T17:30",
            "'',         UserTask_OfTomorrow,           2026-09-07T17:30",
    })
    void dueDateAndTimerOfATaskFollowTheDecisionTable(String kind, String taskId, String due) {
        Task task = start(fixture.request("a@customer.example", "How?", "Please"), taskId, kind);

        Date expected = Date.from(java.time.LocalDateTime.parse(due).atZone(PARIS).toInstant());
        assertThat(task.getDueDate()).isEqualTo(expected);
        assertThat(timerOf(task).getDuedate()).isEqualTo(expected);
    }

    @Test
    void customersAreToldTheDayByWhichTheSlowestKindIsSortedAndAnswered() {
        assertThat(promise.latest())
                .contains(java.time.LocalDateTime.parse("2026-09-09T10:30").atZone(PARIS).toInstant());
    }

    @Test
    void aTaskPastItsTargetIsRaisedOnceAndTheRequestRemembersIt() {
        Request request = fixture.request("b@customer.example", "How?", "Please");
        Task task = start(request, "UserTask_AnswerRequest", "USE");
        fixture.tasks.setAssignee(task.getId(), "uma");

        Job timer = timerOf(task);
        management.executeJob(timer.getId());

        Task raised = fixture.tasks.createTaskQuery().taskId(task.getId()).singleResult();
        assertThat(raised.getPriority()).isEqualTo(100);
        assertThat(fixture.tasks.getIdentityLinksForTask(task.getId())).extracting(IdentityLink::getGroupId)
                .containsOnlyOnce("managers").contains("use");
        Decision decision = decisions.of(request.number()).get(0);
        assertThat(decision.subject()).isEqualTo("escalation");
        assertThat(decision.result()).isEqualTo("RAISED");
        assertThat(decision.reason()).contains("Answer request").contains("7 September 2026, 17:30").contains("uma");
        assertThat(decision.decidedBy()).isEqualTo(Decision.PROCESS);
    }

    @Test
    void aTaskThatBelongsToNoRequestIsRaisedToo() {
        String key = "Desk_Target_UserTask_HandleUnreadableMail";
        deploy(key, "UserTask_HandleUnreadableMail");
        String instance = fixture.runtime.startProcessInstanceByKey(key).getId();
        Task task = fixture.tasks.createTaskQuery().processInstanceId(instance).singleResult();

        management.executeJob(timerOf(task).getId());

        assertThat(fixture.tasks.createTaskQuery().taskId(task.getId()).singleResult().getPriority()).isEqualTo(100);
    }

    @Test
    void raisingATaskThatIsAlreadyDoneChangesNothing() {
        Request request = fixture.request("c@customer.example", "How?", "Please");
        String key = "Desk_RaiseDone";
        fixture.repository.createDeployment().addModelInstance(key + ".bpmn", Bpmn.createExecutableProcess(key)
                .camundaHistoryTimeToLive(1).startEvent().serviceTask()
                .camundaExpression("${escalation.raise(execution, 'UserTask_AnswerRequest')}").endEvent().done())
                .deploy();

        fixture.runtime.startProcessInstanceByKey(key, request.number().toString());

        assertThat(decisions.of(request.number())).isEmpty();
    }

    @Test
    void aTableWithoutAnswerIsSaidPlainly() {
        String empty = """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n"
                    xmlns:camunda="http://camunda.org/schema/1.0/dmn">
                  <decision id="response-targets" name="Response targets" camunda:historyTimeToLive="P1D">
                    <decisionTable id="t" hitPolicy="FIRST">
                      <input id="i"><inputExpression id="e" typeRef="string"><text>task</text></inputExpression></input>
                      <output id="o" name="workingHours" typeRef="double"/>
                    </decisionTable></decision></definitions>""";
        String deployment = fixture.repository.createDeployment().addString("empty.dmn", empty).deploy().getId();
        try {
            assertThatThrownBy(
                    () -> start(fixture.request("d@customer.example", "x", "y"), "UserTask_AnswerRequest", "USE"))
                    .hasStackTraceContaining(
                            "names no working hours for the task UserTask_AnswerRequest and the kind USE");
        } finally {
            fixture.repository.deleteDeployment(deployment, true);
        }
    }

    private Task start(Request request, String taskId, String kind) {
        String key = "Desk_Target_" + taskId;
        deploy(key, taskId);
        Map<String, Object> variables = new HashMap<>();
        if (kind != null) {
            variables.put(SupportRequest.KIND.name(), kind);
        }
        String instance =
                fixture.runtime.startProcessInstanceByKey(key, request.number().toString(), variables).getId();
        return fixture.tasks.createTaskQuery().processInstanceId(instance).singleResult();
    }

    private void deploy(String key, String taskId) {
        var model = Bpmn.createExecutableProcess(key).camundaHistoryTimeToLive(1).startEvent()
                .userTask(taskId).name("Answer request").camundaCandidateGroups("use")
                .camundaDueDate("${targets.due(execution)}").endEvent().moveToActivity(taskId)
                .boundaryEvent("BoundaryEvent_TargetMissed").cancelActivity(false)
                .timerWithDate("${targets.due(execution)}")
                .serviceTask("Task_Escalate").camundaExpression("${escalation.raise(execution, '" + taskId + "')}")
                .endEvent().done();
        fixture.repository.createDeployment().enableDuplicateFiltering(true).name(key)
                .addModelInstance(key + ".bpmn", model).deploy();
    }

    private Job timerOf(Task task) {
        return management.createJobQuery().processInstanceId(task.getProcessInstanceId()).timers().singleResult();
    }

    @TestConfiguration
    static class FridayEvening {
        @Bean
        @Primary
        Clock fridayEvening() {
            return Clock.fixed(FRIDAY_EVENING, PARIS);
        }
    }
}
