package io.aftercare.platform.deployment;

import java.util.Map;
import org.camunda.bpm.engine.impl.cmmn.entity.runtime.CaseExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExternalTaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;

/** What the engine itself provides to expressions. */
final class EngineObjects {

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
