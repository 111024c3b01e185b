package io.aftercare.helpcentre;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.process.LearningConsent;
import io.aftercare.process.RequestProcess;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes requests of what was written on the web. */
@Service
@Transactional
class WebRequests {

    private final RequestProcess process;
    private final ContactDrafts drafts;
    private final AnsweringArticles answering;
    private final MessageSource sentences;
    private final LearningConsent consent;

    WebRequests(RequestProcess process, ContactDrafts drafts, AnsweringArticles answering, MessageSource sentences,
            LearningConsent consent) {
        this.consent = consent;
        this.process = process;
        this.drafts = drafts;
        this.answering = answering;
        this.sentences = sentences;
    }

    /**
     * Opens a request of what passed {@link ContactFormValidator}.
     *
     * @param helpDeclined whether the customer was shown the articles that answer and still needs help
     */
    public Request begin(ContactForm form, List<NewAttachment> files, boolean helpDeclined) {
        String text = form.licenceKey().isEmpty() ? form.text()
                : form.text() + "\n\n"
                        + sentences.getMessage("contact.licenceKey.line", new Object[] {form.licenceKey()},
                                Locale.forLanguageTag(form.language()));
        var first =
                IncomingMessage.written(form.email(), form.name().isEmpty() ? null : form.name(), form.subject(), text,
                        files);
        if (form.noLearning()) {
            consent.refuse(form.email());
        }
        String language = form.language().isEmpty() ? null : form.language();
        return helpDeclined ? process.beginAfterHelp(Channel.WEB, first, language)
                : process.begin(Channel.WEB, first, language, null);
    }

    /**
     * Sends a draft, once: whoever sends it again, by a double click or on another node, gets the same number.
     *
     * @param helpDeclined as in {@link #begin}
     * @return empty when there is no such draft, or no longer
     */
    public Optional<RequestNumber> send(DraftKey key, boolean helpDeclined) {
        return drafts.lock(key).map(draft -> {
            if (draft.sentAs() != null) {
                return draft.sentAs();
            }
            RequestNumber number = begin(draft.form(), drafts.contents(key), helpDeclined).number();
            if (helpDeclined && consent.given(number)) {
                answering.didNotHelp(draft.token(), draft.form(), number);
            }
            drafts.markSent(draft, number);
            return number;
        });
    }
}
