package io.aftercare.entitlement;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * A version of a product.
 *
 * @param released calendar day in the vendor's zone; may lie ahead
 * @param onSale   whether it is the version currently on sale, the only one that gets patches
 */
public record ProductVersion(String version, LocalDate released, boolean onSale) {

    static final Comparator<ProductVersion> OLDEST_FIRST =
            Comparator.comparing(ProductVersion::released).thenComparing(ProductVersion::version);
}
