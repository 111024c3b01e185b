package io.aftercare.desk;

import io.aftercare.conversation.Kind;
import io.aftercare.entitlement.Products;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What a person may choose from who corrects a triage on the page of a conversation. */
@Component
class CorrectionChoices {

    private final Products products;
    private final TriageNames names;

    CorrectionChoices(Products products, TriageNames names) {
        this.products = products;
        this.names = names;
    }

    /** An origin as the page lists it. */
    record OfferedOrigin(String code, String title) {
    }

    /** For the template: the name of the request's product, and all kinds, products and origins. */
    Map<String, Object> of(RequestDetail request) {
        Map<String, Object> model = new HashMap<>();
        model.put("product", names.product(request.product()));
        model.put("kinds", Kind.values());
        model.put("catalogue", products.all());
        model.put("origins", origins(request.origin()));
        return model;
    }

    /** What the request has stays to be chosen, even when its row is gone. */
    private List<OfferedOrigin> origins(String known) {
        List<OfferedOrigin> listed = names.origins().stream()
                .map(origin -> new OfferedOrigin(origin.code(), origin.title())).toList();
        return known == null || listed.stream().anyMatch(offered -> offered.code().equals(known)) ? listed
                : Stream.concat(listed.stream(), Stream.of(new OfferedOrigin(known, names.origin(known)))).toList();
    }
}
