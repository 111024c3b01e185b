package io.aftercare.process;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Component;

/**
 * What a called process needs stands in it alone: in its expressions, steps, decision tables and forms, and in what it
 * calls itself, on every way through it, before something in it sets it. Each call activity is held against that, so
 * that no list is copied from another one: it passes all that is needed and can be known there, and nothing that nobody
 * looks at.
 */
class CalledProcessesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern READ = Pattern.compile("\\b([A-Z][A-Z_]+)\\.(?:in|required|isTrue)\\(");
    private static final Pattern SET =
            Pattern.compile("\\b([A-Z][A-Z_]+)\\.set(?:ForNow)?\\(|setVariableLocal\\(([A-Z_]+)\\.name");
    private static final Pattern SET_IN_EXPRESSION = Pattern.compile("setVariable\\('(\\w+)'");
    private static final Pattern SET_BY_SCRIPT_OF_FORM = Pattern.compile("\\bvariables(?:\\.(\\w+)| = \\{ (\\w+):)");

    private static final Map<String, Variable<?>> CONTRACT = new TreeMap<>();
    private static final Map<String, List<FlowNode>> PROCESSES = new TreeMap<>();
    private static final Map<String, Use> NODES = new TreeMap<>();
    private static final Map<String, Map<String, Set<String>>> NEEDED_BEFORE = new TreeMap<>();
    /** What the code that starts the main process tells it. */
    private static final Set<String> TOLD = new TreeSet<>();
    private static final Map<String, Use> BEANS = new TreeMap<>();
    private static final Map<String, Use> FORMS = new TreeMap<>();
    private static final Map<String, Set<String>> DECISIONS = new TreeMap<>();
    private static final Set<String> COLUMNS = new TreeSet<>();
    private static final Set<String> LOOKED_UP_BY_THE_DESK = new TreeSet<>();
    private static final Set<String> TRIAGE = TriageVariables.all().stream().map(Variable::name).collect(sorted());

    /** Names of variables: what something asks for, and what it may set after that. */
    private record Use(Set<String> reads, Set<String> sets) {

        static Use of(Stream<Use> uses) {
            var all = new Use(new TreeSet<>(), new TreeSet<>());
            uses.forEach(use -> {
                all.reads.addAll(use.reads);
                all.sets.addAll(use.sets);
            });
            return all;
        }

        /** One that comes after another one reads what that one has set. */
        Use then(Use next) {
            return new Use(union(reads, without(next.reads, sets)), union(sets, next.sets));
        }
    }

    @BeforeAll
    static void readAll() throws Exception {
        for (Field field : SupportRequest.class.getDeclaredFields()) {
            if (field.getType() == Variable.class) {
                CONTRACT.put(field.getName(), (Variable<?>) field.get(null));
            }
        }
        for (Path file : files(Path.of("processes"), ".bpmn")) {
            BpmnModelInstance model = Bpmn.readModelFromFile(file.toFile());
            model.getModelElementsByType(Process.class).forEach(process -> PROCESSES.put(process.getId(),
                    List.copyOf(model.getModelElementsByType(FlowNode.class))));
        }
        for (Path file : files(Path.of("processes"), ".dmn")) {
            var names = new TreeSet<String>();
            found("<text>([^<]*)</text>", Files.readString(file)).forEach(text -> names.addAll(namesIn(text)));
            // What one decision of a file hands to the next one is no variable of the process.
            found("<variable [^>]*name=\"(\\w+)\"", Files.readString(file)).forEach(names::remove);
            found("<decision id=\"([\\w-]+)\"", Files.readString(file))
                    .forEach(decision -> DECISIONS.put(decision, names));
        }
        for (Path file : files(Path.of("forms"), ".form")) {
            JsonNode form = new ObjectMapper().readTree(file.toFile());
            Set<String> keys =
                    form.findValuesAsText("key").stream().filter(CalledProcessesTest::isVariable).collect(sorted());
            var texts = new StringBuilder();
            form.findValuesAsText("content").forEach(texts::append);
            form.findValuesAsText("description").forEach(texts::append);
            var shown = new TreeSet<String>();
            found("\\{\\{([^}]*)}}", texts.toString()).forEach(text -> shown.addAll(namesIn(text)));
            form.findValuesAsText("valuesExpression").forEach(text -> shown.addAll(namesIn(text)));
            form.findValuesAsText("hide").forEach(text -> shown.addAll(namesIn(text)));
            FORMS.put(form.get("id").asText(), new Use(without(shown, keys), keys));
        }
        for (Path file : files(Path.of("forms"), ".html")) {
            // A form's script stands in the form or beside the desk's pages, from where the form imports it.
            var scripts = new StringBuilder(Files.readString(file));
            for (Path script : files(Path.of("src/main/resources/static/desk/form"), ".js")) {
                scripts.append(scripts.indexOf(script.getFileName().toString()) < 0 ? "" : Files.readString(script));
            }
            FORMS.put("embedded:deployment:forms/" + file.getFileName(), new Use(Set.of(),
                    Stream.concat(found(SET_BY_SCRIPT_OF_FORM, scripts.toString()), setForTheForm(scripts.toString()))
                            .filter(CalledProcessesTest::isVariable).collect(sorted())));
        }
        for (JavaClass type : new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.aftercare.process", "io.aftercare.desk")) {
            if (type.isAnnotatedWith(Component.class)) {
                BEANS.put(beanName(type), use(source(type)));
            }
        }
        for (String starter : List.of("RequestProcess", "ClosedRequests", "DisplayVariables", "EarlierDecisions")) {
            String source = Files.readString(SOURCES.resolve("io/aftercare/process/" + starter + ".java"));
            TOLD.addAll(named(Pattern.compile("SupportRequest\\.([A-Z_]+)\\.name\\(\\)"), source));
            TOLD.addAll(source.contains("TriageVariables.of(") ? TRIAGE : Set.of());
        }
        found("column\\(\"(\\w+)\"", Files.readString(SOURCES.resolve("io/aftercare/platform/TasklistFilters.java")))
                .forEach(COLUMNS::add);
        try (Stream<Path> desk = Files.walk(SOURCES.resolve("io/aftercare/desk"))) {
            for (Path file : desk.filter(Files::isRegularFile).toList()) {
                found("SupportRequest\\.([A-Z_]+)\\.name\\(\\)", Files.readString(file)).filter(CONTRACT::containsKey)
                        .forEach(constant -> LOOKED_UP_BY_THE_DESK.add(CONTRACT.get(constant).name()));
            }
        }
    }

    /** What the answer form hands over is completed by the server, once sending can be undone no more. */
    private static Stream<String> setForTheForm(String scripts) throws IOException {
        return scripts.contains("sending.js") ? named(Pattern.compile("SupportRequest\\.([A-Z_]+)\\.name\\(\\)"),
                Files.readString(SOURCES.resolve("io/aftercare/desk/sending/AnswerDispatch.java"))).stream()
                : Stream.empty();
    }

    @Test
    void everyCallPassesWhatTheCalledProcessNeeds() {
        var missing = new TreeSet<String>();
        calls().forEach(call -> {
            Set<String> needed = new TreeSet<>(needs(call.getCalledElement()));
            needed.retainAll(known(caller(call)));
            without(needed, passed(call)).forEach(name -> missing.add(where(call) + " does not pass " + name));
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void noCallPassesWhatNobodyLooksAt() {
        var idle = new TreeSet<String>();
        calls().forEach(call -> without(passed(call), everAskedFor(call.getCalledElement()))
                .forEach(name -> idle.add(where(call) + " passes " + name + " to no purpose")));
        assertThat(idle).isEmpty();
    }

    @Test
    void whoCallsAProcessThatTriagesGetsBackAllOfTheTriageThatIsAskedForLater() {
        var missing = new TreeSet<String>();
        calls().forEach(call -> {
            Set<String> changed = nodes(call.getCalledElement()).stream().flatMap(node -> use(node).sets().stream())
                    .collect(sorted());
            changed.retainAll(TRIAGE);
            changed.retainAll(neededAfter(call));
            without(changed, returned(call)).forEach(name -> missing.add(where(call) + " does not get back " + name));
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void theRulesSeeWhatTheyAreMeantToSee() {
        assertThat(needs(SupportRequest.CHECK_ENTITLEMENT_PROCESS)).as("asked for by the first gateway, then set")
                .contains("entitlement").doesNotContain("purchasedOn");
        assertThat(needs(SupportRequest.PROVE_PURCHASE_PROCESS)).as("counted up by a step").contains("proofRequests");
        assertThat(needs(SupportRequest.CLEAR_ORIGIN_PROCESS)).as("inputs of a decision table").contains("originStrong",
                "fileDamaged");
        assertThat(needs(SupportRequest.EXPLAIN_REFUSAL_PROCESS)).as("shown in a form, and in a list")
                .contains("language", "product");
        assertThat(needs(SupportRequest.AWAIT_CUSTOMER_PROCESS)).containsExactly("waitingFor");
        assertThat(needs(SupportRequest.TRIAGE_PROCESS)).containsExactly("customer", "requestNumber", "subject");
    }

    // ---- what a process needs

    /** What is asked for on some way from a start before anything on that way has set it. */
    private static Set<String> needs(String process) {
        Map<String, Set<String>> before = neededBefore(process);
        return union(nodes(process).stream().filter(StartEvent.class::isInstance)
                .map(start -> before.get(start.getId())).toList());
    }

    /** What a process can know: it is set there, or told by whoever starts it. */
    private static Set<String> known(String process) {
        Set<String> told = process.equals(SupportRequest.PROCESS) ? TOLD
                : union(calls().filter(call -> call.getCalledElement().equals(process)).map(CalledProcessesTest::passed)
                        .toList());
        return union(told, union(nodes(process).stream().map(node -> use(node).sets()).toList()));
    }

    private static Set<String> neededAfter(CallActivity call) {
        Map<String, Set<String>> before = neededBefore(caller(call));
        return union(call.getOutgoing().stream().map(flow -> union(asked(flow), before.get(flow.getTarget().getId())))
                .toList());
    }

    private static Map<String, Set<String>> neededBefore(String process) {
        Map<String, Set<String>> known = NEEDED_BEFORE.get(process);
        if (known != null) {
            return known;
        }
        var before = new TreeMap<String, Set<String>>();
        nodes(process).forEach(node -> before.put(node.getId(), Set.of()));
        boolean changed = true;
        while (changed) {
            changed = false;
            for (FlowNode node : nodes(process)) {
                var after = new TreeSet<String>();
                node.getOutgoing()
                        .forEach(flow -> after.addAll(union(asked(flow), before.get(flow.getTarget().getId()))));
                if (node.getOutgoing().isEmpty()) {
                    after.addAll(givenBack(process));
                }
                Use use = use(node);
                var needed = new TreeSet<>(union(use.reads(), without(after, use.sets())));
                // An event at its border may come before the node has set anything.
                nodes(process).stream().filter(event -> event instanceof BoundaryEvent border
                        && border.getAttachedTo().getId().equals(node.getId()))
                        .forEach(event -> needed.addAll(before.get(event.getId())));
                changed |= !needed.equals(before.put(node.getId(), needed));
            }
        }
        NEEDED_BEFORE.put(process, before);
        return before;
    }

    /** What a caller gets back of the triage must be known at the end, or what the caller knew is lost. */
    private static Set<String> givenBack(String process) {
        Set<String> all = union(calls().filter(call -> call.getCalledElement().equals(process))
                .map(CalledProcessesTest::returned).toList());
        all.retainAll(TRIAGE);
        return all;
    }

    private static Set<String> everAskedFor(String process) {
        var asked = new TreeSet<>(givenBack(process));
        for (FlowNode node : nodes(process)) {
            asked.addAll(use(node).reads());
            node.getOutgoing().forEach(flow -> asked.addAll(asked(flow)));
            if (node instanceof UserTask) {
                asked.addAll(LOOKED_UP_BY_THE_DESK);
            }
        }
        return asked;
    }

    private static Set<String> asked(SequenceFlow flow) {
        return flow.getConditionExpression() == null ? Set.of()
                : namesIn(flow.getConditionExpression().getTextContent());
    }

    private static Use use(FlowNode node) {
        Use known = NODES.get(node.getId());
        if (known == null) {
            known = read(node);
            NODES.put(node.getId(), known);
        }
        return known;
    }

    private static Use read(FlowNode node) {
        if (node instanceof CallActivity call) {
            Set<String> sources = mappings(call, CamundaIn.class)
                    .flatMap(in -> Stream.of(in.getCamundaSource(), in.getCamundaSourceExpression()))
                    .filter(text -> text != null).flatMap(text -> namesIn(text).stream()).collect(sorted());
            // What is needed and not passed yet is to be passed, so the caller needs it.
            return new Use(union(sources, without(needs(call.getCalledElement()), passed(call))), returned(call));
        }
        Use use = expressions(node.getDomElement());
        if (node instanceof BusinessRuleTask task) {
            return new Use(DECISIONS.get(task.getCamundaDecisionRef()), Set.of()).then(use);
        }
        if (node instanceof UserTask task) {
            String form = task.getCamundaFormRef() == null ? task.getCamundaFormKey() : task.getCamundaFormRef();
            Use open = new Use(COLUMNS, Set.of());
            Use given = Use
                    .of(Stream.of(task.getCamundaCandidateGroups(), task.getCamundaAssignee(), task.getCamundaDueDate())
                            .filter(text -> text != null).map(CalledProcessesTest::expression));
            Use made = Use.of(listeners(node.getDomElement(), "create"));
            return open.then(given).then(made).then(FORMS.get(form)).then(use);
        }
        return use;
    }

    /** All that stands in the attributes and the elements inside a node. */
    private static Use expressions(DomElement element) {
        var texts = new ArrayList<String>();
        if (element.getTextContent() != null && element.getChildElements().isEmpty()) {
            texts.add(element.getTextContent());
        }
        Stream.of("delegateExpression", "expression", "sourceExpression").forEach(name -> {
            texts.add(element.getAttribute("http://camunda.org/schema/1.0/bpmn", name));
            texts.add(element.getAttribute(name));
        });
        Use own = Use.of(
                texts.stream().filter(text -> text != null && text.contains("{")).map(CalledProcessesTest::expression));
        return Use.of(Stream.concat(Stream.of(own),
                element.getChildElements().stream().map(CalledProcessesTest::expressions)));
    }

    /** What is done at an event in the life of a task. */
    private static Stream<Use> listeners(DomElement element, String event) {
        return Stream.concat(
                event.equals(element.getAttribute("event")) ? Stream.of(expressions(element)) : Stream.of(),
                element.getChildElements().stream().flatMap(child -> listeners(child, event)));
    }

    private static Use expression(String text) {
        Stream<Use> beans = found("(\\w+)", text).filter(BEANS::containsKey).map(BEANS::get);
        return Use.of(Stream.concat(beans,
                Stream.of(new Use(namesIn(text), found(SET_IN_EXPRESSION, text).collect(sorted())))));
    }

    /** What the source of a bean does with the variables of the contract. */
    private static Use use(String source) throws IOException {
        var reads = named(READ, source);
        var sets = named(SET, source);
        if (source.contains("TriageVariables.write(")) {
            sets.addAll(TRIAGE);
        }
        if (source.contains("TriageVariables.said(")) {
            reads.addAll(named(READ, Files.readString(SOURCES.resolve("io/aftercare/process/TriageVariables.java"))));
        }
        for (String helper : found("import io\\.aftercare\\.process\\.(\\w+);", source).toList()) {
            String its = Files.readString(SOURCES.resolve("io/aftercare/process/" + helper + ".java"));
            if (its.contains("(DelegateExecution ") && !helper.equals("SupportRequest")) {
                reads.addAll(named(READ, its));
                sets.addAll(named(SET, its));
            }
        }
        return new Use(reads, sets);
    }

    private static Set<String> named(Pattern pattern, String source) {
        return found(pattern, source).filter(CONTRACT::containsKey).map(constant -> CONTRACT.get(constant).name())
                .collect(sorted());
    }

    private static String source(JavaClass type) throws IOException {
        return Files.readString(SOURCES.resolve(type.getName().replace('.', '/') + ".java"));
    }

    private static String beanName(JavaClass type) {
        String given = type.getAnnotationOfType(Component.class).value();
        return given.isEmpty()
                ? Character.toLowerCase(type.getSimpleName().charAt(0)) + type.getSimpleName().substring(1)
                : given;
    }

    // ---- the diagrams

    private static Stream<CallActivity> calls() {
        return PROCESSES.values().stream().flatMap(List::stream).filter(CallActivity.class::isInstance)
                .map(CallActivity.class::cast);
    }

    private static List<FlowNode> nodes(String process) {
        return PROCESSES.get(process);
    }

    private static Set<String> passed(CallActivity call) {
        return mappings(call, CamundaIn.class).map(CamundaIn::getCamundaTarget).filter(name -> name != null)
                .collect(sorted());
    }

    private static Set<String> returned(CallActivity call) {
        Stream<String> byStep = "${returnTriage}"
                .equals(call.getCamundaVariableMappingDelegateExpression())
                        ? TriageVariables.lasting().stream().map(Variable::name)
                        : Stream.of();
        return Stream.concat(mappings(call, CamundaOut.class).map(CamundaOut::getCamundaTarget), byStep)
                .collect(sorted());
    }

    private static <T extends org.camunda.bpm.model.bpmn.instance.BpmnModelElementInstance> Stream<T> mappings(
            CallActivity call,
            Class<T> type) {
        return call.getExtensionElements() == null ? Stream.of()
                : call.getExtensionElements().getElementsQuery().filterByType(type).list().stream();
    }

    private static String where(CallActivity call) {
        return caller(call) + ", " + call.getId();
    }

    private static String caller(CallActivity call) {
        return ((Process) call.getParentElement()).getId();
    }

    // ---- names

    private static Set<String> namesIn(String expression) {
        String bare = expression.replace("&quot;", "\"").replace("&#39;", "'").replaceAll("'[^']*'", "")
                .replaceAll("\"[^\"]*\"", "")
                .replaceAll("\\.\\s*\\w+", "");
        return found("([A-Za-z_]\\w*)", bare).filter(CalledProcessesTest::isVariable).collect(sorted());
    }

    private static boolean isVariable(String name) {
        return CONTRACT.values().stream().anyMatch(variable -> variable.name().equals(name));
    }

    private static Stream<String> found(String pattern, String text) {
        return found(Pattern.compile(pattern), text);
    }

    private static Stream<String> found(Pattern pattern, String text) {
        Function<java.util.regex.MatchResult, String> group = match -> match.groupCount() > 1 && match.group(1) == null
                ? match.group(2)
                : match.group(1);
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(group);
    }

    private static Set<String> without(Set<String> names, Set<String> others) {
        return names.stream().filter(name -> !others.contains(name)).collect(sorted());
    }

    @SafeVarargs
    private static Set<String> union(Set<String>... sets) {
        return union(Arrays.asList(sets));
    }

    private static Set<String> union(List<Set<String>> sets) {
        return sets.stream().flatMap(Set::stream).collect(sorted());
    }

    private static java.util.stream.Collector<String, ?, Set<String>> sorted() {
        return toCollection(TreeSet::new);
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
