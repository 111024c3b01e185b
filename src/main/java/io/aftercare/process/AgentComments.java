package io.aftercare.process;

import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.knowledge.uses.ArticleUses;
import io.aftercare.letters.AgentComment;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The comment an agent wrote before saying that a third party is at fault or a defect confirmed: it goes with that
 * letter.
 */
@Component
public class AgentComments {

    private final Drafts drafts;
    private final ArticleUses uses;

    AgentComments(Drafts drafts, ArticleUses uses) {
        this.drafts = drafts;
        this.uses = uses;
    }

    /** Takes text and files out of the draft; nothing when nobody has written any. */
    public AgentComment take(RequestNumber request) {
        Optional<Drafts.Draft> draft = drafts.toSend(request);
        if (draft.isEmpty() && drafts.find(request).isPresent()) {
            // Left over from when the request ended: nobody has said that it is to go out.
            return AgentComment.NONE;
        }
        AgentComment comment = draft
                .map(written -> new AgentComment(written.author(), written.text(), drafts.files(request)))
                .orElse(AgentComment.NONE);
        drafts.discard(request);
        draft.ifPresent(written -> uses.record(request.value(), written.author(), written.text()));
        return comment;
    }
}
