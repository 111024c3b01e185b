package io.aftercare.mail.reading;

import io.aftercare.unicode.WindowsText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes of a mail as text, whatever they claim to be: the declared charset where the bytes agree, UTF-8, what the bytes
 * look like, Windows-1252, in that order.
 */
public final class MailText {

    private MailText() {
    }

    /**
     * The text of some bytes; never fails.
     *
     * @param declared the charset the mail names, however badly written; null when it names none
     */
    static String decode(byte[] bytes, String declared) {
        if (Charsets.utf7(declared)) {
            return clean(Utf7.decode(bytes));
        }
        Charset named = Charsets.named(declared);
        boolean vague = named == null || named.equals(Charsets.WINDOWS_1252) || named.equals(StandardCharsets.UTF_8);
        Charset marked = vague ? Charsets.marked(bytes) : null;
        String text = marked == null ? null : strictly(bytes, marked);
        if (text == null && Charsets.japaneseSwitching(named) && high(bytes)) {
            text = strictly(bytes, StandardCharsets.UTF_8);
            text = text == null ? japanese(bytes) : text;
        }
        if (text == null && named != null && !named.equals(Charsets.WINDOWS_1252) && !(wide(named) && single(bytes))) {
            text = strictly(bytes, named);
        }
        if (text == null) {
            // Windows-1252 accepts nearly every byte, so UTF-8 goes first: text that is valid UTF-8 is hardly anything
            // else.
            text = strictly(bytes, StandardCharsets.UTF_8);
        }
        if (text == null) {
            text = brokenly(bytes, named);
        }
        return clean(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    /** A header's value as it came, its bytes as Latin-1 characters, with unencoded non-ASCII bytes made text. */
    static String header(String latin1) {
        return latin1.chars().allMatch(character -> character < 0x80) ? clean(latin1)
                : decode(latin1.getBytes(StandardCharsets.ISO_8859_1), null);
    }

    /** Line ends made \n; NUL, other control characters and halves of surrogate pairs taken out. */
    public static String clean(String text) {
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

    /** Of bytes that are neither what they claim nor UTF-8, as much as can be read. */
    private static String brokenly(byte[] bytes, Charset named) {
        if (named != null && !named.equals(Charsets.WINDOWS_1252)
                && (!named.equals(StandardCharsets.UTF_8) || mostlyUtf8(bytes))) {
            try {
                return new String(bytes, named);
            } catch (RuntimeException | Error undecodable) {
                return new String(bytes, Charsets.WINDOWS_1252);
            }
        }
        Charset guessed = named != null && named.equals(Charsets.WINDOWS_1252) ? null : Charsets.guessed(bytes);
        Charset western = named == null && WindowsText.central(bytes) ? Charsets.WINDOWS_1250 : Charsets.WINDOWS_1252;
        return new String(bytes, guessed == null ? western : guessed);
    }

    private static String strictly(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException | RuntimeException other) {
            // Some of Java's rarer charsets answer broken input with other exceptions than they should.
            return null;
        }
    }

    /** Eight bits under the name of ISO-2022-JP, which has seven: Shift-JIS, or EUC-JP; null when it is neither. */
    private static String japanese(byte[] bytes) {
        String shiftJis = strictly(bytes, Charsets.named("shift_jis"));
        String eucJp = strictly(bytes, Charsets.named("euc-jp"));
        // EUC-JP read as Shift-JIS is full of narrow syllables, which hardly anybody writes.
        return eucJp != null && (shiftJis == null || narrow(shiftJis) > narrow(eucJp)) ? eucJp : shiftJis;
    }

    private static long narrow(String text) {
        return text.chars().filter(character -> character >= 0xFF61 && character <= 0xFF9F).count();
    }

    private static boolean high(byte[] bytes) {
        for (byte one : bytes) {
            if (one < 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean wide(Charset charset) {
        return charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
    }

    /** Whether there is no zero among the bytes, as there would be at every line end of UTF-16: the name is wrong. */
    private static boolean single(byte[] bytes) {
        for (byte one : bytes) {
            if (one == 0) {
                return false;
            }
        }
        return Charsets.marked(bytes) == null;
    }

    /** Whether broken UTF-8 has more whole characters than broken ones, such as text cut in the middle of one. */
    private static boolean mostlyUtf8(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        long broken = text.chars().filter(character -> character == 0xFFFD).count();
        long whole = text.chars().filter(character -> character >= 0x80 && character != 0xFFFD).count();
        return whole > broken;
    }
}
