package io.aftercare.conversation;

import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.modulith.NamedInterface;

/** Mail addresses: what is one, and how they are compared. */
@NamedInterface("kernel")
public final class Addresses {

    private static final int LONGEST = 320;
    /** Whether a mailbox of the name exists is for mail servers to say, and odd ones do: "a..b@" or "ab.@". */
    private static final Pattern ADDRESS = Pattern.compile(
            "[^\\s<>()\\[\\],;:\"\\\\@\\p{Cntrl}]+@[^\\s<>()\\[\\],;:\"\\\\@\\p{Cntrl}]+");

    private Addresses() {
    }

    /** Stripped and lower-cased, so that the same mailbox always compares equal. */
    public static String normalised(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a text is one mail address and nothing else: a name, one at sign, a domain, without quotes, brackets or
     * blanks. Of {@code a@b@c} some programs read the first domain and some the last, so it is none.
     *
     * @param text null is none
     */
    public static boolean isAddress(String text) {
        return text != null && text.length() <= LONGEST && ADDRESS.matcher(text).matches();
    }

    /** The part of an address behind the at sign. */
    public static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
