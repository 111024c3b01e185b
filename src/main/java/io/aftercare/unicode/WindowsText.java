package io.aftercare.unicode;

import java.nio.charset.Charset;
import java.util.regex.Pattern;

/** Text of Windows before Unicode, in the charset of Western or of Central Europe, which differ in a few letters. */
public final class WindowsText {

    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final Charset CENTRAL = Charset.forName("windows-1250");
    /** A sign in the middle of a word, such as the one for pounds, where the other charset has a letter. */
    private static final Pattern SIGN_IN_WORD =
            Pattern.compile("[\\p{L}][¡-»¿×÷]+\\p{L}|[£¯¿¡ª¥][\\p{Ll}]|\\p{Ll}[¹³¿¼¾]|(?<!\\d)[¼¾]\\p{Ll}");
    /** Letters that no word of the West has side by side: those that the other charset reads as Czech or Slovak. */
    private static final Pattern STRANGE_WORD = Pattern.compile(
            "\\p{L}ì\\p{L}|[ìò]ø|ø[ìò]|[áíýš\u017Eúùè]\\p{L}{0,20}ø|ø\\p{L}{0,20}[áíýš\u017Eúùè]"
                    + "|[áíýš\u017E]\\p{L}{0,20}[èïùì]|[Èèïùì]\\p{L}{0,20}[áýš\u017E]");

    private WindowsText() {
    }

    /** Whether some bytes, which are no Unicode, read well in the charset of Central Europe only. */
    public static boolean central(byte[] bytes) {
        String western = new String(bytes, WESTERN);
        return (SIGN_IN_WORD.matcher(western).find() || STRANGE_WORD.matcher(western).find())
                && !SIGN_IN_WORD.matcher(new String(bytes, CENTRAL)).find();
    }
}
