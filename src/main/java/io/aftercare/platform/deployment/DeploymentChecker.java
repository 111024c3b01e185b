package io.aftercare.platform.deployment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.bpmn.deployer.BpmnDeployer;
import org.camunda.bpm.engine.impl.cmmn.deployer.CmmnDeployer;
import org.camunda.bpm.engine.impl.dmn.deployer.DecisionDefinitionDeployer;
import org.camunda.bpm.engine.impl.form.deployer.CamundaFormDefinitionDeployer;

/**
 * Finds names in diagrams, decision tables and forms that stand for nothing: the engine itself looks them up when a
 * request comes by, and then a person sees an error page instead of a form. And finds whatever could run code that is
 * not the application's: what is allowed is listed, all else is not. It looks at files only, so it serves the engine's
 * deployments and the application's start as well as somebody who draws.
 */
public final class DeploymentChecker {

    /** What can be reached from elsewhere; a file none of whose own is left in use has nothing to say any more. */
    private static final Set<Kind> REACHABLE = EnumSet.of(Kind.PROCESS, Kind.DECISION, Kind.FORM);
    private static final List<Rule> RULES = List.of(new NamesExist(), new MembersExist(), new MembersAllowed());

    private final KnownNames program;
    private final FeelReader feel = new FeelReader();

    /** @param program the names that the application itself provides: beans, messages, variables, decision inputs */
    public DeploymentChecker(KnownNames program) {
        this.program = program;
    }

    /**
     * All mistakes in files that are deployed together, in the order of the files' names.
     *
     * @param files    name in the deployment to content; files other than BPMN, CMMN, DMN and forms are passed over
     * @param deployed files that are deployed already, of the latest version of each definition, under any names that
     *                 end as the files do
     */
    public List<Finding> check(Map<String, byte[]> files, Map<String, byte[]> deployed) {
        List<ModelFile> own = read(files);
        List<ModelFile> others = read(without(files.values(), deployed)).stream().filter(file -> staysInUse(file, own))
                .toList();
        var declarations = new Declarations(program, own, others);
        return own.stream().flatMap(file -> Stream.concat(file.faults().stream(), file.references().stream()
                .flatMap(reference -> mistakes(reference, declarations)))).distinct().toList();
    }

    /** What does not exist is not judged further. */
    private static Stream<Finding> mistakes(Reference reference, Declarations declarations) {
        return RULES.stream().map(rule -> rule.check(reference, declarations).toList())
                .filter(findings -> !findings.isEmpty()).findFirst().stream().flatMap(List::stream);
    }

    /** Most files are deployed anew as they were; reading them once is enough. */
    private static Map<String, byte[]> without(Collection<byte[]> known, Map<String, byte[]> files) {
        var others = new TreeMap<>(files);
        others.values().removeIf(content -> known.stream().anyMatch(each -> Arrays.equals(each, content)));
        return others;
    }

    private static boolean staysInUse(ModelFile file, Collection<ModelFile> replacing) {
        return REACHABLE.stream().anyMatch(kind -> file.declared(kind).stream()
                .anyMatch(name -> replacing.stream().noneMatch(other -> other.declared(kind).contains(name))));
    }

    private List<ModelFile> read(Map<String, byte[]> files) {
        var read = new ArrayList<ModelFile>();
        new TreeMap<>(files).forEach((name, content) -> {
            var file = new ModelFile(name);
            // What the engine reads by its name, dot or none, is what is to be checked.
            if (endsWith(name, BpmnDeployer.BPMN_RESOURCE_SUFFIXES)) {
                DiagramReader.read(content, file);
            } else if (endsWith(name, DecisionDefinitionDeployer.DMN_RESOURCE_SUFFIXES)) {
                DecisionReader.read(content, file, feel);
            } else if (endsWith(name, CamundaFormDefinitionDeployer.FORM_RESOURCE_SUFFIXES)) {
                FormReader.read(content, file, feel);
            } else if (endsWith(name.toLowerCase(Locale.ROOT), ".html", ".htm")) {
                HtmlFormReader.read(content, file);
            } else if (endsWith(name, CmmnDeployer.CMMN_RESOURCE_SUFFIXES)) {
                file.fault(new Place(name, "", "", "").finding("cases (CMMN) are not allowed; draw it as a process "
                        + "(BPMN)"));
            }
            read.add(file);
        });
        return read;
    }

    private static boolean endsWith(String name, String... endings) {
        return Arrays.stream(endings).anyMatch(name::endsWith);
    }
}
