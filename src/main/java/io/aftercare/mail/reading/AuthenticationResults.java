package io.aftercare.mail.reading;

import io.aftercare.conversation.Addresses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Authentication-Results headers (RFC 8601). Anybody can write such a header into a mail, so only those that bear
 * the identifier of our own mail server are believed; that server takes out what others wrote under its name. For what
 * it may have missed, a failure is believed more readily than a pass.
 */
public final class AuthenticationResults {

    private static final Pattern SERVER = Pattern.compile("^\\s*+(?:\"([^\"]{1,300}+)\"|([^\\s;\"]{1,300}+))");
    private static final Pattern RESULT = Pattern.compile(
            "^\\s*+dmarc\\s*+(?:/\\s*+\\d{1,3}+\\s*+)?=\\s*+\"?([a-z]{1,20}+)", Pattern.CASE_INSENSITIVE);
    /** A property and its value, which is passed over whole when it is quoted. */
    private static final Pattern PROPERTY =
            Pattern.compile("([\\w.-]{1,100}+)\\s{0,9}+=\\s{0,9}+(\"[^\"]*+\"?|[^\\s\"]++)");

    private AuthenticationResults() {
    }

    /** A header of a server of ours: what it gives about DMARC, empty when nothing. */
    private record Finding(String server, boolean plain, Optional<DmarcResult> result) {
    }

    /**
     * What our mail servers found. It passes only if From names one author without any doubt, in whose domain they
     * found it, and only in the topmost header of a server: each writes above what it got. A failure is believed
     * wherever the topmost result stands.
     *
     * @param authservIds of our own mail servers; with none, nothing is believed
     */
    public static DmarcResult dmarc(ParsedMail mail, List<String> authservIds) {
        if (authservIds.isEmpty() || mail.from() == null) {
            return DmarcResult.UNKNOWN;
        }
        List<Finding> findings = mail.authorship().results().stream()
                .flatMap(header -> finding(header, mail.from(), authservIds).stream()).toList();
        DmarcResult topmost = findings.stream().flatMap(finding -> finding.result().stream()).findFirst()
                .orElse(DmarcResult.UNKNOWN);
        return topmost != DmarcResult.PASS || mail.authorship().author() != null && passes(findings) ? topmost
                : DmarcResult.UNKNOWN;
    }

    /** Whether each server that says anything about DMARC does so in its topmost header, plainly and without doubt. */
    private static boolean passes(List<Finding> findings) {
        Map<String, Finding> topmost = new HashMap<>();
        findings.forEach(finding -> topmost.putIfAbsent(finding.server(), finding));
        return findings.stream().filter(finding -> finding.result().isPresent())
                .allMatch(finding -> finding.plain() && finding.result().get() == DmarcResult.PASS
                        && topmost.get(finding.server()).result().isPresent());
    }

    private static Optional<Finding> finding(String header, Mailbox from, List<String> authservIds) {
        List<String> pieces = pieces(header);
        Matcher server = SERVER.matcher(pieces.get(0));
        if (!server.find()) {
            return Optional.empty();
        }
        String name = (server.group(1) == null ? server.group(2) : server.group(1)).strip();
        // No mail server writes its name in quotes or behind a comment, nor do all take out what others wrote so.
        boolean plain = server.group(1) == null && header.stripLeading().startsWith(name);
        return authservIds.stream().filter(name::equalsIgnoreCase).findFirst()
                .map(own -> new Finding(own.toLowerCase(Locale.ROOT), plain, dmarc(pieces, from)));
    }

    /** Empty when the header says nothing about DMARC; one failure outweighs what else it says. */
    private static Optional<DmarcResult> dmarc(List<String> pieces, Mailbox from) {
        DmarcResult found = null;
        for (String piece : pieces.subList(1, pieces.size())) {
            Matcher result = RESULT.matcher(piece);
            if (result.find()) {
                DmarcResult one = switch (result.group(1).toLowerCase(Locale.ROOT)) {
                    case "pass" -> of(piece.substring(result.end()), from) ? DmarcResult.PASS : DmarcResult.UNKNOWN;
                    case "fail" -> DmarcResult.FAIL;
                    default -> DmarcResult.UNKNOWN;
                };
                found = found == null || one == DmarcResult.FAIL ? one : found == DmarcResult.PASS ? one : found;
            }
        }
        return Optional.ofNullable(found);
    }

    /** Whether what was checked is the author's domain: a server may read another address in From than we do. */
    private static boolean of(String properties, Mailbox from) {
        String claimed = Addresses.asciiDomain(Addresses.domain(from.address()));
        Matcher property = PROPERTY.matcher(properties);
        boolean same = true;
        while (property.find()) {
            if (property.group(1).equalsIgnoreCase("header.from")) {
                String domain =
                        Addresses.asciiDomain(Addresses.domain(property.group(2).replaceAll("[\"<>]", "").strip()));
                same &= claimed.equals(domain) || claimed.endsWith("." + domain);
            }
        }
        return same;
    }

    /** The header at its semicolons, without comments; quoted strings stay whole. The first piece names the server. */
    private static List<String> pieces(String header) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            char character = header.charAt(i);
            boolean escaped = character == '\\' && (quoted || depth > 0) && i + 1 < header.length();
            if (depth == 0 && (quoted || character != '(' && character != ';')) {
                // A quotation mark within a quotation must not end it when the piece is looked at again.
                piece.append(!escaped ? character : header.charAt(i + 1) == '"' ? '\'' : header.charAt(i + 1));
            }
            if (escaped) {
                i++;
            } else if (depth == 0 && character == '"') {
                quoted = !quoted;
            } else if (!quoted && character == '(') {
                depth++;
                piece.append(' ');
            } else if (depth > 0 && character == ')') {
                depth--;
            } else if (!quoted && depth == 0 && character == ';') {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }
}
