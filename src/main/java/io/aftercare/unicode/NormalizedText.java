package io.aftercare.unicode;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Text in a normal form of Unicode, in a time that grows with its length only. */
public final class NormalizedText {

    // The bound of Unicode's stream-safe text format; a letter of a living language has a few.
    private static final int MOST_MARKS = 30;
    private static final Pattern TOO_MANY_MARKS = Pattern.compile("(\\p{M}{" + MOST_MARKS + "})\\p{M}++");

    private NormalizedText() {
    }

    /**
     * The text in a normal form. Of more than {@value #MOST_MARKS} combining marks in a row the rest is left out, since
     * putting them in order takes the square of their number.
     */
    public static String of(String text, Normalizer.Form form) {
        return Normalizer.normalize(TOO_MANY_MARKS.matcher(text).replaceAll("$1"), form);
    }
}
