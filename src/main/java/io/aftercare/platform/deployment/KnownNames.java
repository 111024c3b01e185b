package io.aftercare.platform.deployment;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What the program offers to diagrams, tables and forms.
 *
 * @param beans           names that expressions may use
 * @param typeOfBean      class of such a bean; null when it cannot be told
 * @param functions       of expressions, such as {@code currentUser}
 * @param variables       that programs set, with their types as the engine keeps them; {@code Object.class} when it is
 *                        open
 * @param messages        that programs send
 * @param errorCodes      of the BPMN errors that steps throw
 * @param decisionInputs  what programs give to decision tables that they ask themselves, besides variables
 * @param scriptLanguages for which there is a script engine
 */
public record KnownNames(Set<String> beans, Function<String, Class<?>> typeOfBean, Set<String> functions,
        Map<String, Class<?>> variables, Set<String> messages, Set<String> errorCodes, Set<String> decisionInputs,
        Set<String> scriptLanguages) {
}
