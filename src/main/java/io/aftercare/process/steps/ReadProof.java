package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.PURCHASE_PROVED;

import io.aftercare.conversation.Requests;
import io.aftercare.entitlement.Licence;
import io.aftercare.process.Purchases;
import io.aftercare.process.SupportRequest;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Looks for the purchase that the customer named. */
@Component
class ReadProof implements JavaDelegate {

    private final Requests requests;
    private final Purchases purchases;

    ReadProof(Requests requests, Purchases purchases) {
        this.requests = requests;
        this.purchases = purchases;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Optional<Licence> licence = purchases.of(requests.get(SupportRequest.of(execution)), false);
        licence.ifPresent(found -> requests.identify(SupportRequest.of(execution), null, found.key()));
        PURCHASE_PROVED.set(execution, licence.isPresent());
    }
}
