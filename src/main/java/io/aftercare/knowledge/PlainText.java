package io.aftercare.knowledge;

import io.aftercare.unicode.NormalizedText;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Text as all write it, before it is split into words: the same words however a keyboard, a PDF or a Mac has coded
 * them.
 */
final class PlainText {

    private static final Pattern INVISIBLE = Pattern.compile("[\\u00AD\\u200B-\\u200D\\u2060\\uFEFF]");
    /** startup.log and settings_dialog are two words each; 5.5.1, 0x80070005 and U.S. are one. */
    private static final Pattern JOINED =
            Pattern.compile("(?<=\\p{L}{2})\\.(?=\\p{L}{2})|(?<=[\\p{L}\\p{N}])_+(?=[\\p{L}\\p{N}])"
                    + "|(?<=\\p{L}{3})(?=\\p{N})");

    private PlainText() {
    }

    static String of(String text) {
        String composed = NormalizedText.of(text, Normalizer.Form.NFKC);
        return JOINED.matcher(INVISIBLE.matcher(composed).replaceAll("")).replaceAll(" ");
    }

    /** Places in what is read are not those in the original; nobody asks for them. */
    static Reader of(Reader text) {
        var all = new StringWriter();
        try {
            text.transferTo(all);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new StringReader(of(all.toString()));
    }
}
