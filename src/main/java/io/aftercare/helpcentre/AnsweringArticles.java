package io.aftercare.helpcentre;

import io.aftercare.knowledge.Feedback;
import io.aftercare.knowledge.Hit;
import io.aftercare.knowledge.KnowledgeBase;
import java.util.List;
import org.springframework.stereotype.Component;

/** The articles that surely answer what somebody writes to us, and what they say of them (policy rule 1). */
@Component
class AnsweringArticles {

    private static final int MOST = 3;

    private final KnowledgeBase knowledge;
    private final Feedback feedback;

    AnsweringArticles(KnowledgeBase knowledge, Feedback feedback) {
        this.knowledge = knowledge;
        this.feedback = feedback;
    }

    /** Best first, three at most; none when none is sure. */
    List<Hit> of(ContactForm form) {
        return knowledge.search(question(form), form.language().isEmpty() ? null : form.language(), MOST).stream()
                .filter(Hit::confident).toList();
    }

    /**
     * Whether somebody saw all that answers now and goes on nevertheless; the text may have been changed in another window.
     *
     * @param shown the ids of the articles they were shown; may be null
     */
    boolean declined(ContactForm form, List<String> shown) {
        List<String> answering = of(form).stream().map(hit -> hit.article().id()).toList();
        return !answering.isEmpty() && shown != null && shown.containsAll(answering);
    }

    void didNotHelp(ContactForm form) {
        of(form).forEach(hit -> feedback.didNotHelp(hit.article().id(), question(form), form.language()));
    }

    void helped(String article, ContactForm form) {
        if (knowledge.article(article).isPresent()) {
            feedback.helped(article, question(form), form.language());
        }
    }

    private static String question(ContactForm form) {
        return (form.subject() + "\n" + form.text()).strip();
    }
}
