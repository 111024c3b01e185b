package io.aftercare.testing;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips tests whose {@linkplain NeedsTool tools} are missing, and says so in a line that stands out. */
final class ToolsInstalled implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        AnnotatedElement element = context.getElement().orElseThrow();
        List<String> missing = AnnotationSupport.findAnnotation(element, NeedsTool.class).stream()
                .flatMap(needs -> Arrays.stream(needs.value())).map(Tool::missing).flatMap(Optional::stream).toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("Every tool is here");
        }
        String reason = name(element) + " needs " + String.join(" and ", missing);
        System.err.println("\n*** SKIPPED: " + reason + " ***\n");
        return ConditionEvaluationResult.disabled(reason);
    }

    private static String name(AnnotatedElement element) {
        return element instanceof Method method ? method.getDeclaringClass().getName() + "." + method.getName()
                : ((Class<?>) element).getName();
    }
}
