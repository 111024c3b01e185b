package io.aftercare.process;

import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.letters.AgentComment;
import org.springframework.stereotype.Component;

/**
 * The comment an agent wrote before saying that a third party is at fault or a defect confirmed: it goes with that
 * letter.
 */
@Component
public class AgentComments {

    private final Drafts drafts;

    AgentComments(Drafts drafts) {
        this.drafts = drafts;
    }

    /** Takes text and files out of the draft; nothing when nobody has written any. */
    public AgentComment take(RequestNumber request) {
        AgentComment comment = drafts.find(request)
                .map(draft -> new AgentComment(draft.author(), draft.text(), drafts.files(request)))
                .orElse(AgentComment.NONE);
        drafts.discard(request);
        return comment;
    }
}
