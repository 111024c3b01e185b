package io.aftercare.process;

import io.aftercare.conversation.Addresses;
import java.util.regex.Pattern;

/** The mail address of a customer that a person typed. */
final class EnteredAddress {

    /** Of what is typed a slip is more likely than a domain without a dot. */
    private static final Pattern PLAUSIBLE = Pattern.compile(".{1,64}@.{1,250}\\.[^.]{2,60}");

    private EnteredAddress() {
    }

    /** @throws IllegalArgumentException saying what to enter, when it is no address that can be answered */
    static String checked(String address) {
        if (address == null || !Addresses.isAddress(address.strip())
                || !PLAUSIBLE.matcher(address.strip()).matches()) {
            throw new IllegalArgumentException("Enter the mail address of the customer, such as anna@example.org.");
        }
        return address.strip();
    }
}
