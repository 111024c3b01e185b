package io.aftercare.helpcentre;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.knowledge.Feedback;
import io.aftercare.knowledge.Hit;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.process.LearningConsent;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The articles that surely answer what somebody writes to us, and what they say of them (policy rule 1). What is typed
 * and never sent is not kept, hence they are counted only when the customer says something of them.
 */
@Component
@Transactional
class AnsweringArticles {

    private final KnowledgeBase knowledge;
    private final Feedback feedback;
    private final LearningConsent consent;

    AnsweringArticles(KnowledgeBase knowledge, Feedback feedback, LearningConsent consent) {
        this.consent = consent;
        this.knowledge = knowledge;
        this.feedback = feedback;
    }

    /** Best first, three at most; none when none is sure. */
    @Transactional(readOnly = true)
    public List<Hit> of(ContactForm form) {
        return knowledge.answers(question(form), form.language().isEmpty() ? null : form.language());
    }

    /**
     * Whether somebody saw all that answers now and goes on nevertheless; the text may have been changed in another
     * window.
     *
     * @param shown the ids of the articles they were shown; may be null
     */
    @Transactional(readOnly = true)
    public boolean declined(ContactForm form, List<String> shown) {
        List<String> answering = ids(form);
        return !answering.isEmpty() && shown != null && shown.containsAll(answering);
    }

    /** @param token the form's own */
    public void didNotHelp(String token, ContactForm form, RequestNumber request) {
        offered(token, form, ids(form));
        feedback.formNotSolved(token, request.value());
    }

    /**
     * @param article its id; nothing is counted when we are asked not to learn, or when it is none of those that answer
     *                the form: anybody may send any
     */
    public void helped(String token, ContactForm form, String article) {
        if (!form.noLearning() && !consent.refused(form.email()) && ids(form).contains(article)) {
            offered(token, form, List.of(article));
            feedback.formSolved(token);
        }
    }

    private void offered(String token, ContactForm form, List<String> articles) {
        feedback.shown(token, question(form), Stream.of(form.name(), form.email())
                .filter(name -> !name.isEmpty()).toList(), form.language(), articles);
    }

    private List<String> ids(ContactForm form) {
        return of(form).stream().map(hit -> hit.article().id()).toList();
    }

    private static String question(ContactForm form) {
        return (form.subject() + "\n" + form.text()).strip();
    }
}
