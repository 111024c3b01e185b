package io.aftercare.desk;

import io.aftercare.conversation.Kind;
import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.Products;
import io.aftercare.process.ProblemOrigins;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What a person may choose from who corrects a triage on the page of a conversation. */
@Component
class CorrectionChoices {

    private final Products products;
    private final ProblemOrigins origins;

    CorrectionChoices(Products products, ProblemOrigins origins) {
        this.products = products;
        this.origins = origins;
    }

    /** An origin as the page lists it. */
    record OfferedOrigin(String code, String title) {
    }

    /** For the template: the name of the request's product, and all kinds, products and origins. */
    Map<String, Object> of(RequestDetail request) {
        Map<String, Object> model = new HashMap<>();
        model.put("product", request.product() == null ? null
                : products.find(request.product()).map(Product::name).orElse(request.product()));
        model.put("kinds", Kind.values());
        model.put("catalogue", products.all());
        model.put("origins", origins(request.origin()));
        return model;
    }

    /** What the request has stays to be chosen, even when its row is gone. */
    private List<OfferedOrigin> origins(String known) {
        List<OfferedOrigin> listed = origins.all().stream()
                .map(origin -> new OfferedOrigin(origin.code(), origin.title())).toList();
        return known == null || origins.find(known).isPresent() ? listed
                : Stream.concat(listed.stream(), Stream.of(new OfferedOrigin(known, new Labels().of(known)))).toList();
    }
}
