package io.aftercare.platform.deployment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a file declares, which variables it sets, and what it needs of others. */
final class ModelFile {

    private final String name;
    private final Map<Kind, Set<String>> declared = new EnumMap<>(Kind.class);
    private final Set<String> variables = new TreeSet<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<Finding> faults = new ArrayList<>();

    ModelFile(String name) {
        this.name = name;
        declare(Kind.FILE, name);
    }

    String name() {
        return name;
    }

    void declare(Kind kind, String value) {
        declared.computeIfAbsent(kind, any -> new TreeSet<>()).add(value);
    }

    Set<String> declared(Kind kind) {
        return declared.getOrDefault(kind, Set.of());
    }

    /** Somebody who comes by this file sets the variable. */
    void sets(String variable) {
        if (!variable.isBlank()) {
            variables.add(variable);
        }
    }

    Set<String> variables() {
        return variables;
    }

    void needs(Reference reference) {
        references.add(reference);
    }

    List<Reference> references() {
        return references;
    }

    /** What is wrong whatever else exists. */
    void fault(Finding finding) {
        faults.add(finding);
    }

    List<Finding> faults() {
        return faults;
    }
}
