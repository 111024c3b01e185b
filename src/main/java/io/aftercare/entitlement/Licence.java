package io.aftercare.entitlement;

import java.time.LocalDate;

/**
 * A purchase of a product: what entitles its customer to use and technical support.
 *
 * @param key             as the vendor prints it
 * @param orderNumber     null when unknown; one order may hold several licences
 * @param customerAddress mail address of the purchase
 * @param product         code of a product of the catalogue
 * @param edition         such as {@code Pro}; null when the product has none
 * @param version         the version bought, which the catalogue need not list any more
 * @param purchasedOn     calendar day in the vendor's zone; the support period counts from it (policy rule 2)
 */
public record Licence(String key, String orderNumber, String customerAddress, String product, String edition,
        String version, LocalDate purchasedOn) {
}
