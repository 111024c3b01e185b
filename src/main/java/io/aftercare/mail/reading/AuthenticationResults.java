package io.aftercare.mail.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Authentication-Results headers (RFC 8601). Anybody can write such a header into a mail, so only those that bear
 * the identifier of our own mail server are believed; that server takes out what others wrote under its name.
 */
public final class AuthenticationResults {

    private static final Pattern SERVER = Pattern.compile("^\\s*+(?:\"([^\"]{1,300}+)\"|([^\\s;\"]{1,300}+))");
    private static final Pattern RESULT = Pattern.compile(
            "^\\s*+dmarc\\s*+(?:/\\s*+\\d{1,3}+\\s*+)?=\\s*+\"?([a-z]{1,20}+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHECKED_DOMAIN = Pattern.compile(
            "(?<![\\w.-])header\\.from\\s{0,9}+=\\s{0,9}+\"?(?:[^\\s\"@;]{0,200}+@)?+([\\w.-]{1,255}+)",
            Pattern.CASE_INSENSITIVE);

    private AuthenticationResults() {
    }

    /**
     * The DMARC result of the topmost believed header that gives one: each server writes above what it found.
     *
     * @param authservIds of our own mail servers; with none, nothing is believed
     */
    public static DmarcResult dmarc(ParsedMail mail, List<String> authservIds) {
        if (authservIds.isEmpty() || mail.from() == null) {
            return DmarcResult.UNKNOWN;
        }
        return mail.headers().getOrDefault("authentication-results", List.of()).stream()
                .map(AuthenticationResults::pieces)
                .filter(pieces -> believed(pieces.get(0), authservIds))
                .flatMap(pieces -> dmarc(pieces, mail.from()).stream()).findFirst().orElse(DmarcResult.UNKNOWN);
    }

    private static boolean believed(String first, List<String> authservIds) {
        Matcher server = SERVER.matcher(first);
        if (!server.find()) {
            return false;
        }
        String name = server.group(1) == null ? server.group(2) : server.group(1);
        return authservIds.stream().anyMatch(own -> own.strip().equalsIgnoreCase(name.strip()));
    }

    /** Empty when the header says nothing about DMARC; one failure outweighs what else it says. */
    private static Optional<DmarcResult> dmarc(List<String> pieces, Mailbox from) {
        DmarcResult found = null;
        for (String piece : pieces.subList(1, pieces.size())) {
            Matcher result = RESULT.matcher(piece);
            if (result.find()) {
                DmarcResult one = switch (result.group(1).toLowerCase(Locale.ROOT)) {
                    case "pass" -> of(piece, from) ? DmarcResult.PASS : DmarcResult.UNKNOWN;
                    case "fail" -> DmarcResult.FAIL;
                    default -> DmarcResult.UNKNOWN;
                };
                found = found == null || one == DmarcResult.FAIL ? one : found == DmarcResult.PASS ? one : found;
            }
        }
        return Optional.ofNullable(found);
    }

    /** A mail with two From headers may have been checked by one and be read by the other. */
    private static boolean of(String piece, Mailbox from) {
        Matcher checked = CHECKED_DOMAIN.matcher(piece);
        if (!checked.find()) {
            return true;
        }
        String domain = checked.group(1).toLowerCase(Locale.ROOT);
        String claimed = from.address().substring(from.address().indexOf('@') + 1);
        return claimed.equals(domain) || claimed.endsWith("." + domain);
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
                piece.append(escaped ? header.charAt(i + 1) : character);
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
