package io.aftercare.process;

import io.aftercare.process.DeployedTables.DeployedTable;
import java.util.Collections;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.springframework.stereotype.Component;

/**
 * Whose people answer a request, by its kind: the newest deployed table {@code answering-group}. For diagrams:
 * {@code camunda:candidateGroups="${answeringGroup.of(kind)}"}.
 */
@Component(SupportRequest.ANSWERING_GROUP_BEAN)
public class AnsweringGroup {

    private final DmnEngine engine;
    private final DeployedTables tables;

    AnsweringGroup(DmnEngine engine, DeployedTables tables) {
        this.engine = engine;
        this.tables = tables;
    }

    /**
     * The id of a group of the engine.
     *
     * @param kind the name of a kind of assistance; null when it is not known yet
     * @throws IllegalStateException when no row of the table applies
     */
    public String of(String kind) {
        DeployedTable table = tables.newest(SupportRequest.ANSWERING_GROUP_DECISION);
        var row = engine.evaluateDecisionTable(table.decision(),
                Collections.singletonMap(SupportRequest.KIND.name(), kind));
        if (row.isEmpty() || !(row.getSingleEntry() instanceof String group) || group.isBlank()) {
            throw new IllegalStateException(
                    "The decision table %s names no group for the kind %s. Add a last row without a condition."
                            .formatted(SupportRequest.ANSWERING_GROUP_DECISION, kind));
        }
        return group;
    }
}
