package io.aftercare.knowledge;

import org.springframework.stereotype.Component;

/** What customers and readers say of articles, from which the search learns. */
@Component
public class Feedback {

    private final Votes votes;

    Feedback(Votes votes) {
        this.votes = votes;
    }

    /**
     * A reader of an article's page says that it helped. Such votes are anonymous: they count little, only some a day are
     * taken, and they never become wordings.
     *
     * @param article  its id; nothing happens when there is none such
     * @param question what the reader had searched for; null when nothing
     * @param language of the page, ISO 639-1
     */
    public void helped(String article, String question, String language) {
        votes.cast(article, true, question, language);
    }

    /** As {@link #helped}, of an article that did not help. */
    public void didNotHelp(String article, String question, String language) {
        votes.cast(article, false, question, language);
    }
}
