package io.aftercare.conversation;

import java.net.IDN;
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

    private static final Pattern FOLDED = Pattern.compile("[ßς\\u200C\\u200D]");

    private Addresses() {
    }

    /**
     * Stripped, lower-cased and with the domain as it is written in ASCII ("xn--…"), so that the same mailbox always
     * compares equal; see {@link #asciiDomain}.
     */
    public static String normalised(String address) {
        String plain = address.strip().toLowerCase(Locale.ROOT);
        String domain = domain(plain);
        String written = plain.substring(0, plain.length() - domain.length()) + asciiDomain(domain);
        // Some characters are folded into a blank or an at sign, which no domain has.
        return written.equals(plain) || isAddress(written) ? written : plain;
    }

    /**
     * A domain as the domain name system writes it, in small letters. Letters that the older standard of such domains
     * folds, as ß into ss, make another domain by the newer one, so that a domain with them stays as it is; so does
     * what is no domain.
     */
    public static String asciiDomain(String domain) {
        String plain = domain.toLowerCase(Locale.ROOT);
        if (plain.chars().allMatch(character -> character < 0x80) || FOLDED.matcher(plain).find()) {
            return plain;
        }
        try {
            return IDN.toASCII(plain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noDomain) {
            return plain;
        }
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
