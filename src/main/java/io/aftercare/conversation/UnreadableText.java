package io.aftercare.conversation;

import java.util.stream.Collectors;
import org.springframework.modulith.NamedInterface;

/**
 * The sentence that stands for a text which nobody without a key can read. Where it stands, no machine answers: all it
 * could go by is the subject.
 */
@NamedInterface("kernel")
public final class UnreadableText {

    private static final String BEGINNING = "What this mail says cannot be read here: ";

    private UnreadableText() {
    }

    /** @param why the rest of a sentence, such as "it is encrypted (S/MIME)" */
    public static String because(String why) {
        return BEGINNING + why + ". Ask the customer to write it without encryption, or read the original with the key"
                + " that it is for.";
    }

    /** A text without that sentence, which is not the customer's. */
    static String removedFrom(String text) {
        return text.lines().filter(line -> !line.startsWith(BEGINNING)).collect(Collectors.joining("\n"));
    }

    /** Whether a text holds that sentence. @param text null does not */
    public static boolean in(String text) {
        return text != null && text.contains(BEGINNING);
    }
}
