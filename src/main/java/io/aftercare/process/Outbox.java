package io.aftercare.process;

import io.aftercare.conversation.Message;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/**
 * Sends composed messages: each by a process of its own, whose job retries and whose incident stands in Cockpit, so
 * that a mail server that is down never holds a request up.
 */
@Component
public class Outbox {

    private static final int RETRIES = 6;

    private final RuntimeService runtime;
    private final ManagementService management;

    Outbox(RuntimeService runtime, ManagementService management) {
        this.runtime = runtime;
        this.management = management;
    }

    /** Has a queued message sent once the transaction that composed it is committed. */
    public void send(Message message) {
        runtime.startProcessInstanceByKey(SupportRequest.OUTGOING_MAIL_PROCESS, message.request().toString(),
                Variables.putValue(SupportRequest.MESSAGE.name(), message.id()));
    }

    /**
     * Has a message that the mail server refused tried again at once; nothing happens when nothing waits to be retried.
     */
    void retry(Message message) {
        runtime.createProcessInstanceQuery().processDefinitionKey(SupportRequest.OUTGOING_MAIL_PROCESS)
                .processInstanceBusinessKey(message.request().toString())
                .variableValueEquals(SupportRequest.MESSAGE.name(), message.id()).list().stream()
                .flatMap(sending -> management.createJobQuery().processInstanceId(sending.getId()).list().stream())
                .forEach(job -> management.setJobRetries(job.getId(), RETRIES));
    }
}
