package io.aftercare.entitlement;

import io.aftercare.unicode.NormalizedText;
import io.aftercare.unicode.WindowsText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * The text of a CSV file: UTF-8 with or without byte order mark, UTF-16 with one, otherwise a charset of Windows. A
 * byte that is broken does not make a UTF-8 file one in another charset; the line that has it is reported.
 */
record CsvText(String text, Encoding encoding) {

    /** In which a file is written. */
    enum Encoding {
        UNICODE, WESTERN, CENTRAL_EUROPEAN;

        /** Its name, as spreadsheets call it. */
        String charset() {
            return this == UNICODE ? "UTF-8"
                    : this == WESTERN ? "Windows-1252 (Western European)" : "Windows-1250 (Central European)";
        }
    }

    /** Stands where a byte could not be read. */
    static final char BROKEN = '\uFFFD';

    private static final char MARK = '\uFEFF';
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Charset WINDOWS_1250 = Charset.forName("windows-1250");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cc}&&[^\\n\\t]]");
    private static final Pattern BLANK = Pattern.compile("[\\p{Zs}\\t]");

    static CsvText of(byte[] bytes) {
        if (bytes.length >= 2 && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
                || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)) {
            return unmarked(new String(bytes, StandardCharsets.UTF_16), Encoding.UNICODE);
        }
        try {
            return unmarked(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
                    Encoding.UNICODE);
        } catch (CharacterCodingException broken) {
            String lenient = new String(bytes, StandardCharsets.UTF_8);
            if (mostlyUnicode(lenient)) {
                return unmarked(lenient, Encoding.UNICODE);
            }
        }
        return WindowsText.central(bytes) ? unmarked(new String(bytes, WINDOWS_1250), Encoding.CENTRAL_EUROPEAN)
                : unmarked(new String(bytes, WINDOWS_1252), Encoding.WESTERN);
    }

    /** Whether a text says something else in the other charset of Windows. */
    static boolean ambiguous(String text) {
        return text.chars().anyMatch(character -> character >= 0x80)
                && !new String(text.getBytes(WINDOWS_1252), WINDOWS_1250).equals(text);
    }

    /** A value without what nobody sees: no character of a width of zero, no control; each blank is a plain one. */
    static String clean(String value) {
        if (value.chars().allMatch(character -> character >= ' ' && character < 0x7F)) {
            return value.strip();
        }
        return BLANK.matcher(UNSEEN.matcher(value).replaceAll("")).replaceAll(" ").strip();
    }

    /** A value with what nobody sees spelled out, to be shown. */
    static String shown(String value) {
        var shown = new StringBuilder();
        value.codePoints().forEach(character -> {
            boolean unseen = character != ' ' && character != '\n' && (Character.isSpaceChar(character)
                    || Character.getType(character) == Character.FORMAT || Character.isISOControl(character));
            shown.append(unseen ? "[U+%04X]".formatted(character) : Character.toString(character));
        });
        return shown.toString();
    }

    /** An address without what spreadsheets and mail programs put around it. */
    static String address(String value) {
        return NormalizedText.of(value, Normalizer.Form.NFKC).replaceFirst("(?i)^mailto:\\s*", "")
                .replaceFirst("\\?.*$", "").replaceAll("^[<\"'(\\s]+|[>\"'),;.\\s]+$", "");
    }

    private static boolean mostlyUnicode(String lenient) {
        long broken = lenient.chars().filter(character -> character == BROKEN).count();
        long whole = lenient.chars().filter(character -> character >= 0x80 && character != BROKEN).count();
        return whole >= broken;
    }

    private static CsvText unmarked(String text, Encoding encoding) {
        String bare = !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
        return new CsvText(bare.replace("\r\n", "\n").replace('\r', '\n'), encoding);
    }
}
