package io.aftercare.process;

import io.aftercare.conversation.Request;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import java.util.ArrayList;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The purchase a request stands on. */
@Component
public class Purchases {

    private final Licences licences;
    private final NamedLicences named;

    Purchases(Licences licences, NamedLicences named) {
        this.licences = licences;
        this.named = named;
    }

    /**
     * The most favourable licence for the product asked about, among those of the sender, those whose key or order
     * number the customer wrote, and the one a person put on the request.
     *
     * @param verified a person has verified the purchase: then the product no longer excludes it
     */
    public Optional<Licence> of(Request request, boolean verified) {
        var known = new ArrayList<>(licences.of(request.customerAddress()));
        known.addAll(named.in(request.number()));
        licences.find(request.licenceKey()).ifPresent(known::add);
        return licences.mostFavourable(known, request.product())
                .or(() -> verified ? licences.mostFavourable(known, null) : Optional.empty());
    }
}
