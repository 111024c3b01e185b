package io.aftercare.platform.deployment;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the program offers to diagrams, tables and forms.
 *
 * @param beans          that expressions may name, with the methods that they may call; steps have none, the engine
 *                       itself calls them
 * @param typeOfBean     class of such a bean; null when it cannot be told
 * @param functions      of expressions, such as {@code currentUser}
 * @param variables      that programs set, with their types as the engine keeps them; {@code Object.class} when it is
 *                       open
 * @param messages       that programs send
 * @param errorCodes     of the BPMN errors that steps throw
 * @param decisionInputs what programs give to decision tables that they ask themselves, besides variables
 */
public record KnownNames(Map<String, Set<String>> beans, Function<String, Class<?>> typeOfBean, Set<String> functions,
        Map<String, Class<?>> variables, Set<String> messages, Set<String> errorCodes, Set<String> decisionInputs) {
}
