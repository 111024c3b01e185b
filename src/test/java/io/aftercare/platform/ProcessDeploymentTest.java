package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.support.GenericApplicationContext;

@StartedApplication
class ProcessDeploymentTest {

    @TempDir
    Path folder;

    @Autowired
    RepositoryService repository;
    @Autowired
    StartupLock lock;
    @Autowired
    DeploymentCheck check;
    @Autowired
    GenericApplicationContext context;
    @LocalServerPort
    int port;

    private final List<String> deployedAtStart = new ArrayList<>();

    @BeforeEach
    void remember() {
        repository.createDeploymentQuery().list().forEach(deployment -> deployedAtStart.add(deployment.getId()));
    }

    @AfterEach
    void removeOwn() {
        repository.createDeploymentQuery().list().stream().map(deployment -> deployment.getId())
                .filter(id -> !deployedAtStart.contains(id)).forEach(id -> repository.deleteDeployment(id, true));
    }

    @Test
    void theStartDeploysAllFilesOfBothFoldersAsOneUnitUnderStableNames() {
        var deployment = repository.createDeploymentQuery().deploymentName("Aftercare").singleResult();

        assertThat(repository.getDeploymentResourceNames(deployment.getId())).containsExactlyInAnyOrder(
                "processes/enquiry.bpmn", "processes/later.bpmn", "processes/register.bpmn",
                "forms/answer-enquiry.form");
        assertThat(repository.createProcessDefinitionQuery().processDefinitionKey("EnquiryProcess").latestVersion()
                .singleResult().getDeploymentId()).isEqualTo(deployment.getId());
    }

    @Test
    void decisionsAndHtmlFormsAreDeployedAndOtherFilesAreNot() throws IOException {
        write("processes/a.bpmn", process("DeployA", ""));
        write("processes/nested/rule.dmn", DECISION);
        write("forms/a.html", "<form></form>");
        write("forms/notes.txt", "not for the engine");

        start(folder);

        assertThat(repository.getDeploymentResourceNames(latest())).containsExactlyInAnyOrder("processes/a.bpmn",
                "processes/nested/rule.dmn", "forms/a.html");
        assertThat(repository.createDecisionDefinitionQuery().decisionDefinitionKey("deploy-test").count()).isOne();
    }

    @Test
    void nothingIsDeployedWhenNothingChanged() throws IOException {
        write("processes/a.bpmn", process("DeployA", ""));
        start(folder);
        String first = latest();

        start(folder);

        assertThat(latest()).isEqualTo(first);
    }

    @Test
    void allIsDeployedAgainWhenOnlyAFormChanged() throws IOException {
        write("processes/a.bpmn", process("DeployA", ""));
        write("forms/a.form", FORM);
        start(folder);
        write("forms/a.form", FORM.replace("Answer", "Your answer"));

        start(folder);

        assertThat(repository.getDeploymentResourceNames(latest())).contains("processes/a.bpmn", "forms/a.form");
        assertThat(repository.createProcessDefinitionQuery().processDefinitionKey("DeployA").count()).isEqualTo(2);
    }

    @Test
    void filesInAJarHaveTheSameNamesAndAreNotDeployedAgain() throws IOException {
        write("processes/a.bpmn", process("DeployA", ""));
        write("forms/a.form", FORM);
        start(folder);
        String first = latest();
        Path jar = folder.resolve("aftercare.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("processes/", "processes/a.bpmn", "forms/", "forms/a.form")) {
                out.putNextEntry(new JarEntry(name));
                if (!name.endsWith("/")) {
                    out.write(Files.readAllBytes(folder.resolve(name)));
                }
            }
        }

        start("jar:" + jar.toUri() + "!/");

