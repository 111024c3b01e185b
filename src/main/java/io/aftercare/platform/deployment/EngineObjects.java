package io.aftercare.platform.deployment;

import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.impl.cmmn.entity.runtime.CaseExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExternalTaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/** What the engine itself provides to expressions, and what they may ask of it. */
public final class EngineObjects {

    static final Set<String> SCOPES = Set.of("execution", "task", "caseExecution", "externalTask");

    /** Facts about where the process stands; nothing that leads to the engine, the model or another instance. */
    public static final Set<String> PROPERTIES = Set.of("activityInstanceId", "assignee", "businessKey", "createTime",
            "currentActivityId", "currentActivityName", "description", "dueDate", "eventName", "executionId",
            "followUpDate", "id", "name", "owner", "priority", "processBusinessKey", "processDefinitionId",
            "processInstanceId", "taskDefinitionKey");
    /** Variables, as one may have them by their names anyway. */
    public static final Set<String> METHODS = Set.of("getVariable", "getVariableLocal", "hasVariable",
            "hasVariableLocal", "removeVariable", "removeVariableLocal", "setVariable", "setVariableLocal");

    static final Map<String, Class<?>> TYPES = Map.of(
            "execution", ExecutionEntity.class,
            "task", TaskEntity.class,
            "caseExecution", CaseExecutionEntity.class,
            "externalTask", ExternalTaskEntity.class,
            "authenticatedUserId", String.class,
            // within a multi-instance activity
            "loopCounter", Integer.class,
            "nrOfInstances", Integer.class,
            "nrOfActiveInstances", Integer.class,
            "nrOfCompletedInstances", Integer.class);

    private EngineObjects() {
    }
}
