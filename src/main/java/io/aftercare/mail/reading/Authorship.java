package io.aftercare.mail.reading;

import io.aftercare.conversation.Addresses;
import java.util.List;

/**
 * What a mail says about who wrote it, and what mail servers wrote about that.
 *
 * @param author  the one author; null when From names nobody or several, or in a way that programs read differently
 * @param several whether it has more than one From, or one that names several
 * @param results the Authentication-Results as they came, not decoded, the topmost first
 */
public record Authorship(Mailbox author, boolean several, List<String> results) {

    static Authorship of(MailPart part) {
        List<String> from = part.values("from");
        List<Mailbox> named = part.mailboxes("from");
        boolean several = from.size() > 1 || named.stream().map(Mailbox::address).distinct().count() > 1;
        boolean one = !several && named.size() == 1 && plain(from.get(0), named.get(0).address());
        return new Authorship(one ? named.get(0) : null, several, part.exactly("authentication-results"));
    }

    /**
     * Whether a From names this address such that no program takes another one for its author: alone or in brackets
     * behind a name, no group, no further address beside it.
     */
    private static boolean plain(String from, String address) {
        String bare = withoutQuotesAndComments(from.replaceAll("[\\r\\n]+", " "));
        if (bare == null || !Addresses.isAddress(address) || bare.chars().anyMatch(Authorship::control)
                || bare.matches(".*[,;:].*")) {
            return false;
        }
        int open = bare.indexOf('<');
        if (open < 0) {
            return same(bare, address);
        }
        int close = bare.indexOf('>', open);
        String name = bare.substring(0, open);
        return close == bare.stripTrailing().length() - 1 && same(bare.substring(open + 1, close), address)
                && (name.indexOf('@') < 0 || same(name, address));
    }

    /** Of a byte: above ASCII they are parts of characters. */
    private static boolean control(int character) {
        return character < ' ' && character != '\t' || character == 0x7F;
    }

    private static boolean same(String written, String address) {
        return Addresses.normalised(MailText.header(written)).equals(address);
    }

    /** Null when a quotation or comment does not end. */
    private static String withoutQuotesAndComments(String header) {
        var bare = new StringBuilder();
        boolean quoted = false;
        int depth = 0;
        for (int i = 0; i < header.length(); i++) {
            char character = header.charAt(i);
            if (character == '\\' && (quoted || depth > 0)) {
                i++;
            } else if (character == '"' && depth == 0) {
                quoted = !quoted;
            } else if (character == '(' && !quoted) {
                depth++;
            } else if (character == ')' && depth > 0) {
                depth--;
            } else if (!quoted && depth == 0) {
                bare.append(character);
            }
        }
        return quoted || depth > 0 ? null : bare.toString();
    }
}
