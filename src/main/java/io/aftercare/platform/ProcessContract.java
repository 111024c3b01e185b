package io.aftercare.platform;

import java.util.Map;
import java.util.Set;

/**
 * What a module offers to diagrams, decision tables and forms beside its beans. Every bean of this type is asked when
 * something is deployed; names that none of them has, and that nothing deployed declares, are mistakes.
 */
public interface ProcessContract {

    /**
     * Beans that expressions may name, with the methods that they may call, besides the steps (delegates and
     * listeners), which the engine itself calls. Those that are not there are passed over.
     */
    Map<String, Set<String>> beans();

    /** Variables that the module sets or reads, with their types as the engine keeps them. */
    Map<String, Class<?>> variables();

    /**
     * Whether a variable of one of the module's own processes only hands on what is kept elsewhere, so that the
     * engine's history leaves it out.
     *
     * @param process key of any process
     */
    boolean passing(String process, String variable);

    /** Names of the messages that the module sends. */
    Set<String> messages();

    /** Codes of the BPMN errors that steps of the module throw. */
    Set<String> errorCodes();

    /** What the module gives to decision tables that it asks itself, besides variables. */
    Set<String> decisionInputs();
}
