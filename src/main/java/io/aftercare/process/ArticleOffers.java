package io.aftercare.process;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Direction;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.Feedback;
import io.aftercare.knowledge.Hit;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.letters.OfferedArticle;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The articles worth mailing on a request, and what became of those that were mailed. */
@Component
public class ArticleOffers {

    private final KnowledgeBase knowledge;
    private final Feedback feedback;
    private final Requests requests;
    private final Messages messages;
    private final Decisions decisions;
    private final LearningConsent consent;

    ArticleOffers(KnowledgeBase knowledge, Feedback feedback, Requests requests, Messages messages,
            Decisions decisions, LearningConsent consent) {
        this.decisions = decisions;
        this.consent = consent;
        this.knowledge = knowledge;
        this.feedback = feedback;
        this.requests = requests;
        this.messages = messages;
    }

    /**
     * The confident hits for all the customer wrote, best first; mostly few, often none. In the customer's language,
     * and in another one only when there is none. None for what cannot be read, since a subject is no question.
     */
    public List<Hit> confident(Request request) {
        return messages.unreadable(request.number()) ? List.of()
                : knowledge.answers(messages.textOf(request.number()), request.language());
    }

    /**
     * What was found as a letter offers it, each with the passage that matches the customer's words. An article that
     * has been withdrawn meanwhile is left out.
     *
     * @param ids separated by blanks, best first
     */
    public List<OfferedArticle> offered(Request request, String ids) {
        String text = messages.textOf(request.number());
        return knowledge.byId(List.of(ids.split(" "))).stream()
                .map(article -> offered(article, knowledge.passage(article, text, request.language()))).toList();
    }

    /**
     * Keeps that articles were mailed, to learn from what becomes of it, unless the customer does not want that.
     *
     * @param ids as in {@link #offered}
     */
    public void mailed(Request request, String ids) {
        if (!consent.given(request.number())) {
            return;
        }
        feedback.mailed(request.number().value(), messages.textOf(request.number()), names(request), request.language(),
                List.of(ids.split(" ")));
    }

    /** The customer says that the articles answered. */
    public void solved(RequestNumber number) {
        if (consent.given(number)) {
            feedback.solved(number.value());
        }
    }

    /** The customer needs help still, also when said otherwise before. */
    public void notSolved(RequestNumber number) {
        feedback.notSolved(number.value());
    }

    /** A person answered; an article that the answer leads to is learned from, if the customer does not mind. */
    public void answered(RequestNumber number, String answer) {
        if (!consent.given(number)) {
            return;
        }
        Request request = requests.get(number);
        feedback.answered(number.value(), messages.textOf(number), names(request), answer);
    }

    private static List<String> names(Request request) {
        return Arrays.asList(request.customerName(), request.customerAddress());
    }

    /**
     * The article that a decision table names by its slug, in the customer's language, with the passage that matches
     * the customer's words; empty when the vendor has none such, or the customer has been told of it before.
     */
    public Optional<OfferedArticle> named(String slug, Request request) {
        return slug == null ? Optional.empty()
                : knowledge.named(slug, request.language()).filter(article -> !told(request).contains(article.id()))
                        .map(article -> offered(article, knowledge.passage(article,
                                messages.textOf(request.number()), request.language())));
    }

    /**
     * What comes near to the question without surely answering it, for a customer whom nobody answers: best first, by
     * title only, without what the customer has been told of before; often nothing.
     */
    public List<OfferedArticle> near(RequestNumber number) {
        Request request = requests.get(number);
        Set<String> told = told(request);
        return knowledge.near(messages.textOf(number), request.language()).stream()
                .filter(article -> !told.contains(article.id())).map(article -> offered(article, null)).toList();
    }

    /** The ids of all articles that this customer was shown, mailed or told of on this request, by whomever. */
    private Set<String> told(Request request) {
        RequestNumber number = request.number();
        var told = new HashSet<>(feedback.offered(number.value()));
        messages.of(number).stream().filter(message -> message.direction() == Direction.OUT)
                .forEach(letter -> knowledge.linkedIn(letter.textBody()).forEach(article -> told.add(article.id())));
        for (Decision decision : decisions.of(number)) {
            if (!"articles".equals(decision.subject())) {
                continue;
            }
            knowledge.linkedIn(Objects.requireNonNullElse(decision.reason(), ""))
                    .forEach(article -> told.add(article.id()));
            if ("DECLINED".equals(decision.result())) {
                // Seen beside the form: what answers is what was shown.
                confident(request).forEach(hit -> told.add(hit.article().id()));
            }
        }
        return told;
    }

    private OfferedArticle offered(Article article, String passage) {
        return new OfferedArticle(article.title(), knowledge.linkTo(article), passage, article.language());
    }
}
