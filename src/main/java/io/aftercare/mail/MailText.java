package io.aftercare.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;

/** Bytes of a mail as text, whatever they claim to be: declared charset, UTF-8, Windows-1252, in that order. */
final class MailText {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** What mails call a charset, and the larger one that is really meant. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("us-ascii", "windows-1252"), Map.entry("ascii", "windows-1252"),
            Map.entry("ansi_x3.4-1968", "windows-1252"), Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"), Map.entry("latin1", "windows-1252"),
            Map.entry("latin-1", "windows-1252"), Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("utf8", "utf-8"), Map.entry("unicode-1-1-utf-8", "utf-8"),
            Map.entry("gb2312", "gb18030"), Map.entry("gb_2312-80", "gb18030"), Map.entry("x-gbk", "gb18030"),
            Map.entry("ks_c_5601-1987", "x-windows-949"), Map.entry("ks_c_5601", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"), Map.entry("shift-jis", "windows-31j"),
            Map.entry("shift_jis", "windows-31j"), Map.entry("x-sjis", "windows-31j"),
            Map.entry("iso-8859-8-i", "iso-8859-8"), Map.entry("iso-8859-8-e", "iso-8859-8"),
            Map.entry("macintosh", "x-macroman"), Map.entry("x-mac-roman", "x-macroman"));

    private MailText() {
    }

    /**
     * The text of some bytes; never fails.
     *
     * @param declared the charset the mail names, however badly written; null when it names none
     */
    static String decode(byte[] bytes, String declared) {
        Charset named = charset(declared);
        String text = null;
        if (named != null && !named.equals(WINDOWS_1252)) {
            text = strictly(bytes, named);
        }
        if (text == null) {
            // Windows-1252 accepts nearly every byte, so UTF-8 goes first: text that is valid UTF-8 is hardly anything else.
            text = strictly(bytes, StandardCharsets.UTF_8);
        }
        if (text == null) {
            boolean other = named == null || named.equals(StandardCharsets.UTF_8) && !mostlyUtf8(bytes);
            text = new String(bytes, other ? WINDOWS_1252 : named);
        }
        return clean(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    /** A header's value as it came, its bytes as Latin-1 characters, with unencoded non-ASCII bytes made text. */
    static String header(String latin1) {
        return latin1.chars().allMatch(character -> character < 0x80) ? clean(latin1)
                : decode(latin1.getBytes(StandardCharsets.ISO_8859_1), null);
    }

    /** Line ends made \n; NUL, other control characters and halves of surrogate pairs taken out. */
    static String clean(String text) {
        var cleaned = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\r') {
                cleaned.append('\n');
                if (i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
            } else if (Character.isHighSurrogate(character)) {
                if (i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                    cleaned.append(character).append(text.charAt(++i));
                }
            } else if (!Character.isLowSurrogate(character)
                    && (character >= ' ' && character != 0x7F || character == '\n' || character == '\t')) {
                cleaned.append(character);
            }
        }
        return cleaned.toString();
    }

    private static Charset charset(String declared) {
        if (declared == null) {
            return null;
        }
        String name = declared.replaceAll("[;,].*", "").replaceAll("[\"'\\s<>]", "").toLowerCase(Locale.ROOT);
        try {
            return Charset.forName(ALIASES.getOrDefault(name, name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return null;
        }
    }

    private static String strictly(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException | UnsupportedOperationException other) {
            return null;
        }
    }

    /** Whether broken UTF-8 has more whole characters than broken ones, such as text cut in the middle of one. */
    private static boolean mostlyUtf8(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        long broken = text.chars().filter(character -> character == 0xFFFD).count();
        long whole = text.chars().filter(character -> character >= 0x80 && character != 0xFFFD).count();
        return whole > broken;
    }
}
