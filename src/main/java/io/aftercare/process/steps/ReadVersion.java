package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.CUSTOMER_REPLY;
import static io.aftercare.process.SupportRequest.VERSION_CONFIRMED;
import static io.aftercare.process.SupportRequest.VERSION_NAMED;

import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.process.Purchases;
import io.aftercare.process.SupportRequest;
import io.aftercare.process.SupportRequest.CustomerReply;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Reads which version the customer says it is; where no answer came, what was written before counts. */
@Component
class ReadVersion implements JavaDelegate {

    private final Requests requests;
    private final Purchases purchases;

    ReadVersion(Requests requests, Purchases purchases) {
        this.requests = requests;
        this.purchases = purchases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Request request = requests.get(SupportRequest.of(execution));
        boolean silent = CUSTOMER_REPLY.in(execution) == CustomerReply.SILENCE;
        Optional<String> told =
                silent ? Optional.empty() : purchases.versionAnswered(request, purchases.productCode(request));
        told.ifPresent(version -> VERSION_NAMED.set(execution, version));
        VERSION_CONFIRMED.set(execution, silent || told.isPresent());
    }
}
