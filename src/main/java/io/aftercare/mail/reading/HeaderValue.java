package io.aftercare.mail.reading;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A header with parameters, such as Content-Type, read as leniently as mails demand: RFC 2231 pieces, encoded words
 * where they do not belong, missing quotes.
 *
 * @param value      lower-cased, without parameters; empty when there is none
 * @param parameters decoded, by lower-case name
 */
record HeaderValue(String value, Map<String, String> parameters) {

    private static final Pattern PARAMETER = Pattern.compile(
            ";\\s*([^=;\\s\"]+)\\s*=\\s*(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"?|([^;]*+))", Pattern.DOTALL);
    private static final Pattern PIECE = Pattern.compile("(.+?)(?:\\*(\\d{1,3}))?(\\*)?");

    /** Longer values are cut: no honest one is, and expressions over them need stack and time. */
    private static final int LONGEST = 8000;

    /** @param latin1 the value as it came, bytes as Latin-1 characters; null reads as empty */
    static HeaderValue parse(String latin1) {
        String whole = latin1 == null ? "" : latin1.replaceAll("[\\r\\n]+", " ");
        whole = whole.substring(0, Math.min(whole.length(), LONGEST));
        int semicolon = whole.indexOf(';');
        String value = (semicolon < 0 ? whole : whole.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        var plain = new HashMap<String, String>();
        var pieces = new HashMap<String, TreeMap<Integer, Piece>>();
        Matcher parameter = PARAMETER.matcher(semicolon < 0 ? "" : whole.substring(semicolon));
        while (parameter.find()) {
            String text = parameter.group(2) != null ? parameter.group(2).replaceAll("\\\\([\"\\\\])", "$1")
                    : parameter.group(3).strip();
            Matcher name = PIECE.matcher(parameter.group(1).toLowerCase(Locale.ROOT));
            if (name.matches() && (name.group(2) != null || name.group(3) != null)) {
                int index = name.group(2) == null ? 0 : Integer.parseInt(name.group(2));
                pieces.computeIfAbsent(name.group(1), any -> new TreeMap<>())
                        .putIfAbsent(index, new Piece(text, name.group(3) != null));
            } else {
                plain.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), EncodedWords.decode(text));
            }
        }
        pieces.forEach((name, numbered) -> plain.put(name, joined(numbered)));
        return new HeaderValue(value, plain);
    }

    /** Null when there is none. */
    String parameter(String name) {
        return parameters.get(name);
    }

    private record Piece(String text, boolean encoded) {
    }

    private static String joined(TreeMap<Integer, Piece> pieces) {
        String charset = null;
        var bytes = new ByteArrayOutputStream();
        boolean first = true;
        for (Piece piece : pieces.values()) {
            String text = piece.text();
            if (first && piece.encoded()) {
                String[] parts = text.split("'", 3);
                if (parts.length == 3) {
                    charset = parts[0].isBlank() ? null : parts[0];
                    text = parts[2];
                }
            }
            first = false;
            bytes.writeBytes(piece.encoded() ? unescaped(text) : text.getBytes(StandardCharsets.ISO_8859_1));
        }
        String text = MailText.decode(bytes.toByteArray(), charset);
        return text.startsWith("=?") ? EncodedWords.decode(text) : text;
    }

    private static byte[] unescaped(String text) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            int high = text.charAt(i) == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(text.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
