package io.aftercare.platform;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Lets {@link ProcessEndListener} see the end of all processes. Built in, so that it is told as well when an
 * administrator deletes an instance without its listeners.
 */
final class ProcessEndParseListener extends AbstractBpmnParseListener {

    private final ObjectProvider<ProcessEndListener> listeners;

    ProcessEndParseListener(ObjectProvider<ProcessEndListener> listeners) {
        this.listeners = listeners;
    }

    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity process) {
        process.addBuiltInListener(ExecutionListener.EVENTNAME_END, (ExecutionListener) this::tell);
    }

    private void tell(DelegateExecution execution) {
        var ended = (ExecutionEntity) execution;
        listeners.orderedStream().forEach(listener -> listener.ended(ended.getProcessDefinition().getKey(),
                ended.getProcessBusinessKey(), ended.getDeleteReason(), ended));
    }
}
