package io.aftercare.mail.reading;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.mozilla.universalchardet.UniversalDetector;

/** What mails call a charset, and what is really meant; and a guess for text that names none. */
final class Charsets {

    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    static final Charset WINDOWS_1250 = Charset.forName("windows-1250");

    /** Older and smaller charsets are read as the larger ones that mail programs really write under their names. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("us-ascii", "windows-1252"), Map.entry("ascii", "windows-1252"),
            Map.entry("usascii", "windows-1252"),
            Map.entry("ansi_x3.4-1968", "windows-1252"), Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"), Map.entry("iso_8859-1", "windows-1252"),
            Map.entry("8859_1", "windows-1252"),
            Map.entry("latin1", "windows-1252"), Map.entry("latin-1", "windows-1252"), Map.entry("l1", "windows-1252"),
            Map.entry("ansi", "windows-1252"), Map.entry("cp-1252", "windows-1252"),
            Map.entry("x-ansi", "windows-1252"),
            Map.entry("win-1252", "windows-1252"), Map.entry("windows1252", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("utf8", "utf-8"), Map.entry("utf_8", "utf-8"), Map.entry("utf8mb4", "utf-8"),
            Map.entry("unicode", "utf-16"),
            Map.entry("unicode-1-1-utf-8", "utf-8"), Map.entry("x-unicode-2-0-utf-8", "utf-8"),
            Map.entry("gb2312", "gb18030"), Map.entry("gb_2312-80", "gb18030"), Map.entry("gbk", "gb18030"),
            Map.entry("x-gbk", "gb18030"), Map.entry("cp936", "gb18030"), Map.entry("chinesesimp", "gb18030"),
            Map.entry("ks_c_5601-1987", "x-windows-949"), Map.entry("ks_c_5601", "x-windows-949"),
            Map.entry("ks_c_5601-1989", "x-windows-949"), Map.entry("ksc5601", "x-windows-949"),
            Map.entry("korean", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"), Map.entry("cp949", "x-windows-949"),
            Map.entry("big5", "x-windows-950"),
            Map.entry("shift-jis", "windows-31j"), Map.entry("shift_jis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"), Map.entry("cp932", "windows-31j"),
            Map.entry("x-ms-cp932", "windows-31j"),
            Map.entry("iso-2022-jp", "x-windows-iso2022jp"), Map.entry("csiso2022jp", "x-windows-iso2022jp"),
            Map.entry("iso-2022-jp-ms", "x-windows-iso2022jp"), Map.entry("cp50220", "x-windows-50220"),
            Map.entry("iso-2022-jp-1", "iso-2022-jp-2"), Map.entry("iso-2022-jp-3", "iso-2022-jp-2"),
            Map.entry("iso-8859-8-i", "windows-1255"), Map.entry("iso-8859-8-e", "windows-1255"),
            Map.entry("iso-8859-8", "windows-1255"), Map.entry("iso-8859-6-i", "iso-8859-6"),
            Map.entry("iso-8859-6-e", "iso-8859-6"),
            Map.entry("macintosh", "x-macroman"), Map.entry("mac", "x-macroman"),
            Map.entry("x-mac-roman", "x-macroman"),
            Map.entry("x-mac-cyrillic", "x-maccyrillic"), Map.entry("iso-8859-11", "tis-620"),
            Map.entry("koi8", "koi8-r"));
    private static final Set<String> UTF_7 =
            Set.of("utf-7", "utf7", "unicode-1-1-utf-7", "x-unicode-2-0-utf-7", "csunicode11utf7");
    /**
     * A guess is believed for scripts whose bytes look like nothing else; between the Latin ones it is no better than
     * chance.
     */
    private static final Set<String> RECOGNISABLE =
            Set.of("big5", "gb18030", "euc-jp", "shift_jis", "euc-kr", "x-euc-tw",
                    "windows-1251", "koi8-r", "iso-8859-5", "iso-8859-7", "windows-1253", "windows-1255", "iso-8859-8");
    private static final int LONGEST_GUESSED = 64 * 1024;
    private static final int SHORTEST_GUESSED = 8;

    private Charsets() {
    }

    /** Null when no such charset is known. */
    static Charset named(String declared) {
        if (declared == null) {
            return null;
        }
        String name = name(declared);
        try {
            return Charset.forName(ALIASES.getOrDefault(name, name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return null;
        }
    }

    /** Whether it switches between character sets of seven bits. @param charset null does not */
    static boolean japaneseSwitching(Charset charset) {
        return charset != null && charset.name().toLowerCase(Locale.ROOT).matches(".*(?:2022-?jp|5022\\d).*");
    }

    static boolean utf7(String declared) {
        return declared != null && UTF_7.contains(name(declared));
    }

    /** The charset of bytes that are no UTF-8; null when they do not tell. */
    static Charset guessed(byte[] bytes) {
        long high = 0;
        int length = Math.min(bytes.length, LONGEST_GUESSED);
        for (int i = 0; i < length; i++) {
            high += bytes[i] < 0 ? 1 : 0;
        }
        // A word in another script has most of its bytes beyond ASCII; an accent here and there is Western.
        if (high < SHORTEST_GUESSED || high * 4 < length) {
            return null;
        }
        var detector = new UniversalDetector();
        detector.handleData(bytes, 0, length);
        detector.dataEnd();
        String found = detector.getDetectedCharset();
        return found != null && RECOGNISABLE.contains(found.toLowerCase(Locale.ROOT)) ? named(found) : null;
    }

    /** The charset that the first bytes or the switches between character sets betray; null when there are none. */
    static Charset marked(byte[] bytes) {
        if (begins(bytes, 0xEF, 0xBB, 0xBF)) {
            return StandardCharsets.UTF_8;
        }
        if (begins(bytes, 0xFE, 0xFF) || begins(bytes, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16;
        }
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == 0x1B && bytes[i + 1] == '$' && (bytes[i + 2] == 'B' || bytes[i + 2] == '@')) {
                return named("iso-2022-jp");
            }
            if (bytes[i] < 0) {
                return null;
            }
        }
        return null;
    }

    private static boolean begins(byte[] bytes, int... first) {
        for (int i = 0; i < first.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != first[i]) {
                return false;
            }
        }
        return true;
    }

    private static String name(String declared) {
        String bounded = declared.substring(0, Math.min(declared.length(), 200));
        return bounded.replaceAll("[;,*].*", "").replaceAll("[\"'\\s<>]", "").toLowerCase(Locale.ROOT);
    }
}
