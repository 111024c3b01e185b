package io.aftercare.platform;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;

/**
 * All of the engine's history but what nobody reads: each value that a variable ever had, the variables by which our
 * own steps hand on what stands in our tables anyway, and that jobs came and went as they should. Who did what when,
 * activities, decisions, incidents, jobs that failed, and the last value of all other variables are kept: what people
 * enter in forms, and whatever a vendor's own diagrams use.
 */
final class LeanHistory implements HistoryLevel {

    private static final Set<HistoryEventTypes> LEFT_OUT = EnumSet.of(HistoryEventTypes.VARIABLE_INSTANCE_UPDATE_DETAIL,
            HistoryEventTypes.JOB_CREATE, HistoryEventTypes.JOB_SUCCESS, HistoryEventTypes.JOB_DELETE);

    private final List<ProcessContract> contracts;

    LeanHistory(List<ProcessContract> contracts) {
        this.contracts = contracts;
    }

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
        return !LEFT_OUT.contains(event) && HISTORY_LEVEL_FULL.isHistoryEventProduced(event, entity)
                && !(entity instanceof VariableInstanceEntity variable && passes(variable));
    }

    private boolean passes(VariableInstanceEntity variable) {
        String definition = variable.getProcessDefinitionId();
        // The id begins with the key, whose characters no colon is among.
        String process = definition == null ? "" : definition.split(":", 2)[0];
        return contracts.stream().anyMatch(contract -> contract.passing(process, variable.getName()));
    }
}
