package io.aftercare.process;

import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * A process variable with its name and type; the only way our code reads and writes variables.
 *
 * @param type String, Boolean, Integer, Double, java.util.Date or an enum, which the engine keeps by name
 */
public record Variable<T>(String name, Class<T> type) {

    /** The value, or null when the variable is not there or empty (forms submit empty fields as ""). */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public T in(VariableScope scope) {
        Object value = scope.getVariable(name);
        if (value == null || "".equals(value)) {
            return null;
        }
        return type.isEnum() && value instanceof String constant ? (T) Enum.valueOf((Class) type, constant)
                : type.cast(value);
    }

    /** Whether a Boolean variable is there and true. */
    public boolean isTrue(VariableScope scope) {
        return Boolean.TRUE.equals(scope.getVariable(name));
    }

    public void set(VariableScope scope, T value) {
        scope.setVariable(name, stored(value));
    }

    /** The value as the engine keeps it. */
    public Object stored(T value) {
        return value instanceof Enum<?> constant ? constant.name() : value;
    }
}
