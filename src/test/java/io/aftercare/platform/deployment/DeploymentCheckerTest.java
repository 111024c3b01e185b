package io.aftercare.platform.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentCheckerTest {

    private static final Map<String, Class<?>> BEANS = Map.of("sendAnswer", SendAnswer.class, "recordTimes",
            RecordTimes.class,
            "rememberAgent", RememberAgent.class, "targets", Targets.class, "closeRequest", CloseRequest.class);

    private static final KnownNames PROGRAM = new KnownNames(Map.of("sendAnswer", Set.of(), "recordTimes",
            Set.of(), "rememberAgent", Set.of(), "targets", Set.of("due"), "closeRequest", Set.of("as")), BEANS::get,
            Set.of("currentUser", "now"),
            Map.of("kind", String.class, "reminderDue", Date.class, "thirdParty", Boolean.class, "customerReply",
                    String.class),
            Set.of("CustomerReplied"), Set.of("NOT_A_REQUEST"), Set.of("verdict"));

    private final DeploymentChecker checker = new DeploymentChecker(PROGRAM);

    /** What each place of a diagram may contain, once with a mistake, and what is said of it. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                // steps
                arguments("<serviceTask id='E' name='Mail it' camunda:delegateExpression='${sendAnswr}'/>",
                        "E \"Mail it\", camunda:delegateExpression ${sendAnswr}: there is no bean or variable "
                                + "sendAnswr. "
                                + "The nearest is sendAnswer."),
                arguments("<serviceTask id='E' camunda:expression='${sendAnswr.execute(execution)}'/>",
                        "E, camunda:expression ${sendAnswr.execute(execution)}: there is no bean or variable "
                                + "sendAnswr. "
                                + "The nearest is sendAnswer."),
                arguments("<serviceTask id='E' camunda:expression='${targets.du(execution)}'/>",
                        "E, camunda:expression ${targets.du(execution)}: targets has no method du. The nearest is "
                                + "due."),
                arguments("<serviceTask id='E' camunda:expression='${targets.due()}'/>",
                        "E, camunda:expression ${targets.due()}: targets.due does not take 0 arguments, but 1 or 2."),
                arguments("<serviceTask id='E' camunda:expression='${targets.hour}'/>",
                        "E, camunda:expression ${targets.hour}: targets has no property hour. The nearest is hours."),
                arguments("<serviceTask id='E' camunda:expression='${targets.name.lenght()}'/>",
                        "E, camunda:expression ${targets.name.lenght()}: targets.name has no method lenght. The "
                                + "nearest is length."),
                arguments("<serviceTask id='E' camunda:expression='${closeRequest.as(execution, \"SOLVD\")}'/>",
                        "E, camunda:expression ${closeRequest.as(execution, \"SOLVD\")}: there is no Outcome SOLVD. "
                                + "The nearest is SOLVED."),
                arguments("<serviceTask id='E' camunda:expression='${execution.busnessKey}'/>",
                        "E, camunda:expression ${execution.busnessKey}: execution has no property busnessKey. "
                                + "The nearest is businessKey."),
                arguments("<serviceTask id='E' camunda:expression='${execution.getVariable(\"knd\")}'/>",
                        "E, camunda:expression ${execution.getVariable(\"knd\")}: nobody sets a variable knd. The "
                                + "nearest is kind."),
                arguments("<serviceTask id='E' camunda:expression='${execution.setVariable(\"customerRepy\", kind)}'/>",
                        "E, camunda:expression ${execution.setVariable(\"customerRepy\", kind)}: nobody reads a "
                                + "variable "
                                + "customerRepy. The nearest is customerReply."),
                arguments("<serviceTask id='E' camunda:expression='${curentUser()}'/>",
                        "E, camunda:expression ${curentUser()}: there is no function curentUser. The nearest is "
                                + "currentUser."),
                arguments("<serviceTask id='E' camunda:expression='${kind = }'/>",
                        "E, camunda:expression ${kind = }: the expression cannot be read (position 7: expected "
                                + "expression "
                                + "token, found invalid character '=')."),
                arguments("<serviceTask id='E' camunda:delegateExpression='sendAnswer'/>",
                        "E, camunda:delegateExpression sendAnswer: this is a text and no expression; write it as "
                                + "${…}."),
                arguments("<serviceTask id='E' camunda:delegateExpression='${targets}'/>",
                        "E, camunda:delegateExpression ${targets}: targets is no JavaDelegate or ActivityBehavior."),
                arguments("<serviceTask id='E' camunda:delegateExpression='${sendAnswer}'><extensionElements>"
                        + "<camunda:field name='subjct' stringValue='x'/></extensionElements></serviceTask>",
                        "E, camunda:field name subjct: SendAnswer has no field subjct. The nearest is subject."),
                arguments("<serviceTask id='E' camunda:delegateExpression='${sendAnswer}'><extensionElements>"
                        + "<camunda:field name='subject' "
                        + "expression='${knd}'/></extensionElements></serviceTask>",
                        "E, camunda:field expression ${knd}: there is no bean or variable knd. The nearest is kind."),
                arguments("<serviceTask id='E' camunda:delegateExpression='${sendAnswer}'><extensionElements>"
                        + "<camunda:field name='subject'><camunda:expression>${knd}</camunda:expression>"
                        + "</camunda:field>"
                        + "</extensionElements></serviceTask>",
                        "E, camunda:expression ${knd}: there is no bean or variable knd. The nearest is kind."),
                arguments("<serviceTask id='E' camunda:type='external' camunda:topic='x' "
                        + "camunda:taskPriority='${knd}'/>",
                        "E, camunda:taskPriority ${knd}: there is no bean or variable knd. The nearest is kind."),
                arguments("<serviceTask id='E' camunda:delegateExpression='${sendAnswer}'><extensionElements>"
                        + "<camunda:failedJobRetryTimeCycle>${rtries}</camunda:failedJobRetryTimeCycle>"
                        + "</extensionElements></serviceTask>",
                        "E, camunda:failedJobRetryTimeCycle ${rtries}: there is no bean or variable rtries."),
                arguments("<serviceTask id='E' camunda:jobPriority='${knd}' "
                        + "camunda:delegateExpression='${sendAnswer}'/>",
                        "E, camunda:jobPriority ${knd}: there is no bean or variable knd. The nearest is kind."),
                // tasks of people
                arguments("<userTask id='E' name='Answer ${knd}'/>",
                        "E \"Answer ${knd}\", name Answer ${knd}: there is no bean or variable knd. The nearest is "
                                + "kind."),
                arguments("<userTask id='E'><documentation>About ${knd}</documentation></userTask>",
                        "E, documentation About ${knd}: there is no bean or variable knd. The nearest is kind."),
                arguments(userTask("assignee", "${knd}"), finding("camunda:assignee", "${knd}")),
                arguments(userTask("candidateUsers", "${knd}"), finding("camunda:candidateUsers", "${knd}")),
                arguments(userTask("candidateGroups", "a,${knd}"), finding("camunda:candidateGroups", "a,${knd}")),
                arguments(userTask("dueDate", "${knd}"), finding("camunda:dueDate", "${knd}")),
                arguments(userTask("followUpDate", "${knd}"), finding("camunda:followUpDate", "${knd}")),
                arguments(userTask("priority", "${knd}"), finding("camunda:priority", "${knd}")),
                arguments(userTask("formRef", "answr"),
                        "E, camunda:formRef answr: there is no form answr. The nearest is answer."),
                arguments(userTask("formRef", "${knd}"), finding("camunda:formRef", "${knd}")),
                arguments(userTask("formKey", "embedded:deployment:forms/a.html"),
                        "E, camunda:formKey embedded:deployment:forms/a.html: there is no file forms/a.html."),
                arguments("<userTask id='E'><extensionElements><camunda:formData><camunda:formField id='f' "
                        + "defaultValue='${knd}'/></camunda:formData></extensionElements></userTask>",
                        finding("camunda:formField defaultValue", "${knd}")),
                arguments(listener("taskListener event='complete' delegateExpression='${rememberAgnt}'"),
                        "E, camunda:taskListener delegateExpression ${rememberAgnt}: there is no bean or variable "
                                + "rememberAgnt. "
                                + "The nearest is rememberAgent."),
                arguments(listener("taskListener event='create' delegateExpression='${recordTimes}'"),
                        "E, camunda:taskListener delegateExpression ${recordTimes}: recordTimes is no TaskListener."),
                arguments(listener("taskListener event='create' expression='${task.asignee}'"),
                        "E, camunda:taskListener expression ${task.asignee}: task has no property asignee. "
                                + "The nearest is assignee."),
                arguments(listener("executionListener event='start' expression='${closeReqest.as(execution, 1)}'"),
                        "E, camunda:executionListener expression ${closeReqest.as(execution, 1)}: there is no bean or "
                                + "variable "
                                + "closeReqest. The nearest is closeRequest."),
                arguments(listener("executionListener event='start' delegateExpression='${targets}'"),
                        "E, camunda:executionListener delegateExpression ${targets}: targets is no ExecutionListener "
                                + "or "
                                + "JavaDelegate."),
                // flow and time
                arguments("<sequenceFlow id='E' name='yes'><conditionExpression>${knd == "
                        + "'USE'}</conditionExpression></sequenceFlow>",
                        "E \"yes\", conditionExpression ${knd == 'USE'}: there is no bean or variable knd. The nearest "
                                + "is kind."),
                arguments("<sequenceFlow id='E'><conditionExpression>kind == "
                        + "'USE'</conditionExpression></sequenceFlow>",
                        "E, conditionExpression kind == 'USE': this is a text and no condition; write it as ${…}."),
                arguments("<boundaryEvent id='E'><timerEventDefinition id='T'><timeDate>${remindrDue}</timeDate>"
                        + "</timerEventDefinition></boundaryEvent>",
                        "E, timeDate ${remindrDue}: there is no bean or variable remindrDue. The nearest is "
                                + "reminderDue."),
                arguments("<boundaryEvent id='E'><timerEventDefinition><timeCycle>R/${knd}</timeCycle>"
                        + "</timerEventDefinition></boundaryEvent>", finding("timeCycle", "R/${knd}")),
                arguments("<boundaryEvent id='E'><timerEventDefinition><timeDuration>${knd}</timeDuration>"
                        + "</timerEventDefinition></boundaryEvent>", finding("timeDuration", "${knd}")),
                arguments("<intermediateCatchEvent id='E'><conditionalEventDefinition camunda:variableName='knd'>"
                        + "<condition>${kind == "
                        + "null}</condition></conditionalEventDefinition></intermediateCatchEvent>",
                        "E, conditionalEventDefinition camunda:variableName knd: nobody sets a variable knd. The "
                                + "nearest is kind."),
                arguments("<intermediateCatchEvent id='E'><conditionalEventDefinition>"
                        + "<condition>${knd}</condition></conditionalEventDefinition></intermediateCatchEvent>",
                        finding("condition", "${knd}")),
                arguments(loop("<loopCardinality>${knd}</loopCardinality>", ""), finding("loopCardinality", "${knd}")),
                arguments(loop("<completionCondition>${knd}</completionCondition>", ""),
                        finding("completionCondition", "${knd}")),
                arguments(loop("", "camunda:collection='knds'"), "E, multiInstanceLoopCharacteristics "
                        + "camunda:collection knds: "
                        + "nobody sets a variable knds. The nearest is kind."),
                arguments(loop("", "camunda:collection='${knd}'"), finding("multiInstanceLoopCharacteristics "
                        + "camunda:collection",
                        "${knd}")),
                // calls, decisions and mappings
                arguments("<callActivity id='E' calledElement='TestProces'/>",
                        "E, calledElement TestProces: there is no process TestProces. The nearest is TestProcess."),
                arguments("<callActivity id='E' calledElement='${knd}'/>", finding("calledElement", "${knd}")),
                arguments("<callActivity id='E' calledElement='OtherProcess' "
                        + "camunda:calledElementBinding='deployment'/>",
                        "E, calledElement OtherProcess: the process OtherProcess is bound to this deployment, which "
                                + "lacks it; "
                                + "deploy both together."),
                arguments("<callActivity id='E' calledElement='TestProcess' "
                        + "camunda:variableMappingDelegateExpression='${sendAnswer}'/>",
                        "E, camunda:variableMappingDelegateExpression ${sendAnswer}: sendAnswer is no "
                                + "DelegateVariableMapping."),
                arguments(mapping("in source='knd' target='kind'"), "E, camunda:in source knd: nobody sets a variable "
                        + "knd. "
                        + "The nearest is kind."),
                arguments(mapping("in source='kind' target='knd'"), "E, camunda:in target knd: nobody reads a variable "
                        + "knd. "
                        + "The nearest is kind."),
                arguments(mapping("in source='knd' target='knd'"), "E, camunda:in source knd: nobody sets a variable "
                        + "knd. "
                        + "The nearest is kind."),
                arguments(mapping("in sourceExpression='${knd}' target='kind'"),
                        finding("camunda:in sourceExpression", "${knd}")),
                arguments(mapping("in businessKey='#{execution.busnessKey}'"),
                        "E, camunda:in businessKey #{execution.busnessKey}: execution has no property busnessKey. "
                                + "The nearest is businessKey."),
                arguments(mapping("out source='custmerReply' target='customerReply'"),
                        "E, camunda:out source custmerReply: nobody sets a variable custmerReply. The nearest is "
                                + "customerReply."),
                arguments(mapping("out source='customerReply' target='custmerReply'"),
                        "E, camunda:out target custmerReply: nobody reads a variable custmerReply. The nearest is "
                                + "customerReply."),
                arguments("<businessRuleTask id='E' camunda:decisionRef='entitlment'/>",
                        "E, camunda:decisionRef entitlment: there is no decision entitlment. The nearest is "
                                + "entitlement."),
                arguments("<businessRuleTask id='E' camunda:decisionRef='${knd}'/>",
                        finding("camunda:decisionRef", "${knd}")),
                arguments("<businessRuleTask id='E' camunda:decisionRef='other' "
                        + "camunda:decisionRefBinding='deployment'/>",
                        "E, camunda:decisionRef other: the decision other is bound to this deployment, which lacks it; "
                                + "deploy both "
                                + "together."),
                arguments(parameter("inputParameter", "${knd}"), finding("camunda:inputParameter", "${knd}")),
                arguments(parameter("outputParameter", "${knd}"), finding("camunda:outputParameter", "${knd}")),
                arguments(parameter("inputParameter",
                        "<camunda:list><camunda:value>${knd}</camunda:value></camunda:list>"),
                        finding("camunda:value", "${knd}")),
                arguments(parameter("inputParameter", "<camunda:map><camunda:entry "
                        + "key='k'>${knd}</camunda:entry></camunda:map>"),
                        finding("camunda:entry", "${knd}")),
                // events
                arguments("<receiveTask id='E' messageRef='Wrong'/>",
                        "E, messageRef Wrong: there is no message CustomerReplid. The nearest is CustomerReplied."),
                arguments("<startEvent id='E'><messageEventDefinition messageRef='Wrong'/></startEvent>",
                        "E, messageEventDefinition messageRef Wrong: there is no message CustomerReplid. "
                                + "The nearest is CustomerReplied."),
                arguments("<receiveTask id='E' messageRef='Messge_1'/>",
                        "E, messageRef Messge_1: there is no message with the id Messge_1. The nearest is Message_1."),
                arguments("<boundaryEvent id='E'><signalEventDefinition signalRef='Signal_1'/></boundaryEvent>",
                        "E, signalEventDefinition signalRef Signal_1: there is no event that throws the signal Alarm."),
                arguments("<endEvent id='E'><signalEventDefinition signalRef='Signal_1'/></endEvent>",
                        "E, signalEventDefinition signalRef Signal_1: there is no event that catches the signal "
                                + "Alarm."),
                arguments("<boundaryEvent id='E'><errorEventDefinition errorRef='Error_1'/></boundaryEvent>",
                        "E, errorEventDefinition errorRef Error_1: there is no step or event that throws the error "
                                + "NOT_A_REQEST. "
                                + "The nearest is NOT_A_REQUEST."),
                arguments("<boundaryEvent id='E'><errorEventDefinition errorRef='Eror_1'/></boundaryEvent>",
                        "E, errorEventDefinition errorRef Eror_1: there is no error with the id Eror_1. The nearest is "
                                + "Error_1."),
                arguments("<boundaryEvent id='E'><escalationEventDefinition "
                        + "escalationRef='Escalation_1'/></boundaryEvent>",
                        "E, escalationEventDefinition escalationRef Escalation_1: there is no event that throws the "
                                + "escalation "
                                + "LATE."),
                arguments("<intermediateThrowEvent id='E'><messageEventDefinition "
                        + "camunda:delegateExpression='${sendAnswr}'/>"
                        + "</intermediateThrowEvent>",
                        "E, messageEventDefinition camunda:delegateExpression ${sendAnswr}: there is no bean or "
                                + "variable "
                                + "sendAnswr. The nearest is sendAnswer."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeInADiagramIsSaidWithItsElementAndTheNearestName(String element, String expected) {
        List<Finding> findings = check(Map.of("test.bpmn", diagram(element), "test.form", FORM, "test.dmn", DECISION));

        assertThat(findings).extracting(Finding::text).containsExactly("test.bpmn, " + expected);
    }

    private List<Finding> check(Map<String, String> files) {
        var bytes = new TreeMap<String, byte[]>();
        files.forEach((name, content) -> bytes.put(name, content.getBytes(UTF_8)));
        return checker.check(bytes, DEPLOYED);
    }

    private static String userTask(String attribute, String value) {
        return "<userTask id='E' camunda:" + attribute + "='" + value + "'/>";
    }

    private static String field(String content, String attributes) {
        return "<userTask id='E'><extensionElements><camunda:formData><camunda:formField id='f' " + attributes + ">"
                + content + "</camunda:formField></camunda:formData></extensionElements></userTask>";
    }

    private static String listener(String listener) {
        return "<userTask id='E'><extensionElements><camunda:" + listener + "/></extensionElements></userTask>";
    }

    private static String loop(String content, String attributes) {
        return "<userTask id='E'><multiInstanceLoopCharacteristics " + attributes + ">" + content
                + "</multiInstanceLoopCharacteristics></userTask>";
    }

    private static String mapping(String mapping) {
        return "<callActivity id='E' calledElement='TestProcess'><extensionElements><camunda:" + mapping
                + "/></extensionElements></callActivity>";
    }

    private static String parameter(String parameter, String value) {
        return "<serviceTask id='E' "
                + "camunda:delegateExpression='${sendAnswer}'><extensionElements><camunda:inputOutput><camunda:"
                + parameter + " name='p'>" + value + "</camunda:" + parameter
                + "></camunda:inputOutput></extensionElements></serviceTask>";
    }

    private static String finding(String what, String expression) {
        return "E, " + what + " " + expression + ": there is no bean or variable knd. The nearest is kind.";
    }

    public static class SendAnswer implements JavaDelegate {

        private Expression subject;

        @Override
        public void execute(DelegateExecution execution) {
            throw new UnsupportedOperationException("Nothing is run by looking at it: " + subject);
        }
    }

    public static class RecordTimes implements ExecutionListener {

        @Override
        public void notify(DelegateExecution execution) {
            throw new UnsupportedOperationException();
        }
    }

    public static class RememberAgent implements TaskListener {

        @Override
        public void notify(DelegateTask task) {
            throw new UnsupportedOperationException();
        }
    }

    public static class Targets {

        public Date due(DelegateExecution execution) {
            throw new UnsupportedOperationException();
        }

        public Date due(DelegateExecution execution, String task) {
            throw new UnsupportedOperationException();
        }

        public int getHours() {
            throw new UnsupportedOperationException();
        }

        public String getName() {
            throw new UnsupportedOperationException();
        }
    }

    public static class CloseRequest {

        public enum Outcome { SOLVED, LAPSED }

        public void as(DelegateExecution execution, Outcome outcome) {
            throw new UnsupportedOperationException();
        }
    }

    private static String diagram(String element) {
        return diagram("TestProcess", element);
    }

    private static String diagram(String process, String element) {
        return """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
                  <process id="%s" name="A process of ${nothing}" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <documentation>Whatever stands here, ${even} this, is for people.</documentation>
                    %s
                  </process>
                  <process id="Sketch" isExecutable="false"><serviceTask camunda:expression="${later}"/></process>
                  <message id="Message_1" name="CustomerReplied"/>
                  <message id="Wrong" name="CustomerReplid"/>
                  <signal id="Signal_1" name="Alarm"/>
                  <error id="Error_1" errorCode="NOT_A_REQEST"/>
                  <escalation id="Escalation_1" escalationCode="LATE"/>
                </definitions>""".formatted(process, element);
    }

    private static final String FORM = """
            {"id": "answer", "type": "default", "components": [{"key": "remark", "type": "textfield"}]}""";

    private static final String DECISION = decision("entitlement", "kind", "\"USE\"", "\"ENTITLED\"");

    private static String decision(String id, String input, String test, String output) {
        return """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="R" name="R" namespace="test">
                  <decision id="%s" name="A decision">
                    <decisionTable id="T">
                      <input id="I" label="An input"><inputExpression id="IE"><text>%s</text></inputExpression></input>
                      <output id="O" name="entitled"/>
                      <rule id="Row"><inputEntry id="A"><text>%s</text></inputEntry>
                        <outputEntry id="B"><text>%s</text></outputEntry></rule>
                    </decisionTable>
                  </decision>
                </definitions>""".formatted(id, input, test, output);
    }

    private static final Map<String, byte[]> DEPLOYED = Map.of(
            "1/other.bpmn", diagram("OtherProcess", "").getBytes(UTF_8),
            "1/other.dmn", decision("other", "kind", "-", "1").getBytes(UTF_8));

    @Test
    void whatIsRightIsNotFoundWrong() {
        String right = """
                <startEvent id="S1" camunda:initiator="who" camunda:formRef="answer"/>
                <userTask id="U1" name="Answer ${kind}" camunda:assignee="${who}" camunda:candidateGroups="${remark}"
                    camunda:dueDate="${targets.due(execution, 'U1')}"
                    camunda:formKey="embedded:deployment:forms/a.html">
                  <extensionElements>
                    <camunda:taskListener event="create" delegateExpression="${rememberAgent}"/>
                    <camunda:taskListener event="create" expression="${task.assignee}"/>
                    <camunda:executionListener event="start" delegateExpression="${sendAnswer}"/>
                    <camunda:properties><camunda:property name="note" value="${free}"/></camunda:properties>
                    <camunda:formData><camunda:formField id="field"/></camunda:formData>
                  </extensionElements>
                  <multiInstanceLoopCharacteristics camunda:collection="list" camunda:elementVariable="one">
                    <completionCondition>${nrOfCompletedInstances == 1 || !one || empty field}
                    </completionCondition>
                  </multiInstanceLoopCharacteristics>
                </userTask>
                <serviceTask id="V1" camunda:expression="${closeRequest.as(execution, 'LAPSED')}"
                    camunda:resultVariable="result"/>
                <serviceTask id="V2"
                    camunda:expression="${result == now() ? sendAnswer : 1 + 2}"/>
                <serviceTask id="V4" camunda:expression="${execution.setVariable('made', 1)}"/>
                <serviceTask id="V5" camunda:delegateExpression="${kind == 'USE' ? sendAnswer : recordTimes}">
                  <extensionElements>
                    <camunda:inputOutput><camunda:inputParameter name="list">
                      <camunda:list><camunda:value>${made}</camunda:value></camunda:list></camunda:inputParameter>
                    </camunda:inputOutput>
                    <camunda:field name="subject" stringValue="${x"/>
                  </extensionElements>
                </serviceTask>
                <callActivity id="C1" calledElement="OtherProcess"><extensionElements>
                  <camunda:in businessKey="#{execution.businessKey}"/><camunda:in variables="all"/>
                  <camunda:in source="kind" target="field"/><camunda:out source="customerReply" target="customerReply"/>
                </extensionElements></callActivity>
                <callActivity id="C2" calledElement="TestProcess" camunda:calledElementBinding="deployment"/>
                <businessRuleTask id="D1" camunda:decisionRef="entitlement" camunda:decisionRefBinding="deployment"/>
                <receiveTask id="M1" messageRef="Message_1"/>
                <boundaryEvent id="B1"><errorEventDefinition errorRef="Error_1"/></boundaryEvent>
                <boundaryEvent id="B2"><errorEventDefinition/></boundaryEvent>
                <endEvent id="E1"><errorEventDefinition errorRef="Error_1"/></endEvent>
                <endEvent id="E2"><signalEventDefinition signalRef="Signal_1"/></endEvent>
                <boundaryEvent id="B3"><signalEventDefinition signalRef="Signal_1"/></boundaryEvent>
                <sequenceFlow id="F1">
                  <conditionExpression>${kind == 'USE' &amp;&amp; (list != null || currentUser() == who)}
                  </conditionExpression>
                </sequenceFlow>
                <textAnnotation id="N1"><text>${not looked at</text></textAnnotation>
                """;

        assertThat(check(Map.of("test.bpmn", diagram(right), "test.form", FORM, "test.dmn", DECISION,
                "forms/a.html", "<form></form>", "notes.txt", "${nothing}"))).isEmpty();
    }

    static Stream<Arguments> mistakesInTables() {
        return Stream.of(
                arguments(decision("d", "knd", "-", "1"), "I \"An input\", inputExpression knd: nobody sets a variable "
                        + "knd. "
                        + "The nearest is kind."),
                arguments(decision("d", "if knd = null then 1 else 2", "-", "1"),
                        "I \"An input\", inputExpression if knd = null "
                                + "then 1 else 2: nobody sets a variable knd. The nearest is kind."),
                arguments(decision("d", "verdct", "-", "1"), "I \"An input\", inputExpression verdct: nobody sets a "
                        + "variable "
                        + "verdct. The nearest is verdict."),
                arguments(decision("d", "verdict", "knd", "1"), "Row, inputEntry knd: nobody sets a variable knd. "
                        + "The nearest is kind."),
                arguments(decision("d", "kind", "-", "knd + \"x\""), "Row, outputEntry knd + \"x\": nobody sets a "
                        + "variable knd. "
                        + "The nearest is kind."));
    }

    @ParameterizedTest
    @MethodSource("mistakesInTables")
    void aMistakeInATableIsSaidWithItsRowOrInput(String table, String expected) {
        assertThat(check(Map.of("d.dmn", table))).extracting(Finding::text).containsExactly("d.dmn, " + expected);
    }

    @Test
    void whatATableCannotReadIsSaid() {
        assertThat(check(Map.of("d.dmn", decision("d", "kind", "\"USE", "1")))).singleElement()
                .satisfies(finding -> assertThat(finding.text())
                        .startsWith("d.dmn, Row, inputEntry \"USE: the expression cannot be read ("));
    }

    private static final String NO_CLASS = "classes are not allowed; name the bean of a step, "
            + "camunda:delegateExpression=\"${…}\".";
    private static final String NO_SCRIPT = "scripts are not allowed, in no language; let a step do it and name its "
            + "bean, camunda:delegateExpression=\"${…}\".";
    private static final String NO_CONNECTOR = "connectors are not allowed; let a step do it and name its bean, "
            + "camunda:delegateExpression=\"${…}\".";
    private static final String NO_TYPE = "this type of task is not allowed; use external, or name the bean of a step.";
    private static final String NO_FORM = "only forms that are deployed together with the diagram are allowed; write "
            + "it as embedded:deployment:forms/….html, or use camunda:formRef.";
    private static final String NO_ACTIVITI = "the namespace http://activiti.org/bpmn is not allowed; use "
            + "http://camunda.org/schema/1.0/bpmn.";

    /** Each way by which a diagram could run what is not ours, and what is said of it. */
    static Stream<Arguments> foreignCode() {
        return Stream.of(
                arguments("<serviceTask id='E' camunda:class='java.lang.Runtime'/>",
                        "camunda:class java.lang.Runtime: " + NO_CLASS),
                arguments("<sendTask id='E' camunda:class='x.Y'/>", "camunda:class x.Y: " + NO_CLASS),
                arguments("<businessRuleTask id='E' camunda:class='x.Y'/>", "camunda:class x.Y: " + NO_CLASS),
                arguments("<endEvent id='E'><messageEventDefinition camunda:class='x.Y'/></endEvent>",
                        "messageEventDefinition camunda:class x.Y: " + NO_CLASS),
                arguments(listener("executionListener event='start' class='x.Y'"),
                        "camunda:executionListener class x.Y: " + NO_CLASS),
                arguments(listener("taskListener event='create' class='x.Y'"),
                        "camunda:taskListener class x.Y: " + NO_CLASS),
                arguments("<userTask id='E' camunda:formHandlerClass='x.Y'/>",
                        "camunda:formHandlerClass x.Y: " + NO_CLASS),
                arguments("<callActivity id='E' calledElement='TestProcess' camunda:variableMappingClass='x.Y'/>",
                        "camunda:variableMappingClass x.Y: " + NO_CLASS),
                arguments(field("<camunda:validation><camunda:constraint name='validator' config='x.Y'/>"
                        + "</camunda:validation>", ""),
                        "camunda:constraint name validator: validators of one's own are not allowed; use required, "
                                + "readonly, min, max, minlength or maxlength."),
                arguments("<serviceTask id='E' camunda:type='shell'><extensionElements><camunda:field name='command' "
                        + "stringValue='id'/></extensionElements></serviceTask>", "camunda:type shell: " + NO_TYPE),
                arguments("<serviceTask id='E' camunda:type='mail'/>", "camunda:type mail: " + NO_TYPE),
                arguments("<scriptTask id='E' scriptFormat='groovy'><script>x</script></scriptTask>",
                        "scriptTask: " + NO_SCRIPT),
                arguments("<scriptTask id='E' scriptFormat='juel' camunda:resource='deployment://x'/>",
                        "scriptTask: " + NO_SCRIPT),
                arguments("<userTask id='E'><extensionElements><camunda:taskListener event='create'>"
                        + "<camunda:script scriptFormat='javascript'>x</camunda:script></camunda:taskListener>"
                        + "</extensionElements></userTask>", "camunda:script x: " + NO_SCRIPT),
                arguments("<userTask id='E'><extensionElements><camunda:executionListener event='end'>"
                        + "<camunda:script scriptFormat='groovy' resource='x'/></camunda:executionListener>"
                        + "</extensionElements></userTask>", "camunda:script: " + NO_SCRIPT),
                arguments(parameter("inputParameter", "<camunda:script scriptFormat='feel'>1</camunda:script>"),
                        "camunda:script 1: " + NO_SCRIPT),
                arguments(parameter("outputParameter",
                        "<camunda:list><camunda:script scriptFormat='juel'>1</camunda:script></camunda:list>"),
                        "camunda:script 1: " + NO_SCRIPT),
                arguments("<sequenceFlow id='E'><conditionExpression language='groovy'>true</conditionExpression>"
                        + "</sequenceFlow>",
                        "conditionExpression language groovy: only expressions are allowed here; write it as ${…}."),
                arguments("<sequenceFlow id='E'><conditionExpression language='feel'>${true}</conditionExpression>"
                        + "</sequenceFlow>",
                        "conditionExpression language feel: only expressions are allowed here; write it as ${…}."),
                arguments(
                        "<serviceTask id='E'><extensionElements><camunda:connector><camunda:connectorId>http-connector"
                                + "</camunda:connectorId></camunda:connector></extensionElements></serviceTask>",
                        "camunda:connector: " + NO_CONNECTOR),
                arguments("<userTask id='E' camunda:formKey='embedded:https://evil.example/a.html'/>",
                        "camunda:formKey embedded:https://evil.example/a.html: " + NO_FORM),
                arguments("<userTask id='E' camunda:formKey='https://evil.example/'/>",
                        "camunda:formKey https://evil.example/: " + NO_FORM),
                arguments("<startEvent id='E' camunda:formKey='embedded:app:a.html'/>",
                        "camunda:formKey embedded:app:a.html: " + NO_FORM),
                arguments("<userTask id='E' camunda:formKey='${kind}'/>", "camunda:formKey ${kind}: " + NO_FORM),
                arguments("<serviceTask xmlns:a='http://activiti.org/bpmn' id='E' a:class='x.Y'/>",
                        "camunda:class x.Y: " + NO_ACTIVITI),
                arguments("<serviceTask xmlns:a='http://activiti.org/bpmn' id='E' a:expression='${kind.getClass()}'/>",
                        "camunda:expression ${kind.getClass()}: " + NO_ACTIVITI),
                arguments("<userTask id='E'><extensionElements xmlns:a='http://activiti.org/bpmn'><a:taskListener "
                        + "class='x.Y'/></extensionElements></userTask>", "taskListener: " + NO_ACTIVITI),
                arguments("<userTask id='E'><x:ioSpecification xmlns:x='urn:x'/></userTask>",
                        "ioSpecification: only BPMN is allowed here; put what belongs to other programs into "
                                + "extensionElements."),
                arguments("<userTask id='E' camunda:novelty='x'/>",
                        "camunda:novelty x: this extension is not allowed."));
    }

    @ParameterizedTest
    @MethodSource("foreignCode")
    void whatCouldRunForeignCodeIsRefused(String element, String expected) {
        assertThat(check(Map.of("test.bpmn", diagram(element)))).extracting(Finding::text)
                .contains("test.bpmn, E, " + expected);
    }

    static Stream<String> foreignExpressions() {
        return Stream.of("kind.getClass()", "kind.class", "kind['class']", "''.getClass().forName('x')",
                "(kind).length()", "now().getClass()", "currentUser().length()", "execution.getClass()",
                "execution.class", "execution['class']", "execution.processEngineServices",
                "execution.getProcessEngineServices().runtimeService", "execution.getProcessEngine()",
                "execution.bpmnModelInstance", "execution.execution", "task.execution", "task.delete('x')",
                "task.caseExecution", "execution.getVariable('kind').getClass()", "execution.id.length()",
                "targets.getClass()", "targets.class", "targets.name", "targets.hours",
                "targets.due(execution).getTime()", "targets['due'](execution)", "sendAnswer.execute(execution)",
                "sendAnswer.class", "kind == 'a' ? kind.getClass() : 1", "!empty kind.getClass()",
                "closeRequest.as(execution, kind.getClass())", "kind}b${kind.getClass()");
    }

    /** Wherever an expression may stand. */
    static Stream<String> placesOfExpressions() {
        return Stream.of("<serviceTask id='E' camunda:expression='%s'/>",
                "<serviceTask id='E' camunda:type='external' camunda:topic='%s'/>",
                "<serviceTask id='E' camunda:type='external' camunda:topic='x' camunda:taskPriority='%s'/>",
                "<serviceTask id='E' camunda:delegateExpression='%s'/>",
                "<userTask id='E' camunda:jobPriority='%s'/>", "<userTask id='E' name='%s'/>",
                "<userTask id='E'><documentation>%s</documentation></userTask>", userTask("assignee", "%s"),
                userTask("candidateUsers", "%s"), userTask("candidateGroups", "a,%s"), userTask("dueDate", "%s"),
                userTask("followUpDate", "%s"), userTask("priority", "%s"), userTask("formRef", "%s"),
                field("", "defaultValue='%s'"), field("", "label='%s'"), field("", "type='%s'"),
                field("<camunda:validation><camunda:constraint name='min' config='%s'/></camunda:validation>", ""),
                listener("taskListener event='create' expression='%s'"),
                listener("taskListener event='create' delegateExpression='%s'"),
                listener("executionListener event='start' expression='%s'"),
                "<sequenceFlow id='E'><conditionExpression>%s</conditionExpression></sequenceFlow>",
                "<startEvent id='E'><timerEventDefinition><timeCycle>%s</timeCycle></timerEventDefinition>"
                        + "</startEvent>",
                "<startEvent id='E'><timerEventDefinition><timeDate>%s</timeDate></timerEventDefinition></startEvent>",
                "<boundaryEvent id='E'><timerEventDefinition><timeDuration>%s</timeDuration></timerEventDefinition>"
                        + "</boundaryEvent>",
                "<intermediateCatchEvent id='E'><conditionalEventDefinition><condition>%s</condition>"
                        + "</conditionalEventDefinition></intermediateCatchEvent>",
                loop("<loopCardinality>%s</loopCardinality>", ""),
                loop("<completionCondition>%s</completionCondition>", ""), loop("", "camunda:collection='%s'"),
                loop("<loopDataInputRef>%s</loopDataInputRef>", ""),
                "<callActivity id='E' calledElement='%s'/>",
                "<callActivity id='E' calledElement='TestProcess' camunda:calledElementVersion='%s'/>",
                "<callActivity id='E' calledElement='TestProcess' camunda:calledElementTenantId='%s'/>",
                "<callActivity id='E' calledElement='TestProcess' camunda:variableMappingDelegateExpression='%s'/>",
                mapping("in sourceExpression='%s' target='kind'"), mapping("out sourceExpression='%s' target='kind'"),
                mapping("in businessKey='%s'"), "<businessRuleTask id='E' camunda:decisionRef='%s'/>",
                parameter("inputParameter", "%s"), parameter("outputParameter", "%s"),
                parameter("inputParameter", "<camunda:list><camunda:value>%s</camunda:value></camunda:list>"),
                parameter("inputParameter", "<camunda:map><camunda:entry key='k'>%s</camunda:entry></camunda:map>"),
                "<serviceTask id='E' camunda:delegateExpression='${sendAnswer}'><extensionElements><camunda:field "
                        + "name='subject' expression='%s'/></extensionElements></serviceTask>",
                "<serviceTask id='E' camunda:delegateExpression='${sendAnswer}'><extensionElements>"
                        + "<camunda:failedJobRetryTimeCycle>%s</camunda:failedJobRetryTimeCycle></extensionElements>"
                        + "</serviceTask>",
                "<endEvent id='E'><errorEventDefinition errorRef='Error_1' camunda:errorMessageVariable='%s'/>"
                        + "</endEvent>",
                "<intermediateThrowEvent id='E'><messageEventDefinition camunda:expression='%s'/>"
                        + "</intermediateThrowEvent>");
    }

    @ParameterizedTest
    @MethodSource("foreignExpressions")
    void anExpressionAsksNothingThatLeadsToAClass(String expression) {
        String element = "<serviceTask id='E' camunda:expression=\"${" + expression + "}\"/>";

        assertThat(check(Map.of("test.bpmn", diagram(element)))).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.element()).isEqualTo("E");
            assertThat(finding.problem()).containsAnyOf("not allowed", "may ask", "does not take", "has no property",
                    "has no method");
        });
    }

    @ParameterizedTest
    @MethodSource("placesOfExpressions")
    void aForeignExpressionIsFoundWhereverItStands(String element) {
        assertThat(check(Map.of("test.bpmn", diagram(element.formatted("${kind.getClass()}"))))).isNotEmpty()
                .anySatisfy(finding -> assertThat(finding.problem()).contains("kind.getClass is not allowed"));
    }

    @Test
    void namesOfMessagesSignalsErrorsAndEscalationsAreExpressionsToo() {
        for (String name : List.of("name=\"CustomerReplied\"", "name=\"Alarm\"")) {
            String diagram = diagram("").replace(name, "name=\"${kind.getClass()}\"");

            assertThat(check(Map.of("test.bpmn", diagram))).as(name).anySatisfy(
                    finding -> assertThat(finding.problem()).contains("kind.getClass is not allowed"));
        }
        String codes = diagram("").replace("errorCode=\"NOT_A_REQEST\"",
                "errorCode=\"${kind.getClass()}\" camunda:errorMessage=\"${kind.getClass()}\"")
                .replace("escalationCode=\"LATE\"", "escalationCode=\"${kind.getClass()}\"");
        assertThat(check(Map.of("test.bpmn", codes))).hasSize(3);
    }

    /** The engine reads a file by the end of its name, with a dot before it or without. */
    @ParameterizedTest
    @ValueSource(strings = {"a.bpmn", "a.bpmn20.xml", "bpmn", "a-bpmn", "x/notbpmn", "abpmn20.xml"})
    void aFileIsCheckedByWhateverNameTheEngineReadsIt(String name) {
        assertThat(check(Map.of(name, diagram("<serviceTask id='E' camunda:class='x.Y'/>")))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"juel", "JUEL", "groovy", "javascript", "feelx", "http://www.w3.org/1999/XPath", " feel "})
    void aTableInAnotherLanguageIsRefused(String language) {
        String table = decision("d", "kind", "-", "1");
        String attribute = " expressionLanguage=\"" + language + "\"";

        for (String place : List.of("id=\"R\"", "id=\"IE\"", "id=\"A\"", "id=\"B\"")) {
            assertThat(check(Map.of("d.dmn", table.replace(place, place + attribute)))).as(place)
                    .extracting(Finding::problem).contains("only FEEL is allowed in decisions; leave the language out "
                            + "and write the expression in FEEL");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"feel", "FEEL", "https://www.omg.org/spec/DMN/20191111/FEEL/",
            "http://www.omg.org/spec/FEEL/20140401"})
    void feelMayBeNamed(String language) {
        assertThat(check(Map.of("d.dmn", decision("d", "kind", "-", "1").replace("id=\"IE\"",
                "id=\"IE\" expressionLanguage=\"" + language + "\"")))).isEmpty();
    }

    private static final String JAVA = "function(x) external {java: {class: \"java.lang.System\", method signature: "
            + "\"getenv(java.lang.String)\"}}";

    @Test
    void aTableCallsNoJava() {
        assertThat(check(Map.of("d.dmn", decision("d", "{f: " + JAVA + ", y: f(\"PATH\")}.y", "-", "1"),
                "e.dmn", decision("e", "kind", "-", JAVA),
                "f.dmn", decision("f", "kind", "[" + JAVA + "][1](kind)", "1")))).extracting(Finding::problem)
                .hasSize(3).allMatch(problem -> problem.contains("functions of Java are not allowed; use those of FEEL")
                        || problem.contains("cannot be read"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<context/>", "<invocation/>", "<functionDefinition kind=\"Java\"/>", "<relation/>",
            "<list/>"})
    void aDecisionIsATableOrALiteralExpression(String logic) {
        String table = decision("d", "kind", "-", "1");
        String other = table.substring(0, table.indexOf("<decisionTable")) + logic
                + table.substring(table.indexOf("</decisionTable>") + "</decisionTable>".length());

        assertThat(check(Map.of("d.dmn", other))).extracting(Finding::problem)
                .containsExactly("only decision tables and literal expressions are allowed in decisions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c.cmmn", "c.cmmn11.xml", "c.cmmn10.xml", "cmmn"})
    void casesAreRefused(String name) {
        assertThat(check(Map.of(name, "<definitions xmlns='http://www.omg.org/spec/CMMN/20151109/MODEL'/>")))
                .extracting(Finding::text)
                .containsExactly(name + ": cases (CMMN) are not allowed; draw it as a process (BPMN).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script src='https://evil.example/a.js'></script>",
            "<script src='//evil.example'></script>",
            "<iframe src='/x'></iframe>", "<a href='javascript:alert(1)'>x</a>", "<a href=' java&#10;script:x'>x</a>",
            "<img src='http://evil.example/?x'>", "<form action='https://evil.example'></form>", "<object></object>",
            "<base href='/x'>", "<button formaction='https://evil.example'>x</button>", "<img src='data:x'>",
            "<a href='\\\\evil.example'>x</a>"})
    void aFormBringsNothingFromElsewhere(String html) {
        assertThat(check(Map.of("f.html", html))).isNotEmpty()
                .allSatisfy(
                        finding -> assertThat(finding.problem()).containsAnyOf("a form may load and link to nothing "
                                + "outside of Aftercare", "this is not allowed in a form"));
    }

    @Test
    void aFormShowsNoPageFromElsewhere() {
        assertThat(check(Map.of("f.form", "{\"id\": \"f\", \"components\": [{\"id\": \"F\", \"type\": \"iframe\", "
                + "\"url\": \"https://evil.example\"}]}"))).extracting(Finding::problem)
                .containsExactly("pages from elsewhere are not allowed in a form");
    }

    @Test
    void aTableMayUseWhatItDeclaresAndExpressionsMayNameTheirOwnValues() {
        String table = decision("d", "count(for x in [1, 2] return x)", "> 1",
                "if entitled = null then kind else {a: 1, b: a}.b");

        assertThat(check(Map.of("d.dmn", table))).isEmpty();
    }

    static Stream<Arguments> mistakesInForms() {
        return Stream.of(
                arguments("\"conditional\": {\"hide\": \"=knd != \\\"USE\\\"\"}", "hide knd != \"USE\""),
                arguments("\"content\": \"<p>{{knd}}</p>\"", "content knd"),
                arguments("\"content\": \"{{if knd = null then 1 else kind}}\"",
                        "content if knd = null then 1 else kind"),
                arguments("\"content\": \"{{#if knd}}x{{/if}}\"", "content knd"),
                arguments("\"description\": \"In {{ knd }}\"", "description knd"),
                arguments("\"valuesKey\": \"knd\"", "valuesKey knd"),
                arguments("\"valuesExpression\": \"=concatenate([knd], [1])\"",
                        "valuesExpression concatenate([knd], [1])"),
                arguments("\"components\": [], \"validate\": {\"max\": \"=knd\"}", "max knd"));
    }

    @ParameterizedTest
    @MethodSource("mistakesInForms")
    void aMistakeInAFormIsSaidWithItsField(String property, String expected) {
        String form = "{\"id\": \"f\", \"components\": [{\"id\": \"Field_1\", \"label\": \"Remark\", " + property
                + "}]}";

        assertThat(check(Map.of("f.form", form))).extracting(Finding::text).containsExactly(
                "f.form, Field_1 \"Remark\", " + expected + ": nobody sets a variable knd. The nearest is kind.");
    }

    @Test
    void aFormMayUseItsFieldsAndWithinALoopTheItems() {
        String form = """
                {"id": "f", "components": [{"key": "remark"}, {"key": "list"}, {"components": [{"key": "inner"}]},
                {"text": "{{remark}} {{inner}}"}, {"text": "{{#loop list}}{{item}} {{this}} {{label}}{{/loop}}"}]}""";

        assertThat(check(Map.of("f.form", form))).isEmpty();
    }

    @Test
    void aMistakeInAnHtmlFormIsSaid() {
        String form = """
                <form><input cam-variable-name="own" cam-variable-type="String"><span cam-variable-name="knd"></span>
                <select id="choice" cam-choices="owm"></select>
                <script cam-script type="text/form-script">
                  camForm.variableManager.fetchVariable('remindrDue'); camForm.variableManager.fetchVariable('own');
                </script></form>""";

        assertThat(check(Map.of("f.html", form))).extracting(Finding::text).containsExactly(
                "f.html, cam-variable-name knd: nobody sets a variable knd. The nearest is kind.",
                "f.html, choice, cam-choices owm: nobody sets a variable owm. The nearest is own.",
                "f.html, script remindrDue: nobody sets a variable remindrDue. The nearest is reminderDue.");
    }

    @Test
    void allMistakesOfAllFilesAreSaidAtOnce() {
        assertThat(check(Map.of("a.bpmn", diagram("A", userTask("assignee", "${x1}") + userTask("assignee", "${x2}")),
                "b.dmn", decision("d", "x3", "-", "1"), "c.form", "no JSON", "d.bpmn", "<no xml")))
                .extracting(Finding::file)
                .containsExactly("a.bpmn", "a.bpmn", "b.dmn", "c.form", "d.bpmn");
    }

    /** What an older version of a process set is no excuse for the version that replaces it. */
    @Test
    void whatIsReplacedCountsNoMore() {
        String setting = diagram("OtherProcess", "<userTask id='U' "
                + "camunda:assignee='${old}'><extensionElements><camunda:formData>"
                + "<camunda:formField id='old'/></camunda:formData></extensionElements></userTask>");
        String reading = userTask("assignee", "${old}");
        Map<String, byte[]> deployed = Map.of("1/other.bpmn", setting.getBytes(UTF_8));

        assertThat(checker.check(Map.of("new.bpmn", diagram("NewProcess", reading).getBytes(UTF_8)), deployed))
                .isEmpty();
        assertThat(checker.check(Map.of("other.bpmn", diagram("OtherProcess", reading).getBytes(UTF_8)), deployed))
                .extracting(Finding::problem).containsExactly("there is no bean or variable old");
    }

    @Test
    void nothingOutsideAFileIsReadForIt() {
        String hostile = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
                + diagram("A", userTask("assignee", "&x;"));

        assertThat(check(Map.of("a.bpmn", hostile))).singleElement()
                .satisfies(finding -> assertThat(finding.problem()).contains("DOCTYPE"));
    }
}
