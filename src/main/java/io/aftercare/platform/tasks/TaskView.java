package io.aftercare.platform.tasks;

import java.util.List;

/** A choice among the open tasks, of which Tasklist has a filter each. */
public enum TaskView {
    /** Nobody has taken it, and a group of mine may. */
    NEW {
        @Override
        List<String> conditions(boolean seesAll) {
            return List.of("t.assignee_ is null and " + OF_MY_GROUPS);
        }
    },
    /** What I have taken, and what came back to me. */
    MINE {
        @Override
        List<String> conditions(boolean seesAll) {
            return List.of("t.assignee_ = :user");
        }
    },
    /** Past its target. */
    OVERDUE {
        @Override
        List<String> conditions(boolean seesAll) {
            return ALL.conditions(seesAll).stream().map(seen -> "t.due_date_ < :now and " + seen).toList();
        }
    },
    /** Every task that this person may see. */
    ALL {
        @Override
        List<String> conditions(boolean seesAll) {
            return seesAll ? List.of("1 = 1") : List.of(OF_MY_GROUPS, "t.assignee_ = :user and not " + OF_MY_GROUPS);
        }
    };

    private static final String OF_MY_GROUPS = """
            exists (select 1 from act_ru_identitylink l where l.task_id_ = t.id_ and l.type_ = 'candidate'
                and l.group_id_ in (:groups))""";

    /** Which tasks these are, in parts that have none in common: each alone is read by an index. */
    abstract List<String> conditions(boolean seesAll);
}
