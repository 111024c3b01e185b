package io.aftercare.letters;

import io.aftercare.conversation.NewAttachment;
import java.util.List;

/**
 * What an agent adds to a letter that a rule caused: a workaround, an explanation.
 *
 * @param text plain text; null when the agent wrote nothing
 */
public record AgentsWord(String text, List<NewAttachment> files) {

    /** The letter of a rule alone. */
    public static final AgentsWord NONE = new AgentsWord(null, List.of());
}
