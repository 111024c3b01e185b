package io.aftercare.process.steps;

import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** The one row a business rule task has just decided by, which the engine keeps until the task ends. */
record DecisionRow(Map<String, Object> entries) {

    /** @throws IllegalStateException when no row of the table applied */
    static DecisionRow of(DelegateExecution execution) {
        Object result = execution.getVariable("decisionResult");
        Map<String, Object> row = result instanceof DmnDecisionResult decision ? decision.getSingleResult()
                : ((DmnDecisionTableResult) result).getSingleResult();
        if (row == null) {
            throw new IllegalStateException("No row of the decision table of " + execution.getCurrentActivityId()
                    + " applied. Add a last row without conditions.");
        }
        return new DecisionRow(row);
    }

    String text(String column) {
        return (String) entries.get(column);
    }

    boolean isTrue(String column) {
        return Boolean.TRUE.equals(entries.get(column));
    }

    int number(String column) {
        return ((Number) entries.get(column)).intValue();
    }
}
