package io.aftercare.process.steps;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.entitlement.Licences;
import io.aftercare.process.NamedLicences;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Finds out who writes: by the address, or by a licence key or order number in the text. */
@Component
class IdentifyCustomer implements JavaDelegate {

    private final Requests requests;
    private final NamedLicences named;
    private final Licences licences;
    private final Decisions decisions;

    IdentifyCustomer(Requests requests, NamedLicences named, Licences licences, Decisions decisions) {
        this.requests = requests;
        this.named = named;
        this.licences = licences;
        this.decisions = decisions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Request request = requests.get(SupportRequest.of(execution));
        int known = licences.of(request.customerAddress()).size();
        int quoted = named.in(request.number()).size();
        licences.customer(request.customerAddress())
                .ifPresent(customer -> requests.identify(request.number(), customer.name(), null));
        decisions.record(request.number(), "customer", known + quoted > 0 ? "KNOWN" : "UNKNOWN", null,
                "Licences by the address: " + known + ", by what was written: " + quoted + ".", Decision.PROCESS);
    }
}
