package io.aftercare.platform;

import java.util.EnumSet;
import java.util.Set;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;

/**
 * All of the engine's history but what nobody reads: each value that a variable ever had, and that jobs came and went
 * as they should. Who did what when, activities, decisions, incidents, jobs that failed, and the last value of each
 * variable are kept.
 */
final class LeanHistory implements HistoryLevel {

    private static final Set<HistoryEventTypes> LEFT_OUT = EnumSet.of(HistoryEventTypes.VARIABLE_INSTANCE_UPDATE_DETAIL,
            HistoryEventTypes.JOB_CREATE, HistoryEventTypes.JOB_SUCCESS, HistoryEventTypes.JOB_DELETE);

    /** A database remembers the level it began with, and the engine refuses another one. */
    @Override
    public int getId() {
        return HISTORY_LEVEL_FULL.getId();
    }

    @Override
    public String getName() {
        return HISTORY_LEVEL_FULL.getName();
    }

    @Override
    public boolean isHistoryEventProduced(HistoryEventType event, Object entity) {
        return !LEFT_OUT.contains(event) && HISTORY_LEVEL_FULL.isHistoryEventProduced(event, entity);
    }
}
