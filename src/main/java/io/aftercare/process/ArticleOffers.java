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

    private final KnowledgeBase knowledge;
    private final Messages messages;

    ArticleOffers(KnowledgeBase knowledge, Messages messages) {
        this.knowledge = knowledge;
        this.messages = messages;
    }

    /**
     * The confident hits for all the customer wrote, best first; mostly few, often none. In the customer's language, and in
     * another one only when there is none.
     */
    public List<Hit> confident(Request request) {
        return knowledge.answers(messages.textOf(request.number()), request.language());
    }

    /**
     * What was found as a letter offers it, each with the passage that matches the customer's words. An article that has
     * been withdrawn meanwhile is left out.
     *
     * @param ids separated by blanks, best first
     */
    public List<OfferedArticle> offered(Request request, String ids) {
        String text = messages.textOf(request.number());
        return knowledge.byId(List.of(ids.split(" "))).stream()
                .map(article -> offered(article, knowledge.passage(article, text, request.language()))).toList();
    }

    /** The article that a decision table names by its slug, in this language; empty when the vendor has none such. */
    public Optional<OfferedArticle> named(String slug, String language) {
        return slug == null ? Optional.empty() : knowledge.named(slug, language).map(article -> offered(article, null));
    }

    private OfferedArticle offered(Article article, String passage) {
        return new OfferedArticle(article.title(), knowledge.linkTo(article), passage, article.language());
    }
}
