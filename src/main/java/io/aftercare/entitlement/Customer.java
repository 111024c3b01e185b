package io.aftercare.entitlement;

/**
 * A customer, known by the mail address of a purchase.
 *
 * @param address  stripped and lower-cased
 * @param name     null when unknown
 * @param language ISO 639-1, such as {@code fr}; null when unknown
 */
public record Customer(String address, String name, String language) {
}
