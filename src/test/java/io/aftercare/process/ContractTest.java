package io.aftercare.process;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.aftercare.AftercareApplication;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Outcome;
import io.aftercare.platform.SupportGroups;
import io.aftercare.platform.deployment.DeploymentChecker;
import io.aftercare.platform.deployment.Finding;
import io.aftercare.platform.deployment.KnownNames;
import io.aftercare.process.SupportRequest.AnswerOutcome;
import io.aftercare.process.SupportRequest.CustomerReply;
import io.aftercare.process.SupportRequest.Entitlement;
import io.aftercare.process.SupportRequest.MailHandling;
import io.aftercare.process.SupportRequest.MailPlace;
import io.aftercare.process.SupportRequest.Refusal;
import io.aftercare.process.SupportRequest.Review;
import io.aftercare.process.SupportRequest.WaitingFor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.AnnotatedGenericBeanDefinition;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.stereotype.Component;

/**
 * Holds the contract, the delegates, the forms, the decision tables and the diagrams against each other, both ways:
 * what one of them names the others have, and what they have somebody uses.
 */
class ContractTest {

    private static final Path PROCESSES = Path.of("processes");
    private static final Path FORMS = Path.of("forms");
    private static final Pattern DELEGATE = Pattern.compile("[dD]elegateExpression=\"\\$\\{(\\w+)}\"");
    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{([^}]*)}");
    private static final Pattern CALLED_METHOD = Pattern.compile("(?<![\\w.'])(\\w+)\\.(\\w+)\\(");
    private static final Pattern CALLED_BEAN = Pattern.compile("(?<![\\w.'])(\\w+)\\.\\w+");
    private static final Pattern CONSTANT = Pattern.compile("(?:&#39;|'|&quot;|\")([A-Z][A-Z_]+)(?:&#39;|'|&quot;|\")");
    /** What the engine itself offers to expressions. */
    private static final Set<String> ENGINE = Set.of("execution", "task");
    /**
     * What stands in expressions and is no variable, beside beans and the engine's: literals and words of the
     * languages.
     */
    private static final Set<String> NO_VARIABLE = Set.of("true", "false", "null", "not", "empty", "if", "then", "else",
            "date", "duration", "string", "and", "or",
            "some", "in", "satisfies", "contains", "every");

    private static final String STEPS = "io.aftercare.process.steps";
    private static final List<JavaClass> COMPONENTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackagesOf(AftercareApplication.class)
            .stream()
            .filter(type -> type.isAnnotatedWith(Component.class)).toList();

    private static final Map<String, String> DIAGRAMS = new TreeMap<>();
    private static final List<BpmnModelInstance> MODELS = new ArrayList<>();
    private static final Map<String, JsonNode> CAMUNDA_FORMS = new TreeMap<>();

    @BeforeAll
    static void readAll() throws IOException {
        for (Path file : files(PROCESSES, ".bpmn")) {
            DIAGRAMS.put(file.getFileName().toString(), Files.readString(file));
            MODELS.add(Bpmn.readModelFromFile(file.toFile()));
        }
        var json = new ObjectMapper();
        for (Path file : files(FORMS, ".form")) {
            CAMUNDA_FORMS.put(file.getFileName().toString(), json.readTree(file.toFile()));
        }
    }

    @Test
    void everyProcessIsNamedInTheContractAndEveryNameIsAProcess() {
        assertThat(constants("_PROCESS", "PROCESS"))
                .isEqualTo(elements(Process.class).map(Process::getId).collect(sorted()));
    }

    @Test
    void everyDecisionIsNamedInTheContractAndEveryNameIsADecision() {
        Set<String> tables = decisions().filter(
                decision -> decision.getExpression() instanceof org.camunda.bpm.model.dmn.instance.DecisionTable)
                .map(Decision::getId).collect(sorted());
        assertThat(constants("_DECISION", "-")).isEqualTo(tables);
    }

    @Test
    void everyMessageIsNamedInTheContractAndEveryNameIsAMessage() {
        assertThat(new SupportRequestContract().messages())
                .isEqualTo(elements(Message.class).map(Message::getName).collect(sorted()));
    }

    @Test
    void everyUserTaskIsNamedInTheContractAndEveryNameIsAUserTask() {
        assertThat(constants("_TASK", "-")).isEqualTo(elements(UserTask.class).map(UserTask::getId).collect(sorted()));
    }

    @Test
    void everyBeanThatADiagramNamesIsAStepOrStandsInTheContractAndTheOtherWayRound() {
        Set<String> known = steps();
        known.addAll(constants("_BEAN", "-"));
        assertThat(DIAGRAMS.values().stream().flatMap(diagram -> beansIn(diagram).stream()).collect(sorted()))
                .isEqualTo(known);
    }

    @Test
    void everyBeanOfTheContractIsOneClassThatTakesItsNameFromThere() {
        Set<String> elsewhere = components().filter(type -> !type.getPackageName().startsWith(STEPS))
                .map(ContractTest::beanName).collect(sorted());
        assertThat(elsewhere).containsAll(constants("_BEAN", "-")).as("a step has no double")
                .doesNotContainAnyElementsOf(steps());
    }

    @Test
    void everyCallFindsItsProcessAndEveryRuleTaskItsDecision() {
        assertThat(elements(Process.class).map(Process::getId).collect(sorted()))
                .containsAll(elements(CallActivity.class).map(CallActivity::getCalledElement).collect(sorted()));
        assertThat(decisions().map(Decision::getId).collect(sorted()))
                .containsAll(elements(BusinessRuleTask.class).map(BusinessRuleTask::getCamundaDecisionRef)
                        .collect(sorted()));
    }

    @Test
    void whatADiagramMayCallIsWhatOneCalls() {
        Map<String, Set<String>> called = new TreeMap<>();
        DIAGRAMS.values().forEach(diagram -> EXPRESSION.matcher(diagram).results()
                .flatMap(expression -> CALLED_METHOD.matcher(expression.group(1)).results())
                .filter(call -> !ENGINE.contains(call.group(1)))
                .forEach(call -> called.computeIfAbsent(call.group(1), bean -> new TreeSet<>()).add(call.group(2))));

        assertThat(new SupportRequestContract().beans()).isEqualTo(called);
    }

    /** As at the start of the application, but without starting it. */
    @Test
    void theCheckOfDeploymentsFindsNoMistakeInAnyFile() throws IOException {
        var files = new TreeMap<String, byte[]>();
        for (Path folder : List.of(PROCESSES, FORMS)) {
            for (Path file : files(folder, "")) {
                files.put(folder + "/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
        var contract = new SupportRequestContract();
        Map<String, Class<?>> beans = new TreeMap<>();
        new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.aftercare")
                .stream()
                .filter(type -> type.isAnnotatedWith(Component.class) || type.isMetaAnnotatedWith(Component.class))
                .map(JavaClass::reflect)
                .forEach(type -> beans.put(AnnotationBeanNameGenerator.INSTANCE.generateBeanName(
                        new AnnotatedGenericBeanDefinition(type), new SimpleBeanDefinitionRegistry()), type));
        Map<String, Set<String>> methods = new TreeMap<>(contract.beans());
        steps().forEach(step -> methods.putIfAbsent(step, Set.of()));
        var program = new KnownNames(methods, beans::get, Set.of(), contract.variables(), contract.messages(),
                contract.errorCodes(), contract.decisionInputs());

        assertThat(new DeploymentChecker(program).check(files, Map.of())).extracting(Finding::text).isEmpty();
    }

    @Test
    void everyCallIsBoundToItsDeploymentSoThatARunningRequestMeetsTheProcessItsMappingsWereDrawnFor() {
        assertThat(elements(CallActivity.class)).isNotEmpty().allSatisfy(
                call -> assertThat(call.getCamundaCalledElementBinding()).as(call.getId()).isEqualTo("deployment"));
    }

    @Test
    void everyFormIsBoundToItsDeployment() {
        assertThat(Stream.concat(elements(UserTask.class).filter(task -> task.getCamundaFormRef() != null)
                .map(UserTask::getCamundaFormRefBinding),
                elements(StartEvent.class).filter(start -> start.getCamundaFormRef() != null)
                        .map(StartEvent::getCamundaFormRefBinding)))
                .isNotEmpty().containsOnly("deployment");
        assertThat(elements(UserTask.class).map(UserTask::getCamundaFormKey).filter(key -> key != null)).isNotEmpty()
                .allMatch(key -> key.startsWith("embedded:deployment:"));
    }

    @Test
    void everyDecisionIsMadeByTheLatestTableAndTheDiagramSaysThatThisIsOnPurpose() {
        assertThat(elements(BusinessRuleTask.class)).isNotEmpty().allSatisfy(task -> {
            assertThat(task.getCamundaDecisionRefBinding()).as(task.getId()).isEqualTo("latest");
            assertThat(task.getDocumentations()).as(task.getId()).singleElement().satisfies(
                    documentation -> assertThat(documentation.getTextContent()).contains("latest table", "on purpose"));
        });
    }

    /** A task of a group that nobody is in is seen by managers only. */
    @Test
    void everyGroupThatADiagramOrTheTableOfAnsweringGroupsNamesIsOneOfOurs() throws IOException {
        Set<String> known = Stream.of(SupportGroups.AGENTS, SupportGroups.DECIDERS, List.of(SupportGroups.DESIGNERS))
                .flatMap(List::stream)
                .collect(sorted());
        assertThat(elements(UserTask.class)).isNotEmpty()
                .allSatisfy(task -> assertThat(groupsIn(task.getCamundaCandidateGroups()))
                        .as(task.getId()).isSubsetOf(known));
        assertThat(elements(UserTask.class).map(UserTask::getCamundaCandidateGroups)
                .filter(groups -> groups.contains("kind")))
                .as("which kind goes to which group stands in the table").isNotEmpty()
                .allMatch(groups -> groups.contains("answeringGroup.of(kind)") && !groups.contains("-support"));
        DmnEngine engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
        DmnDecision table = engine.parseDecision(SupportRequest.ANSWERING_GROUP_DECISION,
                Files.newInputStream(PROCESSES.resolve(SupportRequest.ANSWERING_GROUP_DECISION + ".dmn")));
        Stream.concat(Stream.of(Kind.values()).map(Kind::name), Stream.of((String) null))
                .forEach(kind -> assertThat((String) engine
                        .evaluateDecisionTable(table, Collections.singletonMap("kind", kind)).getSingleEntry())
                        .as("group for " + kind).isIn(SupportGroups.AGENTS));
    }

    @Test
    void thePapersAndTheSettingsNameTheGroupsAsTheyAre() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains(Stream.concat(SupportGroups.AGENTS.stream(),
                Stream.of(SupportGroups.MANAGERS, SupportGroups.DESIGNERS)).map(group -> "`" + group + "`").toList());
        assertThat(Files.readString(Path.of("src/main/resources/application.yaml")))
                .contains("roles: " + String.join(", ", SupportGroups.DECIDERS));
    }

    private static Set<String> groupsIn(String attribute) {
        if (!attribute.contains("${")) {
            return Set.of(attribute.split(","));
        }
        return Pattern.compile("'([a-z-]+)'").matcher(attribute).results().map(match -> match.group(1))
                .collect(sorted());
    }

    @Test
    void everyFormIsUsedAndEveryUsedFormIsThere() throws IOException {
        Set<String> used = Stream.concat(elements(UserTask.class).map(UserTask::getCamundaFormRef),
                elements(StartEvent.class).map(StartEvent::getCamundaFormRef)).filter(form -> form != null)
                .collect(sorted());
        assertThat(used)
                .isEqualTo(CAMUNDA_FORMS.values().stream().map(form -> form.get("id").asText()).collect(sorted()));
        Set<String> embedded = elements(UserTask.class).map(UserTask::getCamundaFormKey).filter(key -> key != null)
                .map(key -> key.replace("embedded:deployment:forms/", "")).collect(sorted());
        assertThat(embedded)
                .isEqualTo(files(FORMS, ".html").stream().map(file -> file.getFileName().toString()).collect(sorted()));
    }

    @Test
    void everyFieldOfAFormIsAVariableOfTheContract() {
        for (var form : CAMUNDA_FORMS.entrySet()) {
            form.getValue().findValuesAsText("key").stream().filter(key -> !key.isBlank())
                    .forEach(key -> assertThat(variables()).as(form.getKey()).containsKey(key));
        }
    }

    @Test
    void everyChoiceOfAFormIsAConstantOfItsVariable() {
        for (JsonNode form : CAMUNDA_FORMS.values()) {
            form.findParents("values").forEach(field -> {
                Variable<?> variable = variables().get(field.path("key").asText());
                if (variable != null && variable.type().isEnum()) {
                    assertThat(constantsOf(variable.type())).as(field.path("key").asText())
                            .containsAll(field.get("values").findValuesAsText("value"));
                }
            });
        }
    }

    @Test
    void everyVariableInAnExpressionOrMappingIsOneOfTheContract() {
        var unknown = new TreeSet<String>();
        for (var diagram : DIAGRAMS.entrySet()) {
            for (String name : namesIn(diagram.getValue())) {
                if (!variables().containsKey(name)) {
                    unknown.add(diagram.getKey() + ": " + name);
                }
            }
        }
        decisions().forEach(decision -> decision.getModelInstance()
                .getModelElementsByType(org.camunda.bpm.model.dmn.instance.InputExpression.class)
                .forEach(input -> identifiers(input.getText().getTextContent()).stream()
                        .filter(name -> !variables().containsKey(name)
                                && !new SupportRequestContract().decisionInputs().contains(name))
                        .forEach(name -> unknown.add(decision.getId() + ": " + name))));
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyConstantInADiagramIsOneOfTheContract() {
        var known = new TreeSet<String>();
        Stream.of(Kind.class, Outcome.class, CustomerReply.class, Entitlement.class, AnswerOutcome.class, Review.class,
                MailHandling.class, MailPlace.class, SupportRequest.DeliveryHandling.class,
                io.aftercare.conversation.UndeliveredMessage.Problem.class, WaitingFor.class, Refusal.class)
                .forEach(type -> known.addAll(constantsOf(type)));
        known.add("NOT_A_REQUEST");
        for (var diagram : DIAGRAMS.entrySet()) {
            Matcher constant = CONSTANT.matcher(diagram.getValue());
            while (constant.find()) {
                assertThat(known).as(diagram.getKey()).contains(constant.group(1));
            }
        }
    }

    @Test
    void everyOutcomeIsAnEndOfTheMainProcess() {
        var ends = new TreeSet<String>();
        Matcher end = Pattern.compile("closeRequest\\.as\\(execution, '(\\w+)'\\)")
                .matcher(DIAGRAMS.get("support-request.bpmn"));
        while (end.find()) {
            ends.add(end.group(1));
        }
        assertThat(ends).isEqualTo(new TreeSet<>(constantsOf(Outcome.class)));
    }

    @Test
    void everyWaitHasARowOfItsOwnInTheTableOfWaitingTimes() throws IOException {
        String table = Files.readString(PROCESSES.resolve("waiting-times.dmn"));
        assertThat(constantsOf(WaitingFor.class)).allSatisfy(wait -> assertThat(table).contains("\"" + wait + "\""));
    }

    @Test
    void everyVariableOfTheContractIsUsed() throws IOException {
        var everything = new StringBuilder();
        for (Path folder : List.of(PROCESSES, FORMS)) {
            for (Path file : files(folder, "")) {
                everything.append(Files.readString(file));
            }
        }
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            sources.filter(file -> file.toString().endsWith(".java") && !file.endsWith("SupportRequest.java"))
                    .forEach(file -> everything.append(read(file)));
        }
        for (Field field : SupportRequest.class.getDeclaredFields()) {
            if (field.getType() == Variable.class) {
                assertThat(everything.toString()).as("a use of " + field.getName())
                        .containsAnyOf(field.getName(), "\"" + ((Variable<?>) value(field)).name() + "\"");
            }
        }
    }

    private static Set<String> namesIn(String diagram) {
        var names = new TreeSet<String>();
        Matcher mapping =
                Pattern.compile("<camunda:(?:in|out) source=\"(\\w+)\" target=\"(\\w+)\"|target=\"(\\w+)\" />")
                        .matcher(diagram);
        while (mapping.find()) {
            for (int i = 1; i <= 3; i++) {
                if (mapping.group(i) != null) {
                    names.add(mapping.group(i));
                }
            }
        }
        Matcher expression = EXPRESSION.matcher(diagram);
        while (expression.find()) {
            String text = expression.group(1).replace("&#39;", "'").replace("&quot;", "\"")
                    .replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            names.addAll(identifiers(text));
        }
        return names;
    }

    private static Set<String> identifiers(String expression) {
        var names = new TreeSet<String>();
        String bare = expression.replaceAll("'[^']*'", "").replaceAll("\"[^\"]*\"", "").replaceAll("\\.\\s*\\w+", "");
        Matcher word = Pattern.compile("[A-Za-z_]\\w*").matcher(bare);
        while (word.find()) {
            names.add(word.group());
        }
        names.removeAll(NO_VARIABLE);
        names.removeAll(ENGINE);
        names.removeAll(constants("_BEAN", "-"));
        names.removeAll(steps());
        return names;
    }

    /** Delegates, and whatever has a method called in an expression. */
    private static Set<String> beansIn(String diagram) {
        Set<String> beans = DELEGATE.matcher(diagram).results().map(match -> match.group(1)).collect(sorted());
        EXPRESSION.matcher(diagram).results().flatMap(expression -> CALLED_BEAN.matcher(expression.group(1)).results())
                .forEach(called -> beans.add(called.group(1)));
        beans.removeAll(ENGINE);
        return beans;
    }

    private static Set<String> steps() {
        return components().filter(type -> type.getPackageName().startsWith(STEPS)).map(ContractTest::beanName)
                .collect(sorted());
    }

    private static Stream<JavaClass> components() {
        return COMPONENTS.stream();
    }

    private static Map<String, Variable<?>> variables() {
        var variables = new TreeMap<String, Variable<?>>();
        for (Field field : SupportRequest.class.getDeclaredFields()) {
            if (field.getType() == Variable.class && Modifier.isPublic(field.getModifiers())) {
                Variable<?> variable = (Variable<?>) value(field);
                variables.put(variable.name(), variable);
            }
        }
        return variables;
    }

    private static Set<String> constants(String suffix, String whole) {
        var values = new TreeSet<String>();
        for (Field field : SupportRequest.class.getDeclaredFields()) {
            if (field.getType() == String.class
                    && (field.getName().endsWith(suffix) || field.getName().equals(whole))) {
                values.add((String) value(field));
            }
        }
        return values;
    }

    private static Set<String> constantsOf(Class<?> type) {
        return Stream.of(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name()).collect(sorted());
    }

    private static Object value(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <T extends org.camunda.bpm.model.xml.instance.ModelElementInstance> Stream<T> elements(
            Class<T> type) {
        return MODELS.stream().flatMap(model -> model.getModelElementsByType(type).stream());
    }

    private static Stream<Decision> decisions() {
        return files(PROCESSES, ".dmn").stream().map(file -> Dmn.readModelFromFile(file.toFile()))
                .flatMap(model -> model.getModelElementsByType(Decision.class).stream());
    }

    private static String beanName(JavaClass step) {
        String given = step.getAnnotationOfType(Component.class).value();
        return !given.isEmpty() ? given
                : Character.toLowerCase(step.getSimpleName().charAt(0)) + step.getSimpleName().substring(1);
    }

    private static <T> java.util.stream.Collector<T, ?, TreeSet<T>> sorted() {
        return toCollection(TreeSet::new);
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
