package io.aftercare.process;

import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.Hit;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.letters.OfferedArticle;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The articles worth mailing on a request. */
@Component
public class ArticleOffers {

    private static final int MOST = 3;

    private final KnowledgeBase knowledge;
    private final Messages messages;

    ArticleOffers(KnowledgeBase knowledge, Messages messages) {
        this.knowledge = knowledge;
        this.messages = messages;
    }

    /** The confident hits for all the customer wrote, best first, in the customer's language; mostly few, often none. */
    public List<Hit> confident(Request request) {
        return knowledge.search(messages.textOf(request.number()), request.language(), MOST).stream()
                .filter(Hit::confident).toList();
    }

    /** A hit as a letter offers it. */
    public OfferedArticle offered(Hit hit) {
        return new OfferedArticle(hit.article().title(), knowledge.linkTo(hit.article()), hit.passage(),
                hit.article().language());
    }

    /** The article that a decision table names by its slug, in this language; empty when the vendor has none such. */
    public Optional<OfferedArticle> named(String slug, String language) {
        return slug == null ? Optional.empty() : knowledge.all(language).stream()
                .filter(article -> article.id().endsWith(slug)).findFirst()
                .map(article -> new OfferedArticle(article.title(), knowledge.linkTo(article), opening(article), language));
    }

    private static String opening(Article article) {
        int end = article.text().indexOf('\n');
        return end < 0 ? article.text() : article.text().substring(0, end);
    }
}
