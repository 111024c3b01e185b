package io.aftercare.knowledge;

import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The articles of the help: search, look up, import. Carries out rule 1 of the support policy, the knowledge base first.
 */
@Component
public class KnowledgeBase {

    /** The source of Markdown articles when no other name is given. */
    public static final String MARKDOWN = "markdown";

    private static final int MOST_HITS = 50;

    private final Articles articles;
    private final ArticleIndex index;
    private final VectorIndex vectors;
    private final ArticleSearch search;
    private final WordPressPosts wordPress;
    private final MarkdownFiles markdownFiles;
    private final MarkdownArticles markdown;
    private final KnowledgeProperties properties;
    private final Passages passages;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final String baseUrl;

    KnowledgeBase(Articles articles, ArticleIndex index, VectorIndex vectors, ArticleSearch search, Analysis analysis,
            WordPressPosts wordPress, MarkdownFiles markdownFiles, MarkdownArticles markdown, KnowledgeProperties properties,
            PlatformTransactionManager transactions, Clock clock, @Value("${aftercare.base-url}") String baseUrl) {
        this.articles = articles;
        this.index = index;
        this.vectors = vectors;
        this.wordPress = wordPress;
        this.markdownFiles = markdownFiles;
        this.markdown = markdown;
        this.properties = properties;
        this.search = search;
        this.passages = new Passages(analysis);
        this.transaction = new TransactionTemplate(transactions);
        // The index is made from what is committed, hence an import never waits for a caller's commit.
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
        this.baseUrl = baseUrl.replaceAll("/+$", "");
    }

    /**
     * The articles nearest to a question, best first. Never fails because of what the question consists of.
     *
     * @param query    a few words or a whole mail, its subject on the first line; its beginning is looked at
     *                 ({@code aftercare.knowledge.longest-query}). Null or empty finds nothing
     * @param language ISO 639-1, also {@code fr-FR}; null means any. A language without articles finds nothing
     * @param limit    1 to 50; other values are taken as the nearest of these
     */
    public List<Hit> search(String query, String language, int limit) {
        if (query == null || query.isBlank()) {
            return List.of();
        }
        Question question = Question.of(query, properties.longestQuery());
        List<ArticleSearch.Found> best = search.find(question, language, Math.max(1, Math.min(MOST_HITS, limit)));
        Map<String, Article> found = articles.byId(best.stream().map(ArticleSearch.Found::id).toList());
        return best.stream().filter(hit -> found.containsKey(hit.id())).map(hit -> {
            Article article = found.get(hit.id());
            return new Hit(article, hit.score(), hit.offered(), passages.best(article, question));
        }).toList();
    }

    public Optional<Article> article(String id) {
        return Optional.ofNullable(articles.byId(List.of(id)).get(id));
    }

    /** The passage of an article that matches a question best; plain text. */
    public String passage(Article article, String query) {
        return passages.best(article, Question.of(query, properties.longestQuery()));
    }

    /** The article in this language whose id or web address ends with a slug such as {@code antivirus-blocks-installation}. */
    public Optional<Article> named(String slug, String language) {
        return articles.named(slug, ImportedArticles.language(language));
    }

    /** In the order asked for; unknown ids are left out. */
    public List<Article> byId(Collection<String> ids) {
        Map<String, Article> found = articles.byId(new LinkedHashSet<>(ids));
        return ids.stream().distinct().map(found::get).filter(Objects::nonNull).toList();
    }

    /** By language and title; language null means all. */
    public List<Article> all(String language) {
        return articles.all(ImportedArticles.language(language));
    }

    /** Where a customer can read the article: its original address, or else its page in the help centre. */
    public String linkTo(Article article) {
        return article.url() != null ? article.url() : baseUrl + "/articles/" + article.id();
    }

    /** As {@link #importWordPress(byte[], String, boolean)}; what is not in the file stays as it is. */
    public ImportReport importWordPress(byte[] json, String language) {
        return importWordPress(json, language, false);
    }

