package io.aftercare.process;

import io.aftercare.conversation.Drafts;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.letters.AgentsWord;
import org.springframework.stereotype.Component;

/** What the agent wrote before saying that a third party is at fault or a defect confirmed: it goes with that letter. */
@Component
public class AgentsWords {

    private final Drafts drafts;

    AgentsWords(Drafts drafts) {
        this.drafts = drafts;
    }

    /** Takes text and files out of the draft; nothing when nobody has written any. */
    public AgentsWord of(RequestNumber request) {
        AgentsWord word = drafts.find(request).map(draft -> new AgentsWord(draft.author(), draft.text(), drafts.files(request)))
                .orElse(AgentsWord.NONE);
        drafts.discard(request);
        return word;
    }
}
