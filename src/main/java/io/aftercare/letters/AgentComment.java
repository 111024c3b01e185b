package io.aftercare.letters;

import io.aftercare.conversation.NewAttachment;
import java.util.List;

/**
 * What an agent adds to a letter that a rule caused: a workaround, an explanation.
 *
 * @param author engine user id; null when nobody wrote anything
 * @param text   plain text; null when the agent wrote nothing
 */
public record AgentComment(String author, String text, List<NewAttachment> files) {

    /** The letter of a rule alone. */
    public static final AgentComment NONE = new AgentComment(null, null, List.of());

    /** Whether there is nothing: a letter with a person's words or files in it is no automatic one. */
    boolean isEmpty() {
        return (text == null || text.isBlank()) && files.isEmpty();
    }
}
