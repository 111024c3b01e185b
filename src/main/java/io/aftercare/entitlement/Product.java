package io.aftercare.entitlement;

import java.util.List;

/**
 * A product of the vendor.
 *
 * @param code     what licences refer to
 * @param name     as customers know it
 * @param aliases  other names customers use; may be empty
 * @param versions oldest first; exactly one is on sale
 */
public record Product(String code, String name, List<String> aliases, List<ProductVersion> versions) {

    /** The version currently on sale; patches are made for this one only (policy rule 3). */
    public ProductVersion onSale() {
        return versions.stream().filter(ProductVersion::onSale).findFirst().orElseThrow(
                () -> new IllegalStateException("No version of " + code + " is on sale. Import the products again."));
    }
}
