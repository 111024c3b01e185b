package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.ARTICLES;

import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.letters.Letters;
import io.aftercare.letters.OfferedArticle;
import io.aftercare.process.ArticleOffers;
import io.aftercare.process.Outbox;
import io.aftercare.process.SupportRequest;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Mails the articles that were found, and keeps that, to learn from what becomes of it. */
@Component
class OfferArticles implements JavaDelegate {

    private final Requests requests;
    private final ArticleOffers offers;
    private final Letters letters;
    private final Outbox outbox;

    OfferArticles(Requests requests, ArticleOffers offers, Letters letters, Outbox outbox) {
        this.requests = requests;
        this.offers = offers;
        this.letters = letters;
        this.outbox = outbox;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Request request = requests.get(SupportRequest.of(execution));
        List<OfferedArticle> offered = offers.offered(request, ARTICLES.in(execution));
        offers.mailed(request, ARTICLES.in(execution));
        outbox.send(letters.articleOffer(request.number(), offered));
    }
}
