package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.rest.mapper.MultipartFormData;
import org.camunda.bpm.engine.rest.sub.task.impl.LocalTaskVariablesResource;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@StartedApplication
class EngineSettingsTest {

    @Autowired
    ProcessEngine engine;
    @Autowired
    TaskService tasks;
    @Autowired
    FilterService filters;
    @Autowired
    IdentityService identities;
    @Autowired
    DataSource dataSource;
    @Autowired
    RuntimeService runtime;
    @Autowired
    RepositoryService repository;
    @Autowired
    DecisionService decisions;
    @Autowired
    DmnEngine decisionTables;
    @Autowired
    Probes.Probe probe;

    /** Two that bore one name would be one, and which of the two a matter of the order they are made in. */
    @Test
    void tasksAreListedByIndexesOfTheirDates() throws SQLException {
        var columns = new TreeMap<String, List<String>>();
        try (Connection connection = dataSource.getConnection();
                var found = connection.getMetaData().getIndexInfo(null, null, "ACT_RU_TASK", false, false)) {
            while (found.next()) {
                columns.computeIfAbsent(found.getString("INDEX_NAME").toLowerCase(Locale.ROOT),
                        any -> new ArrayList<>()).add(found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        assertThat(columns).containsEntry("aftercare_task_by_due", List.of("due_date_", "id_"))
                .containsEntry("aftercare_task_created", List.of("create_time_", "id_"))
                .containsEntry("aftercare_task_parent", List.of("parent_task_id_"));
    }

    @Test
    void theEngineIsSetAsWeRelyOnIt() {
        var settings = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();

        assertThat(settings.isAuthorizationEnabled()).isTrue();
        assertThat(settings.isJobExecutorDeploymentAware()).isFalse();
        assertThat(settings.isHintJobExecutor()).isTrue();
        assertThat(settings.getFailedJobRetryTimeCycle()).isEqualTo("R5/PT5M");
        assertThat(settings.isEnforceHistoryTimeToLive()).isTrue();
        assertThat(settings.getHistoryLevel()).isInstanceOf(LeanHistory.class);
        assertThat(settings.getHistoryLevel().getId()).as("as the database knows it")
                .isEqualTo(HistoryLevel.HISTORY_LEVEL_FULL.getId());
        assertThat(settings.getHistoryCleanupBatchWindowStartTime()).isNotNull();
        assertThat(settings.getDefaultSerializationFormat()).isEqualTo("application/json");
        assertThat(settings.isJavaSerializationFormatEnabled()).isFalse();
        assertThat(settings.isEnablePasswordPolicy()).isTrue();
        assertThat(settings.isEnableExpressionsInAdhocQueries()).isFalse();
        assertThat(settings.getJobExecutor().getMaxWait()).isEqualTo(5000);
        assertThat(settings.getJobExecutor().getWaitTimeInMillis()).isEqualTo(500);
        assertThat(settings.getJobExecutor().isActive()).isTrue();
    }

    @Test
    void transactionsAreReadCommitted() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    @Test
    void noClassIsBuiltFromAVariable() {
        var settings = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        String task = task();

        assertThat(settings.isDeserializationTypeValidationEnabled()).isTrue();
        for (String type : List.of("java.lang.String", "java.lang.ProcessBuilder", "java.util.ArrayList",
                "io.aftercare.platform.EngineSettingsTest", "")) {
            assertThat(settings.getDeserializationTypeValidator().validate(type)).as(type).isFalse();
        }
        for (String format : List.of("application/x-java-serialized-object", "application/json", "application/xml")) {
            var value = Variables.serializedObjectValue("rO0ABXA=").objectTypeName("java.util.ArrayList")
                    .serializationDataFormat(format).create();
            assertThatThrownBy(() -> tasks.setVariable(task, "x", value)).as(format)
                    .isInstanceOf(ProcessEngineException.class);
        }
        for (Object object : List.of(new ArrayList<>(List.of("a")), Map.of("a", 1), new int[] {1},
                Variables.objectValue(new ArrayList<>()).create())) {
            assertThatThrownBy(() -> tasks.setVariable(task, "x", object)).isInstanceOf(ProcessEngineException.class)
                    .hasStackTraceContaining("Objects are not allowed as variables");
        }
        assertThat(tasks.getVariables(task)).isEmpty();
    }

    @Test
    void ofWhatTheHistoryKeepsOnlyValuesOfFeelAreRead() throws Exception {
        var serializer = new NoObjects.Serializer();

        assertThat(serializer.deserializeFromByteArray(serialized(new ArrayList<>(List.of("a", 1, new Date(0)))), ""))
                .isEqualTo(List.of("a", 1, new Date(0)));
        for (Object object : List.of(new Foreign(), new ArrayList<>(List.of(new Foreign())), new File("a"),
                new AtomicBoolean())) {
            assertThatThrownBy(() -> serializer.deserializeFromByteArray(serialized(object), ""))
                    .isInstanceOf(InvalidClassException.class);
        }
    }

    /** Stands for any class that somebody gets into the database. */
    private static final class Foreign implements Serializable {

        private static final long serialVersionUID = 1L;
    }

    private static byte[] serialized(Object object) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(object);
        }
        return bytes.toByteArray();
    }

    /** As if {@link PlainMultipart} were not there. */
    @Test
    void theEnginesInterfaceItselfBuildsNoClassThatAnUploadNames() {
        var upload = new MultipartFormData() {
            @Override
            public FormPart getNamedPart(String name) {
                return new FormPart() {
                    @Override
                    public String getContentType() {
                        return "application/json";
                    }

                    @Override
                    public String getTextContent() {
                        return "java.util.ArrayList<java.lang.String>";
                    }

                    @Override
                    public byte[] getBinaryContent() {
                        return "[]".getBytes(StandardCharsets.UTF_8);
                    }
                };
            }
        };

        assertThatThrownBy(() -> new LocalTaskVariablesResource(engine, task(), new ObjectMapper())
                .setBinaryVariable("x", upload)).hasMessageContaining("not whitelisted");
    }

    /** What the check of deployments refuses, evaluated all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"${probe.hidden()}", "${probe.getClass()}", "${probe.touched}", "${probe.class}",
            "${task.getClass()}", "${task.class}", "${task['class']}", "${task.processEngineServices}",
            "${task.getProcessEngineServices()}", "${task.execution}", "${execution.getProcessEngine()}",
            "${''.getClass().forName('java.lang.Runtime')}", "${environment}", "${environment.getProperty('PATH')}",
            "${dataSource}", "${processEngine}", "${runtimeService}", "${identityServiceBean}", "${systemProperties}",
            "${systemEnvironment}", "${now().getClass()}", "${dateTime().zone}", "${currentUser().length()}",
            "${task.getVariable('v').getClass()}", "${v.getClass()}", "${v.bytes}", "${io.aftercare.X}",
            "${startupLock}", "${probeContract.beans()}"})
    void anExpressionReachesNothingButWhatItMay(String expression) {
        String task = task();
        tasks.setVariable(task, "v", "text");
        int touchedBefore = probe.touched.get();

        assertThatThrownBy(() -> evaluate(expression, task)).as(expression).isInstanceOf(ProcessEngineException.class);

        assertThat(probe.touched).hasValue(touchedBefore);
    }

    @Test
    void anExpressionReachesVariablesBeansOfTheContractAndWhereItStands() {
        String task = task();
        tasks.setVariable(task, "v", "text");

        assertThat(evaluate("${probe.touch()}", task)).isEqualTo("root");
        assertThat(evaluate("${v == 'text' && task.id != null}", task)).isEqualTo(true);
        assertThat(evaluate("${task.getVariable('v')} ${task.name}", task)).isEqualTo("text Check");
        assertThat(evaluate("${execution.processInstanceId == task.processInstanceId}", task)).isEqualTo(true);
    }

    /** What would have run code, deployed as if nobody had checked it. */
    @ParameterizedTest
    @ValueSource(strings = {
            "<bpmn:startEvent id='S'><bpmn:timerEventDefinition id='T'><bpmn:timeDate>"
                    + "${probe.hidden()}</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:startEvent>",
            "<bpmn:startEvent id='S'><bpmn:timerEventDefinition id='T'><bpmn:timeCycle>${''.getClass().forName("
                    + "'java.lang.Runtime').getMethod('getRuntime').invoke(null).exec('true')}</bpmn:timeCycle>"
                    + "</bpmn:timerEventDefinition></bpmn:startEvent>",
            STEP + "<bpmn:serviceTask id='E' camunda:expression='${probe.hidden()}'/>",
            STEP + "<bpmn:serviceTask id='E' camunda:class='io.aftercare.platform.EngineSettingsTest$Step'/>",
            STEP + "<bpmn:sendTask id='E' camunda:class='io.aftercare.platform.EngineSettingsTest$Step'/>",
            STEP + "<bpmn:serviceTask id='E' camunda:type='shell'><bpmn:extensionElements><camunda:field "
                    + "name='command' stringValue='true'/></bpmn:extensionElements></bpmn:serviceTask>",
            STEP + "<bpmn:scriptTask id='E' scriptFormat='juel'><bpmn:script>${probe.hidden()}</bpmn:script>"
                    + "</bpmn:scriptTask>",
            STEP + "<bpmn:userTask id='E'><bpmn:extensionElements><camunda:taskListener event='create' "
                    + "class='io.aftercare.platform.EngineSettingsTest$Step'/></bpmn:extensionElements>"
                    + "</bpmn:userTask>",
            STEP + "<bpmn:userTask id='E'><bpmn:extensionElements><camunda:executionListener event='start'>"
                    + "<camunda:script scriptFormat='feel'>1</camunda:script></camunda:executionListener>"
                    + "</bpmn:extensionElements></bpmn:userTask>",
            STEP + "<bpmn:userTask id='E'><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter "
                    + "name='x'><camunda:script scriptFormat='juel'>${1}</camunda:script></camunda:inputParameter>"
                    + "</camunda:inputOutput></bpmn:extensionElements></bpmn:userTask>"})
    void theEngineItselfRunsNothingForeign(String elements) {
        int touchedBefore = probe.touched.get();

        assertThatThrownBy(() -> unchecked(() -> {
            var deployed = repository.createDeployment().name("unchecked").addString("a.bpmn",
                    EngineInterfaceTest.diagram(elements)).deploy();
            try {
                runtime.startProcessInstanceByKey("Drawn");
            } finally {
                repository.deleteDeployment(deployed.getId(), true);
            }
        })).isInstanceOf(ProcessEngineException.class).satisfiesAnyOf(
                refused -> assertThat(refused).hasStackTraceContaining("not allowed"),
                refused -> assertThat(refused).hasStackTraceContaining("may not use"));

        assertThat(probe.touched).hasValue(touchedBefore);
        assertThat(Step.RUN).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"juel", "groovy", "javascript"})
    void theEngineItselfDecidesInFeelOnly(String language) {
        String table = """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="R" name="R" namespace="test"
                    xmlns:camunda="http://camunda.org/schema/1.0/dmn">
                  <decision id="foreign" name="Foreign" camunda:historyTimeToLive="P1D">
                    <variable id="V" name="v"/>
                    <literalExpression id="L" expressionLanguage="%s"><text>${probe.touch()}</text></literalExpression>
                  </decision>
                </definitions>""".formatted(language);
        int touchedBefore = probe.touched.get();

        assertThatThrownBy(() -> decisionTables.evaluateDecision(decisionTables.parseDecision("foreign",
                new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8))), Map.of()))
                .hasStackTraceContaining("allowed");
        unchecked(() -> {
            var deployed = repository.createDeployment().name("unchecked").addString("a.dmn", table).deploy();
            try {
                assertThatThrownBy(() -> decisions.evaluateDecisionByKey("foreign").evaluate())
                        .hasStackTraceContaining("allowed");
            } finally {
                repository.deleteDeployment(deployed.getId(), true);
            }
        });
        assertThat(probe.touched).hasValue(touchedBefore);
    }

    @Test
    void feelCallsNoJava() {
        String table = """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="R" name="R" namespace="test">
                  <decision id="foreign" name="Foreign">
                    <variable id="V" name="v"/>
                    <literalExpression id="L"><text>{f: function(x) external {java: {class: "java.lang.System",
                      method signature: "getenv(java.lang.String)"}}, y: f("PATH")}.y</text></literalExpression>
                  </decision>
                </definitions>""";

        Object result;
        try {
            result = decisionTables.evaluateDecision(decisionTables.parseDecision("foreign",
                    new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8))), Map.of())
                    .getSingleResult().getFirstEntry();
        } catch (RuntimeException refused) {
            result = null;
        }
        assertThat(result).isNull();
    }

    private static final String STEP = "<bpmn:startEvent id='S'/><bpmn:sequenceFlow id='F' sourceRef='S' "
            + "targetRef='E'/>";

    /** Would do what it likes if it were built. */
    public static final class Step implements JavaDelegate, TaskListener {

        static final AtomicBoolean RUN = new AtomicBoolean();

        public Step() {
            RUN.set(true);
        }

        @Override
        public void execute(DelegateExecution execution) {
            RUN.set(true);
        }

        @Override
        public void notify(DelegateTask task) {
            RUN.set(true);
        }
    }

    @AfterEach
    void endAll() {
        runtime.createProcessInstanceQuery().list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "test"));
    }

    private String task() {
        return tasks.createTaskQuery().processInstanceId(
                runtime.startProcessInstanceByKey("RegisterRequestProcess").getId()).singleResult().getId();
    }

    private Object evaluate(String expression, String task) {
        var settings = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        return settings.getCommandExecutorTxRequired().execute(context -> settings.getExpressionManager()
                .createExpression(expression).getValue(context.getTaskManager().findTaskById(task)));
    }

    private void unchecked(Runnable work) {
        var settings = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        List<Deployer> deployers = settings.getDeployers();
        settings.getDeploymentCache().setDeployers(deployers.stream()
                .filter(deployer -> !(deployer instanceof CheckingDeployer)).toList());
        try {
            work.run();
        } finally {
            settings.getDeploymentCache().setDeployers(deployers);
        }
    }

    @Test
    void aNestedQueryCannotEvaluateAnExpressionEvenInsideTheEngine() {
        var query = tasks.createTaskQuery().or().taskAssigneeExpression("${probe.touch()}").endOr();

        assertThatThrownBy(query::list).hasRootCauseInstanceOf(BadUserRequestException.class);
    }

    @Test
    void aStoredFilterCannotEvaluateAnExpressionThatGotIntoTheDatabase() {
        var filter = filters.saveFilter(filters.newTaskFilter("Smuggled")
                .setQuery(tasks.createTaskQuery().taskAssigneeExpression("${probe.touch()}")));
        try {
            assertThatThrownBy(() -> filters.list(filter.getId()))
                    .hasRootCauseInstanceOf(BadUserRequestException.class);
        } finally {
            filters.deleteFilter(filter.getId());
        }
    }

    @Test
    void aStoredFilterMayAskForTheUserTheGroupsAndThePresent() {
        var filter = filters.saveFilter(filters.newTaskFilter("Mine").setQuery(tasks.createTaskQuery()
                .taskAssigneeExpression("${ currentUser() }").dueBeforeExpression("${now()}")));
        try {
            identities.setAuthentication("root", List.of("camunda-admin"));
            assertThat(filters.count(filter.getId())).isZero();
        } finally {
            identities.clearAuthentication();
            filters.deleteFilter(filter.getId());
        }
    }
}