    /**
     * Imports what {@code /wp-json/wp/v2/posts} of a WordPress site answered, one post or an array. All or nothing.
     *
     * @param language ISO 639-1 for posts that name none; null when each must
     * @param complete whether the file holds all articles of its site, so that the others are withdrawn; WordPress
     *                 answers at most 100 posts a page
     * @throws ImportFailed when the file is unusable; nothing is changed then
     */
    public ImportReport importWordPress(byte[] json, String language, boolean complete) {
        return store(wordPress.read(json, checked(language)), complete);
    }

    /** As {@link #importMarkdown(Map, String, String, boolean)}, from a zip; hidden and other files are passed over. */
    public ImportReport importMarkdown(byte[] zip, String source, String language, boolean complete) {
        return importMarkdown(markdownFiles.inZip(zip), source, language, complete);
    }

    /** As {@link #importMarkdown(Map, String, String, boolean)}, from a folder and all folders in it. */
    public ImportReport importMarkdown(Path folder, String source, String language, boolean complete) {
        return importMarkdown(markdownFiles.inFolder(folder), source, language, complete);
    }

    /**
     * Imports Markdown with YAML front matter. All or nothing.
     *
     * @param files    content by path with forward slashes; a folder named by a language says the language of its files
     * @param source   a name for where they come from, the first part of their ids; null for {@link #MARKDOWN}
     * @param language ISO 639-1 for files that name none; null when each must
     * @param complete whether these are all articles of the source, so that others it once had are withdrawn
     * @throws ImportFailed when anything in it is unusable; nothing is changed then
     */
    public ImportReport importMarkdown(Map<String, byte[]> files, String source, String language, boolean complete) {
        return store(markdown.read(files, source(source), checked(language)), complete);
    }

    private ImportReport store(ImportedArticles imported, boolean complete) {
        ImportReport report = transaction.execute(status -> {
            articles.lock();
            return write(imported, complete);
        });
        index.refresh();
        vectors.refresh();
        return report;
    }

    private ImportReport write(ImportedArticles imported, boolean complete) {
        var problems = new ArrayList<>(imported.remarks());
        Map<String, Article> known = articles.byId(Stream.concat(
                imported.articles().stream().map(Article::id), imported.withdrawn().stream()).toList());
        int created = 0;
        int updated = 0;
        int unchanged = 0;
        for (Article article : imported.articles()) {
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
        var gone = new LinkedHashSet<>(imported.withdrawn());
        gone.retainAll(known.keySet());
        if (complete) {
            var present = imported.articles().stream().map(Article::id).toList();
            imported.sources().forEach(source -> gone.addAll(articles.idsOf(source)));
            present.forEach(gone::remove);
        }
        for (String id : gone) {
            articles.delete(id);
            problems.add("Article " + id + " was withdrawn.");
        }
        if (created + updated + gone.size() > 0) {
            articles.changed();
        }
        return new ImportReport(created, updated, unchanged, gone.size(), imported.skipped(), problems);
    }

    /** A source that does not say when an article changed must not make it look changed at every import. */
    private Article dated(Article article, Article before) {
        var moment = article.modifiedAt() != null ? article.modifiedAt()
                : before != null ? before.modifiedAt() : clock.instant();
        return new Article(article.id(), article.source(), article.title(), article.language(), article.section(),
                article.url(), article.text(), article.html(), moment.truncatedTo(ChronoUnit.MILLIS));
    }

    private static String source(String name) {
        String source = name == null || name.isBlank() ? MARKDOWN : name.strip();
        if (!source.matches("[\\p{Alnum}._-]{1,100}")) {
            throw new ImportFailed("The source may consist of letters, digits, dots and hyphens only.");
        }
        return source;
    }

    private static String checked(String language) {
        if (language == null || language.isBlank()) {
            return null;
        }
        String code = ImportedArticles.language(language);
        if (code == null) {
            throw new ImportFailed("The language must be an ISO 639-1 code such as en or fr.");
        }
        return code;
    }
}
