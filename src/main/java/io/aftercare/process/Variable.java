package io.aftercare.process;

import io.aftercare.unicode.QuotedInput;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;

/**
 * A process variable with its name and type; the only way our code reads and writes variables.
 *
 * @param type String, Boolean, Integer, Double, java.util.Date or an enum, which the engine keeps by name
 */
public record Variable<T>(String name, Class<T> type) {

    /**
     * The value, or null when the variable is not there or empty (forms submit empty fields as "").
     *
     * @throws IllegalArgumentException when somebody stored a value that is none of this variable
     */
    public T in(VariableScope scope) {
        Object value = scope.getVariable(name);
        if (value == null || "".equals(value)) {
            return null;
        }
        if (type.isEnum() && value instanceof String name) {
            return Stream.of(type.getEnumConstants()).filter(constant -> ((Enum<?>) constant).name().equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("\"" + QuotedInput.of(value) + "\" is no " + this.name
                                    + "; choose one of " + List.of(type.getEnumConstants()) + "."));
        }
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("The variable " + this.name + " is of the type "
                    + value.getClass().getSimpleName() + ", not " + type.getSimpleName() + ".");
        }
        return type.cast(value);
    }

    /** @throws IllegalArgumentException when the variable is not there, empty, or none of its values */
    public T required(VariableScope scope) {
        T value = in(scope);
        if (value == null) {
            throw new IllegalArgumentException("Fill in " + name + " before you complete the task.");
        }
        return value;
    }

    /** Whether a Boolean variable is there and true. */
    public boolean isTrue(VariableScope scope) {
        return Boolean.TRUE.equals(scope.getVariable(name));
    }

    /** Keeps a value; null is kept too, so that expressions may ask for the variable. */
    public void set(VariableScope scope, T value) {
        scope.setVariable(name, stored(value));
    }

    /**
     * Sets a value for the steps of this transaction only; after it, the variable is not there. One that is there
     * already, such as that of an instance from before, stays.
     */
    public void setForNow(VariableScope scope, T value) {
        TypedValue before = scope.getVariableTyped(name, false);
        scope.setVariable(name, Variables.untypedValue(stored(value), before == null || before.isTransient()));
    }

    /** The value as the engine keeps it. */
    public Object stored(T value) {
        return value instanceof Enum<?> constant ? constant.name() : value;
    }
}
