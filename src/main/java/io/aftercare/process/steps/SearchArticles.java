package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.ARTICLES;
import static io.aftercare.process.SupportRequest.ARTICLE_FOUND;
import static io.aftercare.process.SupportRequest.HELP_CONSULTED;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.knowledge.Hit;
import io.aftercare.process.ArticleOffers;
import io.aftercare.process.SupportRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Knowledge base first (policy rule 1): looks for articles that answer with confidence, unless the customer was shown
 * them before and declined them.
 */
@Component
class SearchArticles implements JavaDelegate {

    private final Requests requests;
    private final Messages messages;
    private final ArticleOffers offers;
    private final Decisions decisions;

    SearchArticles(Requests requests, Messages messages, ArticleOffers offers, Decisions decisions) {
        this.requests = requests;
        this.messages = messages;
        this.offers = offers;
        this.decisions = decisions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RequestNumber number = SupportRequest.of(execution);
        if (HELP_CONSULTED.isTrue(execution)) {
            ARTICLE_FOUND.set(execution, false);
            decisions.record(number, "articles", "DECLINED", "Rule 1: the knowledge base first.",
                    requests.get(number).channel() == Channel.PHONE
                            ? "The customer was told of an article on the telephone and still needs help."
                            : "The customer saw the articles of the contact form and still needs help.",
                    Decision.PROCESS);
            messages.considerPending(number);
            return;
        }
        List<Hit> hits = offers.confident(requests.get(number));
        ARTICLE_FOUND.set(execution, !hits.isEmpty());
        // The next step mails them, and keeps what it mailed.
        ARTICLES.setForNow(execution, hits.stream().map(hit -> hit.article().id()).collect(Collectors.joining(" ")));
        messages.considerPending(number);
        decisions.record(number, "articles", hits.isEmpty() ? "NONE_FOUND" : "OFFERED",
                "Rule 1: the knowledge base first.",
                hits.stream().map(hit -> hit.article().title()).collect(Collectors.joining("; ")), Decision.PROCESS);
    }
}
