package io.aftercare.desk;

import io.aftercare.entitlement.Product;
import io.aftercare.entitlement.Products;
import io.aftercare.process.ProblemOrigin;
import io.aftercare.process.ProblemOrigins;
import java.util.List;
import org.springframework.stereotype.Component;

/** What people at the desk read for the codes of a triage that the catalogue and the decision tables name. */
@Component
public class TriageNames {

    private final Products products;
    private final ProblemOrigins origins;

    public TriageNames(Products products, ProblemOrigins origins) {
        this.products = products;
        this.origins = origins;
    }

    /** Null for null; the code itself when the catalogue does not have it. */
    public String product(String code) {
        return code == null ? null : products.find(code).map(Product::name).orElse(code);
    }

    /** Null for null. */
    public String origin(String code) {
        return code == null ? null
                : origins.find(code).map(ProblemOrigin::title).orElseGet(() -> new Labels().of(code));
    }

    /** All that a person may name, in the order in which they are offered. */
    public List<ProblemOrigin> origins() {
        return origins.all();
    }
}
