package io.aftercare.mail.reading;

import io.aftercare.conversation.UnreadableText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows the parts of a mail that cannot be read without a key, and says so in their place and in a remark. */
final class EncryptedParts {

    private static final Set<String> SMIME = Set.of("application/pkcs7-mime", "application/x-pkcs7-mime");
    private static final Pattern ARMOUR = Pattern.compile(
            "(?m)^-----BEGIN PGP MESSAGE-----\\h*$[^-]{0,1000000}+^-----END PGP MESSAGE-----\\h*$");

    /** What gateways call the page in which they wrap a mail. */
    private static final Pattern ENVELOPE = Pattern.compile(
            "(?:securedoc|securemessage|secure[_ -]message|encrypted[_ -]message|message_zdm|smail)"
                    + "[\\w -]{0,40}\\.html?");

    private final ReadingLimits limits;
    private boolean found;

    EncryptedParts(ReadingLimits limits) {
        this.limits = limits;
    }

    /**
     * Whether a part is the mail itself, signed or encrypted with S/MIME. A document that somebody signed and attached,
     * such as invoice.xml.p7m, is a file.
     *
     * @param name null when the part has none
     */
    static boolean smime(String mediaType, HeaderValue type, String name, boolean whole) {
        boolean named = name != null && name.strip().toLowerCase(Locale.ROOT).matches("smime\\.p7[mz]");
        return SMIME.contains(mediaType) && (named || whole || type.parameter("smime-type") != null)
                || named && mediaType.equals("application/octet-stream");
    }

    /** Whether a part is a mail that Outlook encrypts for a server of Microsoft. */
    static boolean rightsManaged(String mediaType, String name) {
        return mediaType.equals("application/x-microsoft-rpmsg-message")
                || name != null && name.toLowerCase(Locale.ROOT).endsWith(".rpmsg");
    }

    /**
     * How a part is encrypted that no longer stands in a multipart for such, as where a server of Microsoft took one
     * apart, or that a gateway has put into an envelope of its own; null when it is not.
     *
     * @param name null when the part has none
     */
    static String loose(String mediaType, String name) {
        String file = name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
        if (mediaType.equals("application/pgp-encrypted") || file.equals("encrypted.asc")
                || file.matches("pgpexch\\.html?\\.(?:pgp|asc|gpg)")) {
            return "OpenPGP";
        }
        return ENVELOPE.matcher(file).matches() ? "a secure envelope" : null;
    }

    /** @param how null when it is not known */
    List<Segment> segments(String how) {
        return List.of(new Segment(sentence(how), null, false));
    }

    /** A text with the sentence in place of what is encrypted within. */
    String marked(String text) {
        return text.contains("-----BEGIN PGP MESSAGE-----")
                ? ARMOUR.matcher(text).replaceAll(block -> sentence("OpenPGP"))
                : text;
    }

    /** Whether something has been found already. */
    boolean found() {
        return found;
    }

    private String sentence(String how) {
        String sentence = UnreadableText.because("it is encrypted" + (how == null ? "" : " (" + how + ")"));
        if (!found) {
            limits.remark(sentence + " No automatic answer goes out; a person is to look at it.");
        }
        found = true;
        return sentence;
    }
}
