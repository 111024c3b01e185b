package io.aftercare.letters;

import java.time.LocalDate;

/**
 * A purchase as a letter names it.
 *
 * @param product     its name, as the customer knows it
 * @param purchasedOn calendar day in the vendor's time zone
 */
public record OwnedProduct(String product, String version, LocalDate purchasedOn) {
}
