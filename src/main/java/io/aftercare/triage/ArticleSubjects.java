package io.aftercare.triage;

import io.aftercare.conversation.Kind;
import java.util.List;

/** What the articles of the help are about: their sections teach the triage, too. */
public interface ArticleSubjects {

    /**
     * An article that stands in a section.
     *
     * @param title as customers read it
     * @param kind  of assistance its section belongs to
     */
    record Subject(String title, Kind kind) {
    }

    /** @param language ISO 639-1 */
    List<Subject> in(String language);
}
