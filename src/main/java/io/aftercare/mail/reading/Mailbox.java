package io.aftercare.mail.reading;

import io.aftercare.conversation.Addresses;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One address of a mail.
 *
 * @param address lower-cased, exactly one at sign, neither blanks nor control characters
 * @param name    the name shown beside it; null when there is none
 */
public record Mailbox(String address, String name) {

    /** The look behind makes each run of characters be tried once, from its beginning. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<![^\\s<>()\\[\\],;:\"\\\\@])[^\\s<>()\\[\\],;:\"\\\\@]++@[^\\s<>()\\[\\],;:\"\\\\@]++");
    private static final Pattern QUOTED_LOCAL_PART = Pattern.compile("\"[^\"\\s@]+\"@[^\\s<>()\\[\\],;:\"\\\\@]+");
    /** What makes of an address two, of which some programs take the first and some the last. */
    private static final Pattern ANOTHER_BEHIND = Pattern.compile("[\"\\s)]*+@.*", Pattern.DOTALL);
    private static final Pattern ANOTHER_BEFORE = Pattern.compile("(?<=@)[\"\\s(]{0,100}$");
    private static final int LONGEST = 320;
    private static final int LONGEST_WRITTEN = 2000;

    /** The usable addresses of a header as it came, in order; what cannot be an address is left out. */
    public static List<Mailbox> parse(String latin1) {
        var mailboxes = new ArrayList<Mailbox>();
        for (String one : split(latin1.replaceAll("[\\r\\n]+", " "))) {
            Mailbox mailbox = read(one.substring(0, Math.min(one.length(), LONGEST_WRITTEN)));
            if (mailbox != null) {
                mailboxes.add(mailbox);
            }
        }
        return mailboxes;
    }

    private static Mailbox read(String one) {
        int open = one.lastIndexOf('<');
        String name = open >= 0 ? one.substring(0, open) : null;
        String address = addressIn(open >= 0 ? one.substring(open) : one);
        if (address == null && open >= 0 && one.indexOf('@', open) < 0) {
            address = addressIn(one);
        }
        if (address == null || address.length() > LONGEST) {
            return null;
        }
        if (name == null && one.indexOf('(') >= 0) {
            name = one.substring(one.indexOf('(') + 1).replaceAll("\\).*", "");
        }
        return new Mailbox(Addresses.normalised(address), name == null ? null : shown(name));
    }

    private static String addressIn(String text) {
        // An encoded word may hide the address: some senders encode the whole header.
        for (String candidate : List.of(MailText.header(text), EncodedWords.decode(text))) {
            for (Pattern form : List.of(QUOTED_LOCAL_PART, ADDRESS)) {
                Matcher address = form.matcher(candidate);
                if (address.find()) {
                    return ANOTHER_BEHIND.matcher(candidate.substring(address.end())).matches()
                            || ANOTHER_BEFORE.matcher(candidate.substring(0, address.start())).find() ? null
                                    : address.group();
                }
            }
        }
        return null;
    }

    private static String shown(String name) {
        String text = EncodedWords.decode(name.strip().replaceAll("^\"|\"$", "").replaceAll("\\\\(.)", "$1"))
                .replaceAll("[\\p{Cntrl}\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]", "").strip();
        return text.isEmpty() ? null : text;
    }

    /** Splits at commas and semicolons outside of quotes, comments and angle brackets. */
    private static List<String> split(String header) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        boolean quoted = false;
        boolean angled = false;
        int comment = 0;
        for (int i = 0; i < header.length(); i++) {
            char character = header.charAt(i);
            if (character == '\\' && i + 1 < header.length()) {
                part.append(character).append(header.charAt(++i));
                continue;
            }
            if (character == '"' && comment == 0) {
                quoted = !quoted && header.indexOf('"', i + 1) >= 0;
            } else if (!quoted) {
                if (character == '(') {
                    comment++;
                } else if (character == ')' && comment > 0) {
                    comment--;
                } else if (character == '<') {
                    angled = header.indexOf('>', i) >= 0;
                } else if (character == '>') {
                    angled = false;
                } else if ((character == ',' || character == ';') && !angled && comment == 0) {
                    parts.add(part.toString());
                    part.setLength(0);
                    continue;
                }
            }
            part.append(character);
        }
        parts.add(part.toString());
        return parts;
    }
}
