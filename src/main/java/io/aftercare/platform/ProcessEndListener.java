package io.aftercare.platform;

import org.camunda.bpm.engine.delegate.VariableScope;

/**
 * Is told when an instance of any process ends, by whatever way: at an end event, or since somebody deletes or modifies
 * it by the buttons of Cockpit or the engine's interface. It is called within the transaction that ends it.
 */
public interface ProcessEndListener {

    /**
     * @param process     key of its definition
     * @param businessKey null when it has none
     * @param reason      what somebody gave who deleted it; null when there is none
     * @param variables   as they are at the end
     */
    void ended(String process, String businessKey, String reason, VariableScope variables);
}
