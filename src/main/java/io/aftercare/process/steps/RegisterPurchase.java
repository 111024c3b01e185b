package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.LICENCE_KEY;
import static io.aftercare.process.SupportRequest.NEW_LICENCE_PRODUCT;
import static io.aftercare.process.SupportRequest.NEW_LICENCE_PURCHASED_ON;
import static io.aftercare.process.SupportRequest.NEW_LICENCE_VERSION;
import static io.aftercare.process.SupportRequest.PURCHASE_PROVED;

import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.process.EnteredDate;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Keeps the purchase that a person has verified; one that was not known is registered for this customer. */
@Component
class RegisterPurchase implements JavaDelegate {

    private final Requests requests;
    private final Licences licences;

    RegisterPurchase(Requests requests, Licences licences) {
        this.requests = requests;
        this.licences = licences;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Request request = requests.get(SupportRequest.of(execution));
        String key = LICENCE_KEY.in(execution);
        if (licences.find(key).isEmpty()) {
            licences.register(new Licence(key, null, request.customerAddress(), NEW_LICENCE_PRODUCT.in(execution), null,
                    NEW_LICENCE_VERSION.in(execution), EnteredDate.of(NEW_LICENCE_PURCHASED_ON.in(execution))),
                    request.customerName(), request.language());
        }
        requests.identify(request.number(), null, key);
        PURCHASE_PROVED.set(execution, true);
    }
}
