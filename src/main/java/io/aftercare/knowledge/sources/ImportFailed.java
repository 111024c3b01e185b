package io.aftercare.knowledge.sources;

import java.util.List;

/** An import that cannot be carried out; nothing was changed. */
public class ImportFailed extends RuntimeException {

    private final transient List<String> problems;

    /** @param problems at least one sentence that says what is wrong, where, and what to do */
    ImportFailed(List<String> problems) {
        super("Nothing was imported. " + String.join(" ", problems.subList(0, Math.min(5, problems.size())))
                + (problems.size() > 5 ? " And " + (problems.size() - 5) + " more." : ""));
        this.problems = List.copyOf(problems);
    }

    ImportFailed(String problem) {
        this(List.of(problem));
    }

    /** Sentences that say what is wrong, where, and what to do; at least one. */
    public List<String> problems() {
        return problems;
    }
}
