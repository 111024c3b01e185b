package io.aftercare.process;

import static io.aftercare.process.SupportRequest.CONFIDENCE;
import static io.aftercare.process.SupportRequest.FILE_DAMAGED;
import static io.aftercare.process.SupportRequest.KIND;
import static io.aftercare.process.SupportRequest.LANGUAGE;
import static io.aftercare.process.SupportRequest.ORIGIN;
import static io.aftercare.process.SupportRequest.ORIGIN_STRONG;
import static io.aftercare.process.SupportRequest.PRODUCT;
import static io.aftercare.process.SupportRequest.TRIAGED_BY;
import static io.aftercare.process.SupportRequest.TRIAGE_SURE;
import static io.aftercare.process.SupportRequest.VERSION;

import io.aftercare.conversation.TriageResult;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

/**
 * What triage found, as variables of a process: one for each part of {@link TriageResult}, so that decision tables,
 * conditions and forms can ask for each. This is the only place that knows which ones there are.
 */
public final class TriageVariables {

    private static final int PERCENT = 100;

    private static final List<Part<?>> PARTS = List.of(
            new Part<>(KIND, TriageResult::kind),
            new Part<>(LANGUAGE, TriageResult::language),
            new Part<>(PRODUCT, TriageResult::product),
            new Part<>(VERSION, TriageResult::version),
            new Part<>(ORIGIN, TriageResult::origin),
            new Part<>(ORIGIN_STRONG, TriageResult::originStrong),
            new Part<>(FILE_DAMAGED, TriageResult::fileDamaged),
            new Part<>(CONFIDENCE, result -> percent(result.confidence())),
            new Part<>(TRIAGE_SURE, TriageResult::sure),
            new Part<>(TRIAGED_BY, TriageResult::decidedBy));

    private record Part<T>(Variable<T> variable, Function<TriageResult, T> of) {

        Object stored(TriageResult result) {
            return variable.stored(of.apply(result));
        }
    }

    private TriageVariables() {
    }

    /** All of them, in the order of the record's components. */
    public static List<Variable<?>> all() {
        return PARTS.stream().<Variable<?>>map(Part::variable).toList();
    }

    /** Those that the further way of a request depends on; how sure and by whom, nobody asks for then. */
    public static List<Variable<?>> lasting() {
        return List.of(KIND, LANGUAGE, PRODUCT, VERSION, ORIGIN, ORIGIN_STRONG, FILE_DAMAGED);
    }

    /** For a process that begins, a task that is completed, or an instance from outside. */
    public static VariableMap of(TriageResult result) {
        VariableMap variables = Variables.createVariables();
        PARTS.forEach(part -> variables.putValue(part.variable().name(), part.stored(result)));
        return variables;
    }

    /** Keeps all that was found; what is unknown is kept too, so that expressions may ask for it. */
    public static void write(VariableScope scope, TriageResult result) {
        scope.setVariables(of(result));
    }

    /**
     * What a person says of a request in a form, as the process has it after that.
     *
     * @param before what was known; its language stays where the form has none
     * @param person engine user id
     * @throws IllegalArgumentException when the kind is missing, or somebody stored a value that is none of its
     *                                  variable
     */
    public static TriageResult said(VariableScope scope, TriageResult before, String person) {
        return before.saidBy(person, KIND.required(scope),
                Objects.requireNonNullElse(LANGUAGE.in(scope), before.language()),
                PRODUCT.in(scope), VERSION.in(scope), ORIGIN.in(scope));
    }

    private static Integer percent(Double confidence) {
        return confidence == null ? null : (int) Math.round(confidence * PERCENT);
    }
}
