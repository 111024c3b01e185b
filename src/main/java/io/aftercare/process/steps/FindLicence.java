package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.ASKED_ON;
import static io.aftercare.process.SupportRequest.LICENSED_VERSION;
import static io.aftercare.process.SupportRequest.OTHER_PURCHASES;
import static io.aftercare.process.SupportRequest.PURCHASED_ON;
import static io.aftercare.process.SupportRequest.PURCHASE_FOUND;
import static io.aftercare.process.SupportRequest.PURCHASE_VERIFIED;
import static io.aftercare.process.SupportRequest.VERSION_CONFIRMED;
import static io.aftercare.process.SupportRequest.VERSION_NAMED;
import static io.aftercare.process.SupportRequest.VERSION_ON_SALE;

import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.process.Purchases;
import io.aftercare.process.Purchases.Known;
import io.aftercare.process.SupportRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Finds the most favourable licence for the product asked about: the facts the entitlement is decided on. */
@Component
class FindLicence implements JavaDelegate {

    private final Requests requests;
    private final Purchases purchases;
    private final Licences licences;
    private final Clock clock;

    FindLicence(Requests requests, Purchases purchases, Licences licences, Clock clock) {
        this.requests = requests;
        this.purchases = purchases;
        this.licences = licences;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Request request = requests.get(SupportRequest.of(execution));
        Known known = purchases.known(request);
        Optional<Licence> licence = purchases.of(known, PURCHASE_VERIFIED.isTrue(execution));
        licence.ifPresent(found -> requests.identify(request.number(), null, found.key()));
        OTHER_PURCHASES.set(execution, purchases.forStaff(purchases.ofOtherProducts(known)));
        PURCHASE_FOUND.set(execution, licence.isPresent());
        PURCHASED_ON.set(execution, licence.map(found -> found.purchasedOn().toString()).orElse(null));
        LICENSED_VERSION.set(execution, licence.map(Licence::version).orElse(null));
        VERSION_ON_SALE.set(execution,
                licences.versionOnSale(licence.map(Licence::product).orElse(request.product())).orElse(null));
        if (!VERSION_CONFIRMED.isTrue(execution)) {
            VERSION_NAMED.set(execution, purchases.versionWritten(known,
                    licence.map(Licence::product).orElse(request.product())).orElse(null));
        }
        ASKED_ON.set(execution, LocalDate.ofInstant(request.openedAt(), clock.getZone()).toString());
    }
}
