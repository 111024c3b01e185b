package io.aftercare.conversation;

import java.util.Locale;
import org.springframework.modulith.NamedInterface;

/** Mail addresses as they are compared. */
@NamedInterface("kernel")
public final class Addresses {

    private Addresses() {
    }

    /** Stripped and lower-cased, so that the same mailbox always compares equal. */
    public static String normalised(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }
}