        assertThat(latest()).isEqualTo(first);
    }

    @Test
    void nodesThatStartTogetherDeployOnce() throws Exception {
        write("processes/a.bpmn", process("DeployA", ""));
        var nodes = Executors.newFixedThreadPool(4);
        try {
            var starts = IntStream.range(0, 4).mapToObj(node -> nodes.submit(() -> start(folder))).toList();
            for (var start : starts) {
                start.get();
            }
        } finally {
            nodes.shutdownNow();
        }

        assertThat(repository.createProcessDefinitionQuery().processDefinitionKey("DeployA").count()).isOne();
    }

    @Test
    void aProcessWithoutTimeToLiveStopsTheStartAndIsNamed() throws IOException {
        write("processes/endless.bpmn", process("Endless", "").replace("camunda:historyTimeToLive=\"P1D\"", ""));

        assertThatThrownBy(() -> start(folder)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be deployed").hasMessageContaining("History Time To Live");
    }

    @Test
    void aFileWithAMistakeStopsTheStartAndSaysWhatIsMeant() throws IOException {
        write("processes/a.bpmn", process("DeployA", "").replace("<bpmn:startEvent id=\"StartEvent_1\"/>",
                MISTAKEN_STEP));

        assertThatThrownBy(() -> start(folder)).isInstanceOf(IllegalStateException.class).hasMessage(
                "The processes and forms cannot be deployed. Correct this and start again: " + MISTAKE);
        assertThat(repository.createProcessDefinitionQuery().processDefinitionKey("DeployA").count()).isZero();
    }

    /**
     * As after an update of the program that does without a bean which diagrams in a folder of the vendor's still name.
     */
    @Test
    void aFileThatWasRightBeforeStopsTheStartWhenItIsNoMore() throws IOException {
        write("processes/a.bpmn", process("DeployA", "").replace("<bpmn:startEvent id=\"StartEvent_1\"/>",
                "<bpmn:startEvent id=\"StartEvent_1\"/><bpmn:serviceTask id=\"Task_Lately\" "
                        + "camunda:delegateExpression=\"${lately}\"/>"));
        context.registerBean("lately", JavaDelegate.class, () -> execution -> {
        });
        start(folder);
        start(folder);
        context.removeBeanDefinition("lately");

        assertThatThrownBy(() -> start(folder)).hasMessageContaining("there is no bean or variable lately");
    }

    @Test
    void nobodyDeploysAMistakeByAnotherWayAndNothingIsKeptOfTheRest() {
        long before = repository.createDeploymentQuery().count();
        var deployment = repository.createDeployment().name("by code").addString("b.bpmn", process("DeployB", ""))
                .addString("processes/a.bpmn", process("DeployA", "")
                        .replace("<bpmn:startEvent id=\"StartEvent_1\"/>", MISTAKEN_STEP));

        assertThatThrownBy(deployment::deploy).isInstanceOf(BadUserRequestException.class).hasMessage(MISTAKE);

        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
        assertThat(repository.createProcessDefinitionQuery().processDefinitionKey("DeployB").count()).isZero();
    }

    @Test
    void whoDeploysThroughTheEnginesInterfaceIsToldThatNobodyDoes() throws Exception {
        var admin = WebSession.of(port, TestPeople.ADMIN);
        String diagram = process("DeployA", "").replace("<bpmn:startEvent id=\"StartEvent_1\"/>", MISTAKEN_STEP);

        var answer = admin.send(admin.request("/camunda/api/engine/engine/default/deployment/create")
                .header("Content-Type", "multipart/form-data; boundary=part").POST(BodyPublishers.ofString(
                        "--part\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nby hand\r\n"
                                + "--part\r\nContent-Disposition: form-data; name=\"data\"; "
                                + "filename=\"processes/a.bpmn\"\r\n\r\n"
                                + diagram + "\r\n--part--\r\n")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("only Aftercare itself deploys");
        assertThat(repository.createDeploymentQuery().deploymentName("by hand").count()).isZero();
    }

    /** A process that was deployed before the form it is bound to would never find it. */
    @Test
    void whatADiagramIsBoundToMustBeDeployedWithIt() throws IOException {
        write("processes/a.bpmn", process("DeployA", "").replace(
                "<bpmn:startEvent id=\"StartEvent_1\"/>",
                "<bpmn:startEvent id=\"StartEvent_1\" camunda:formRef=\"deploy-test\" "
                        + "camunda:formRefBinding=\"deployment\"/>"));
        write("forms/a.form", FORM);
        start(folder);
        Files.delete(folder.resolve("forms/a.form"));

        assertThatThrownBy(() -> start(folder)).hasMessageContaining("processes/a.bpmn, StartEvent_1, camunda:formRef "
                + "deploy-test: "
                + "the form deploy-test is bound to this deployment, which lacks it; deploy both together.");
    }

    private void start(Path root) {
        start(root.toUri().toString());
    }

    private void start(String root) {
        new ProcessDeployment().deployProcesses(repository, new DeploymentProperties(root, Set.of(), Set.of()), lock,
                check).start();
    }

    private String latest() {
        return repository.createDeploymentQuery().deploymentName("Aftercare").orderByDeploymentTime().desc().list()
                .stream()
                .filter(deployment -> !deployedAtStart.contains(deployment.getId())).findFirst().orElseThrow().getId();
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Stream.of("processes", "forms").forEach(each -> folder.resolve(each).toFile().mkdirs());
    }

    private static String process(String id, String attributes) {
        return """
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="http://aftercare.io/test">
                  <bpmn:process id="%s" isExecutable="true" camunda:historyTimeToLive="P1D" %s>
                    <bpmn:startEvent id="StartEvent_1"/>
                  </bpmn:process>
                </bpmn:definitions>""".formatted(id, attributes);
    }

    private static final String MISTAKEN_STEP = "<bpmn:serviceTask id=\"Task_Touch\" name=\"Touch it\" "
            + "camunda:expression=\"${prob.touch()}\"/>";
    private static final String MISTAKE = "Nothing was deployed, because of this mistake:\n"
            + " - processes/a.bpmn, Task_Touch \"Touch it\", camunda:expression ${prob.touch()}: "
            + "there is no bean or variable prob. The nearest is probe.";

    private static final String FORM = """
            {"id": "deploy-test", "type": "default",
             "components": [{"key": "a", "label": "Answer", "type": "textfield"}]}""";

    private static final String DECISION = """
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="R" name="R"
                namespace="http://aftercare.io/test"
                xmlns:camunda="http://camunda.org/schema/1.0/dmn">
              <decision id="deploy-test" name="Deploy test" camunda:historyTimeToLive="P1D">
                <decisionTable id="T"><output id="O" name="o" typeRef="string"/>
                  <rule id="r"><outputEntry id="e"><text>"yes"</text></outputEntry></rule></decisionTable>
              </decision>
            </definitions>""";
}
