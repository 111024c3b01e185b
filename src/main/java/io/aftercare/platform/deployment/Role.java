package io.aftercare.platform.deployment;

import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateVariableMapping;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityBehavior;

/** What a bean that a diagram names has to be in its place. */
enum Role {
    STEP(JavaDelegate.class, ActivityBehavior.class),
    EXECUTION_LISTENER(ExecutionListener.class, JavaDelegate.class),
    TASK_LISTENER(TaskListener.class),
    VARIABLE_MAPPING(DelegateVariableMapping.class);

    private final List<Class<?>> types;

    Role(Class<?>... types) {
        this.types = List.of(types);
    }

    boolean isFilledBy(Class<?> type) {
        return types.stream().anyMatch(role -> role.isAssignableFrom(type));
    }

    /** The types, any of which will do. */
    String label() {
        return types.stream().map(Class::getSimpleName).collect(Collectors.joining(" or "));
    }
}
