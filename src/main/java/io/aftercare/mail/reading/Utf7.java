package io.aftercare.mail.reading;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** UTF-7 (RFC 2152), which Java does not know and some old mail programs still write. */
final class Utf7 {

    private Utf7() {
    }

    /** What is no valid UTF-7 stays as it came. */
    static String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        var decoded = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char character = text.charAt(at++);
            if (character != '+') {
                decoded.append(character);
            } else if (at < text.length() && text.charAt(at) == '-') {
                decoded.append('+');
                at++;
            } else {
                int end = at;
                while (end < text.length() && base64(text.charAt(end))) {
                    end++;
                }
                decoded.append(end == at ? "+" : utf16(text.substring(at, end)));
                at = end < text.length() && end > at && text.charAt(end) == '-' ? end + 1 : end;
            }
        }
        return decoded.toString();
    }

    private static String utf16(String base64) {
        // A rest of one digit carries less than a byte; an odd byte less than a character.
        String whole = base64.length() % 4 == 1 ? base64.substring(0, base64.length() - 1) : base64;
        byte[] units = Base64.getDecoder().decode(whole);
        return new String(units, 0, units.length & ~1, StandardCharsets.UTF_16BE);
    }

    private static boolean base64(char character) {
        return character >= 'A' && character <= 'Z' || character >= 'a' && character <= 'z'
                || character >= '0' && character <= '9' || character == '+' || character == '/';
    }
}
