package io.aftercare.process.steps;

import io.aftercare.process.TriageVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateVariableMapping;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.VariableMap;
import org.springframework.stereotype.Component;

/**
 * Gives what triage found back to the process that called for it. A mapping in the diagram would write an empty
 * variable for each thing that was not found, of every request.
 */
@Component
class ReturnTriage implements DelegateVariableMapping {

    @Override
    public void mapInputVariables(DelegateExecution caller, VariableMap variables) {
        // The diagram says what is passed.
    }

    @Override
    public void mapOutputVariables(DelegateExecution caller, VariableScope triage) {
        TriageVariables.lasting().forEach(variable -> {
            Object found = triage.getVariable(variable.name());
            if (found != null || caller.hasVariable(variable.name())) {
                caller.setVariable(variable.name(), found);
            }
        });
    }
}
