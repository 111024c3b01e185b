package io.aftercare.process;

import io.aftercare.conversation.Message;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/**
 * Sends composed letters: each by a process of its own, whose job retries and whose incident stands in Cockpit, so that
 * a mail server that is down never holds a request up.
 */
@Component
public class Outbox {

    private final RuntimeService runtime;

    Outbox(RuntimeService runtime) {
        this.runtime = runtime;
    }

    /** Has a queued letter sent once the transaction that composed it is committed. */
    public void send(Message letter) {
        runtime.startProcessInstanceByKey(SupportRequest.OUTGOING_MAIL_PROCESS, letter.request().toString(),
                Variables.putValue(SupportRequest.MESSAGE.name(), letter.id()));
    }
}
