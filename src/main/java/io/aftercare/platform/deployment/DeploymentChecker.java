package io.aftercare.platform.deployment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds names in diagrams, decision tables and forms that stand for nothing: the engine itself looks them up when a
 * request comes by, and then a person sees an error page instead of a form. It looks at files only, so it serves the
 * engine's deployments and the application's start as well as somebody who draws.
 */
public final class DeploymentChecker {

    /** What can be reached from elsewhere; a file none of whose own is left in use has nothing to say any more. */
    private static final Set<Kind> REACHABLE = EnumSet.of(Kind.PROCESS, Kind.DECISION, Kind.FORM);
    private static final List<Rule> RULES = List.of(new NamesExist(), new MembersExist());

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
                .flatMap(reference -> RULES.stream().flatMap(rule -> rule.check(reference, declarations))))).distinct()
                .toList();
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
            if (endsWith(name, ".bpmn", ".bpmn20.xml", ".cmmn", ".cmmn11.xml", ".cmmn10.xml")) {
                DiagramReader.read(content, file, feel);
            } else if (endsWith(name, ".dmn", ".dmn11.xml")) {
                DecisionReader.read(content, file, feel);
            } else if (endsWith(name, ".form")) {
                FormReader.read(content, file, feel);
            } else if (endsWith(name, ".html")) {
                HtmlFormReader.read(content, file);
            }
            read.add(file);
        });
        return read;
    }

    private static boolean endsWith(String name, String... endings) {
        return Arrays.stream(endings).anyMatch(name::endsWith);
    }
}
