package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.WAITING_FOR;

import io.aftercare.conversation.Requests;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** From here on it is the customer's turn. */
@Component
class AwaitCustomer implements ExecutionListener {

    private final Requests requests;

    AwaitCustomer(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void notify(DelegateExecution execution) {
        requests.waitForCustomer(SupportRequest.of(execution), WAITING_FOR.in(execution).ifSilent());
    }
}
