package io.aftercare.unicode;

/** What somebody sent us, repeated in a sentence that says what is wrong with it: never longer than one can read. */
public final class QuotedInput {

    /** Characters of a value that a sentence repeats. */
    public static final int LONGEST = 80;

    private static final String CUT = "…";

    private QuotedInput() {
    }

    /** The value, or its beginning and an ellipsis; {@code null} as that word, since it stands in a sentence. */
    public static String of(Object value) {
        return of(value, LONGEST);
    }

    /** The same for a text of which more may be repeated, such as a sentence of a library. */
    public static String of(Object value, int longest) {
        String text = String.valueOf(value);
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + CUT;
    }
}
