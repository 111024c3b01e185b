package io.aftercare.platform.deployment;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All that the names in a deployment can stand for: what the program offers, what it brings, and what is deployed
 * already.
 */
final class Declarations {

    private final KnownNames program;
    private final List<ModelFile> files;
    private final List<ModelFile> others;
    private final Set<String> variables = new TreeSet<>();
    private final Set<String> readVariables = new TreeSet<>();
    private final Set<String> roots = new TreeSet<>(EngineObjects.TYPES.keySet());

    /**
     * @param files  of the deployment
     * @param others deployed before, as far as they stay in use
     */
    Declarations(KnownNames program, List<ModelFile> files, List<ModelFile> others) {
        this.program = program;
        this.files = files;
        this.others = others;
        variables.addAll(program.variables().keySet());
        readVariables.addAll(program.variables().keySet());
        all().forEach(file -> {
            variables.addAll(file.variables());
            file.references().forEach(this::noteRead);
        });
        roots.addAll(variables);
        roots.addAll(program.beans().keySet());
    }

    private void noteRead(Reference reference) {
        if (reference instanceof Reference.Chain chain) {
            readVariables.add(chain.root());
        } else if (reference instanceof Reference.Read read) {
            readVariables.add(read.name());
        } else if (reference instanceof Reference.DecisionInput input) {
            readVariables.add(input.name());
        }
    }

    KnownNames program() {
        return program;
    }

    /** Variables that somebody sets. */
    Set<String> variables() {
        return variables;
    }

    /** Variables that somebody reads: programs all of theirs. */
    Set<String> readVariables() {
        return readVariables;
    }

    /** What an expression may begin with. */
    Set<String> roots() {
        return roots;
    }

    /** @param here only in the deployment itself */
    Set<String> of(Kind kind, boolean here) {
        var names = new TreeSet<String>();
        (here ? files.stream() : all()).map(file -> file.declared(kind)).forEach(names::addAll);
        names.addAll(switch (kind) {
            case MESSAGE -> program.messages();
            // Programs send and wait for signals as for messages.
            case SIGNAL_THROWN, SIGNAL_CAUGHT -> program.messages();
            case ERROR_CODE -> program.errorCodes();
            default -> Set.<String>of();
        });
        return names;
    }

    private Stream<ModelFile> all() {
        return Stream.of(files, others).flatMap(Collection::stream);
    }
}
