package io.aftercare.process;

import io.aftercare.platform.ProcessContract;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Tells those who check deployments what {@link SupportRequest} declares. */
@Component
class SupportRequestContract implements ProcessContract {

    private static final Set<String> OWN_PROCESSES = Stream.of(SupportRequest.class.getFields())
            .filter(field -> field.getName().equals("PROCESS") || field.getName().endsWith("_PROCESS"))
            .map(field -> (String) value(field)).collect(Collectors.toUnmodifiableSet());
    /** What is decided about a request, and why, stands with the request and its decisions. */
    private static final Set<String> PASSING = declared()
            .filter(variable -> !SupportRequest.ENTERED_BY_PEOPLE.contains(variable)).map(Variable::name)
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public Map<String, Set<String>> beans() {
        return Map.of(SupportRequest.ANSWERING_GROUP_BEAN, Set.of("of"), SupportRequest.TARGETS_BEAN, Set.of("due"),
                SupportRequest.ESCALATION_BEAN, Set.of("raise"), SupportRequest.SAME_AGENT_BEAN, Set.of("of"),
                SupportRequest.TASK_MAILS_BEAN, Set.of("compose", "send"),
                // steps that are told the outcome, and the day
                "closeRequest", Set.of("as"), "confirmDefect", Set.of("by"));
    }

    @Override
    public boolean passing(String process, String variable) {
        return OWN_PROCESSES.contains(process) && PASSING.contains(variable);
    }

    @Override
    public Map<String, Class<?>> variables() {
        return declared().collect(Collectors.toMap(Variable::name, SupportRequestContract::typeInEngine));
    }

    private static Stream<Variable<?>> declared() {
        // By reflection, because a list of the constants would be the same fact once more.
        return Stream.of(SupportRequest.class.getFields()).filter(field -> field.getType() == Variable.class)
                .map(field -> (Variable<?>) value(field));
    }

    @Override
    public Set<String> messages() {
        return Set.of(SupportRequest.REQUEST_RECEIVED, SupportRequest.REQUEST_REOPENED, SupportRequest.CUSTOMER_REPLIED,
                SupportRequest.REQUEST_WITHDRAWN, SupportRequest.REQUEST_DISMISSED);
    }

    @Override
    public Set<String> errorCodes() {
        return Set.of();
    }

    @Override
    public Set<String> decisionInputs() {
        return Set.of(SupportRequest.DECISION_RESULT_INPUT, SupportRequest.TASK_INPUT,
                SupportRequest.SUPPORT_PERIOD_EN_INPUT,
                SupportRequest.SUPPORT_PERIOD_FR_INPUT);
    }

    private static Object value(Field constant) {
        try {
            return constant.get(null);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Class<?> typeInEngine(Variable<?> variable) {
        return variable.type().isEnum() ? String.class : variable.type();
    }
}
