package io.aftercare.knowledge;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where articles are put from outside: tells what is known of a source and writes what it has now, all of it or
 * nothing.
 */
@Component
public class ArticleStore {

    private final Articles articles;
    private final ArticleIndex index;
    private final VectorIndex vectors;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ArticleStore(Articles articles, ArticleIndex index, VectorIndex vectors, PlatformTransactionManager transactions,
            Clock clock) {
        this.articles = articles;
        this.index = index;
        this.vectors = vectors;
        this.transaction = new TransactionTemplate(transactions);
        // The index is made from what is committed, hence an import never waits for a caller's commit.
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /**
     * What is to become of the articles.
     *
     * @param published articles as they are now; a null {@code modifiedAt} means that the source does not say
     * @param withdrawn ids of articles to be taken back; unknown ones are passed over
     * @param compared  sources whose articles are taken back as well, unless they are published or kept
     * @param kept      ids of articles of these sources that stay although they are not among the published
     * @param groups    by id what published articles share with those that say the same in other languages; others have
     *                  no translation
     */
    public record Changes(List<Article> published, Collection<String> withdrawn, Set<String> compared,
            Set<String> kept, Map<String, String> groups) {
    }

    /**
     * What became of them.
     *
     * @param created   articles that were not known
     * @param updated   known articles that had changed
     * @param unchanged known articles that had not
     * @param withdrawn ids of known articles that were taken back
     */
    public record Result(int created, int updated, int unchanged, List<String> withdrawn) {
    }

    /**
     * Writes changes in a transaction of its own and makes them searchable; waits for another that is being written.
     *
     * @param alongside further work of the same transaction, done first; when it fails, nothing is changed
     */
    public Result write(Changes changes, Runnable alongside) {
        Result result = transaction.execute(status -> {
            articles.lock();
            alongside.run();
            return write(changes);
        });
        index.refresh();
        vectors.refresh();
        return result;
    }

    /** How many articles of a source there are. */
    public int count(String source) {
        return articles.count(source);
    }

    /** When each article of a source changed, by id. */
    public Map<String, Instant> changes(String source) {
        return articles.changes(source);
    }

    /**
     * Known articles with the address and language of one of these, by id, each with that article's id: they came by
     * another way, such as a file, before the site they are from was a source.
     *
     * @param sources whose articles are never meant; not empty
     */
    public Map<String, String> copies(List<Article> published, Set<String> sources) {
        return articles.copies(published, sources);
    }

    private Result write(Changes changes) {
        Map<String, Article> known = articles.byId(Stream.concat(
                changes.published().stream().map(Article::id), changes.withdrawn().stream()).toList());
        int created = 0;
        int updated = 0;
        int unchanged = 0;
        for (Article article : changes.published()) {
            Article before = known.get(article.id());
            Article after = dated(article, before);
            if (before == null) {
                articles.insert(after);
                created++;
            } else if (after.equals(before)) {
                unchanged++;
            } else {
                articles.update(after);
                updated++;
            }
        }
        Map<String, String> groups = articles.translationGroups(changes.published().stream().map(Article::id).toList());
        changes.published().stream().map(Article::id)
                .filter(id -> !Objects.equals(groups.get(id), changes.groups().get(id)))
                .forEach(id -> articles.translationGroup(id, changes.groups().get(id)));
        List<String> gone = gone(changes, known.keySet());
        gone.forEach(articles::delete);
        if (created + updated + gone.size() > 0) {
            articles.changed();
        }
        return new Result(created, updated, unchanged, gone);
    }

    private List<String> gone(Changes changes, Set<String> known) {
        var gone = new LinkedHashSet<String>();
        changes.compared().forEach(source -> gone.addAll(articles.idsOf(source)));
        gone.removeAll(changes.kept());
        changes.withdrawn().stream().filter(known::contains).forEach(gone::add);
        changes.published().forEach(article -> gone.remove(article.id()));
        return new ArrayList<>(gone);
    }

    /** A source that does not say when an article changed must not make it look changed at every import. */
    private Article dated(Article article, Article before) {
        Instant moment = article.modifiedAt() != null ? article.modifiedAt()
                : before != null ? before.modifiedAt() : clock.instant();
        return new Article(article.id(), article.source(), article.title(), article.language(), article.section(),
                article.url(), article.text(), article.html(), moment.truncatedTo(ChronoUnit.MILLIS));
    }
}
