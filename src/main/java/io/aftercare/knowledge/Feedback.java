package io.aftercare.knowledge;

import io.aftercare.embedding.Fingerprint;
import io.aftercare.knowledge.ArticleSearch.Found;
import io.aftercare.knowledge.OfferLog.Offered;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What became of the articles that customers were offered, and what readers say of articles: the search learns from it.
 * Everything takes part in the caller's transaction, but a failure undoes no more than what was to be learned: it is
 * logged, and whatever the customer or the agent did goes on.
 *
 * <p>
 * Of the articles of one offer that answered the best one is taken to be the answer; of one that did not, all were of
 * no help.
 */
@Component
@Transactional
public class Feedback {

    private static final Logger LOG = LoggerFactory.getLogger(Feedback.class);
    private static final int LOOKED_AT = 10;
    private static final int LONGEST_QUESTION = 2000;

    private final OfferLog offers;
    private final LearnedQueries learnedQueries;
    private final ArticleVotes votes;
    private final KnowledgeBase knowledge;
    private final ArticleSearch search;
    private final KnowledgeProperties properties;
    private final TransactionTemplate part;

    Feedback(OfferLog offers, LearnedQueries learnedQueries, ArticleVotes votes, KnowledgeBase knowledge,
            ArticleSearch search,
            KnowledgeProperties properties, PlatformTransactionManager transactions) {
        this.offers = offers;
        this.learnedQueries = learnedQueries;
        this.votes = votes;
        this.knowledge = knowledge;
        this.search = search;
        this.properties = properties;
        this.part = new TransactionTemplate(transactions);
        this.part.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * Articles were mailed on a request without a person.
     *
     * @param request  its number without prefix
     * @param question all the customer wrote, the subject on the first line
     * @param names    of the customer, which are not kept: full name and mail address; null ones are passed over
     * @param language ISO 639-1
     * @param articles ids, the best first
     */
    public void mailed(long request, String question, Collection<String> names, String language,
            List<String> articles) {
        // As many as were looked at to mail them, so that the same search serves.
        learn(() -> offered(request, null, question, names, language, articles, KnowledgeBase.MOST_ANSWERS));
    }

    /** The ids of the articles that were offered on a request, with its form or by mail. @param request as above */
    @Transactional(readOnly = true)
    public Set<String> offered(long request) {
        return offers.articles(request);
    }

    /** The customer says that the articles mailed on a request answered; the words of the question become wordings. */
    public void solved(long request) {
        learn(() -> offers.solved(request)
                .ifPresent(settled -> learnedQueries.learn(settled.article(), request, settled.question())));
    }

    /**
     * The customer of a request needs help still, also when the articles, or an agent's word about one, seemed to have
     * answered before: the articles offered did not help, and what the request taught is forgotten.
     */
    public void notSolved(long request) {
        learn(() -> {
            offers.notSolved(request);
            learnedQueries.unlearn(request);
        });
    }

    /** Forgets what a request taught, words and outcomes: its customer does not want us to learn from it. */
    public void forget(long request) {
        offers.forget(request);
        learnedQueries.unlearn(request);
    }

    /**
     * An agent answered a request. When the answer leads to one article, the customer's words become a wording of it.
     *
     * @param answer   what the agent wrote
     * @param question as in {@link #mailed}, and so are names
     */
    public void answered(long request, String question, Collection<String> names, String answer) {
        learn(() -> {
            List<Article> cited = knowledge.linkedIn(answer);
            if (cited.size() == 1) {
                learnedQueries.learn(cited.get(0).id(), request, withoutPersonalData(question, names));
            }
        });
    }

    /**
     * Articles were shown to somebody before a form is sent. Shown again for the same form, the newest ones count.
     *
     * @param form     the form's own token, which is kept as a hash only
     * @param question as in {@link #mailed}, and so are names
     * @param language ISO 639-1; null or empty when any will do
     */
    public void shown(String form, String question, Collection<String> names, String language, List<String> articles) {
        learn(() -> offered(null, Fingerprint.of(form), question, names, language, articles, LOOKED_AT));
    }

    /** Whoever filled in a form says that an article shown answered. Anonymous, hence no wording is learned. */
    public void formSolved(String form) {
        learn(() -> offers.endForm(Fingerprint.of(form), OfferLog.Outcome.SOLVED, null));
    }

    /** A form became a request since the articles shown did not help. */
    public void formNotSolved(String form, long request) {
        learn(() -> offers.endForm(Fingerprint.of(form), OfferLog.Outcome.NOT_SOLVED, request));
    }

    /**
     * A reader of an article's page says that it helped. Such votes are anonymous: they count little, only some a day
     * are taken, and they never become wordings.
     *
     * @param article  its id; nothing happens when there is none such
     * @param question what the reader had searched for; null when nothing
     */
    public void helped(String article, String question) {
        learn(() -> votes.cast(article, true, question));
    }

    /** As {@link #helped}, of an article that did not help. */
    public void didNotHelp(String article, String question) {
        learn(() -> votes.cast(article, false, question));
    }

    private void learn(Runnable lesson) {
        try {
            part.executeWithoutResult(status -> lesson.run());
        } catch (DuplicateKeyException clickedTwice) {
            LOG.debug("It is kept already.", clickedTwice);
        } catch (RuntimeException failed) {
            LOG.error("What became of articles could not be kept, so nothing is learned from it.", failed);
        }
    }

    private void offered(Long request, String form, String question, Collection<String> names, String language,
            List<String> articles, int lookedAt) {
        // In the language of what was found, which need not be the customer's.
        String spoken = knowledge.byId(articles).stream().findFirst().map(Article::language)
                .orElse(language == null || language.isBlank() ? "en" : language);
        Map<String, Found> found =
                search.find(CustomerQuestion.of(question, properties.longestQuery()), spoken, lookedAt)
                        .stream().collect(Collectors.toMap(Found::id, each -> each));
        List<Offered> offered = articles.stream().map(id -> found.containsKey(id)
                ? new Offered(id, found.get(id).score(), found.get(id).features())
                : new Offered(id, 0, null)).toList();
        if (!offered.isEmpty()) {
            offers.add(new OfferLog.Offer(request, form, spoken, withoutPersonalData(question, names), offered));
        }
    }

    private String withoutPersonalData(String question, Collection<String> names) {
        return PersonalData.without(CustomerQuestion.of(question, properties.longestQuery()), names, LONGEST_QUESTION);
    }
}
