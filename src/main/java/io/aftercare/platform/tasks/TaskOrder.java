package io.aftercare.platform.tasks;

import java.util.Comparator;

/** In which order tasks are listed; each is total, so that pages neither repeat nor skip one. */
public enum TaskOrder {
    /** What is due first; what has no target last. */
    DUE("t.due_date_ asc nulls last, t.id_ asc",
            Comparator.comparing(OpenTask::due, Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(OpenTask::id)),
    OLDEST("t.create_time_ asc, t.id_ asc",
            Comparator.comparing(OpenTask::created).thenComparing(OpenTask::id)),
    NEWEST("t.create_time_ desc, t.id_ desc",
            Comparator.comparing(OpenTask::created).thenComparing(OpenTask::id).reversed());

    private final String clause;
    private final Comparator<OpenTask> comparator;

    TaskOrder(String clause, Comparator<OpenTask> comparator) {
        this.clause = clause;
        this.comparator = comparator;
    }

    String clause() {
        return clause;
    }

    /** The same order. */
    Comparator<OpenTask> comparator() {
        return comparator;
    }
}
