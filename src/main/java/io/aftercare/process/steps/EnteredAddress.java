package io.aftercare.process.steps;

import java.util.regex.Pattern;

/** The mail address of a customer that a person typed. */
final class EnteredAddress {

    private static final Pattern PLAUSIBLE = Pattern
            .compile("[^\\s@<>,;:\"()\\[\\]]{1,64}@[^\\s@<>,;:\"()\\[\\]]{1,250}\\.[^\\s@<>,;:\"()\\[\\].]{2,60}");

    private EnteredAddress() {
    }

    /** @throws IllegalArgumentException saying what to enter, when it is no address that can be answered */
    static String checked(String address) {
        if (address == null || !PLAUSIBLE.matcher(address.strip()).matches()) {
            throw new IllegalArgumentException("Enter the mail address of the customer, such as anna@example.org.");
        }
        return address.strip();
    }
}
