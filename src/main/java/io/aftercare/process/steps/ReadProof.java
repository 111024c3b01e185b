package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.OTHER_PURCHASES;
import static io.aftercare.process.SupportRequest.PRODUCT;
import static io.aftercare.process.SupportRequest.PURCHASE_PROVED;
import static io.aftercare.process.SupportRequest.VERSION;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.entitlement.Licence;
import io.aftercare.process.Purchases;
import io.aftercare.process.Purchases.Known;
import io.aftercare.process.SupportRequest;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Looks for the purchase that the customer named; one of another product proves that product. */
@Component
class ReadProof implements JavaDelegate {

    private final Requests requests;
    private final Purchases purchases;
    private final Decisions decisions;

    ReadProof(Requests requests, Purchases purchases, Decisions decisions) {
        this.requests = requests;
        this.purchases = purchases;
        this.decisions = decisions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Request request = requests.get(SupportRequest.of(execution));
        Known known = purchases.known(request);
        Optional<Licence> licence = purchases.answered(known);
        licence.ifPresent(found -> {
            requests.identify(request.number(), null, found.key());
            if (request.product() != null && !purchases.isOf(found, request.product())) {
                goOnAbout(found, known, execution);
            }
        });
        // Where one was found, the request is about its product.
        OTHER_PURCHASES.set(execution,
                licence.isPresent() ? null : purchases.forStaff(purchases.ofOtherProducts(known)));
        PURCHASE_PROVED.set(execution, licence.isPresent());
    }

    private void goOnAbout(Licence found, Known known, DelegateExecution execution) {
        Request request = known.request();
        String version = purchases.versionWritten(known, found.product()).orElse(null);
        requests.triage(request.number(), request.triage().about(found.product(), version));
        PRODUCT.set(execution, found.product());
        VERSION.set(execution, version);
        decisions.record(request.number(), "product", found.product(), null,
                "Taken for a question about %s first. The customer's answer names %s, or a purchase of it: %s."
                        .formatted(purchases.name(request.product()), purchases.name(found.product()), found.key()),
                Decision.PROCESS);
    }
}
