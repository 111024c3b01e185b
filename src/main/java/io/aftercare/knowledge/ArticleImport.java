package io.aftercare.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes articles in from files, and writes what an import brought: all of it or nothing. */
@Component
class ArticleImport {

    static final String WORDPRESS = "wordpress";
    static final String ZENDESK = "zendesk";

    private final Articles articles;
    private final ArticleIndex index;
    private final VectorIndex vectors;
    private final ObjectMapper mapper;
    private final WordPressPosts wordPress;
    private final ZendeskArticles zendesk;
    private final MarkdownFiles markdownFiles;
    private final MarkdownArticles markdown;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ArticleImport(Articles articles, ArticleIndex index, VectorIndex vectors, ObjectMapper mapper,
            WordPressPosts wordPress, ZendeskArticles zendesk, MarkdownFiles markdownFiles, MarkdownArticles markdown,
            PlatformTransactionManager transactions, Clock clock) {
        this.articles = articles;
        this.index = index;
        this.vectors = vectors;
        this.mapper = mapper;
        this.wordPress = wordPress;
        this.zendesk = zendesk;
        this.markdownFiles = markdownFiles;
        this.markdown = markdown;
        this.transaction = new TransactionTemplate(transactions);
        // The index is made from what is committed, hence an import never waits for a caller's commit.
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** As {@link KnowledgeBase#importJson}. */
    ImportReport json(byte[] file, String format, String source, String language, boolean complete) {
        JsonNode answer = JsonAnswer.read(mapper, file);
        var origin = new Origin(source == null || source.isBlank() ? null : checkedSource(source),
                checkedLanguage(language), null, "");
        boolean zendeskFile = format == null ? ZendeskArticles.recognise(answer) : format.equals(ZENDESK);
        return store(zendeskFile ? zendesk.read(answer, origin, complete) : wordPress.read(answer, origin), complete);
    }

    /** As {@link KnowledgeBase#importMarkdown(byte[], String, String, boolean)}. */
    ImportReport zip(byte[] zip, String source, String language, boolean complete) {
        return markdown(markdownFiles.inZip(zip), source, language, complete);
    }

    /** As {@link KnowledgeBase#importMarkdown(Path, String, String, boolean)}. */
    ImportReport folder(Path folder, String source, String language, boolean complete) {
        return markdown(markdownFiles.inFolder(folder), source, language, complete);
    }

    /** As {@link KnowledgeBase#importMarkdown(Map, String, String, boolean)}. */
    ImportReport markdown(Map<String, byte[]> files, String source, String language, boolean complete) {
        String name = source == null || source.isBlank() ? KnowledgeBase.MARKDOWN : checkedSource(source);
        return store(markdown.read(files, name, checkedLanguage(language)), complete);
    }

    private ImportReport store(ImportedArticles imported, boolean complete) {
        Set<String> all = imported.articles().stream().map(Article::id).collect(Collectors.toSet());
        return store(imported, complete ? imported.sources() : Set.of(), all, () -> { });
    }

    /**
     * Writes what an import brought, in a transaction of its own, and makes it searchable.
     *
     * @param compared  sources whose articles are withdrawn unless they are published or in this import
     * @param published ids of all that the sources compared publish
     * @param alongside further work of the same transaction, done first; when it fails, nothing is changed
     */
    ImportReport store(ImportedArticles imported, Set<String> compared, Set<String> published, Runnable alongside) {
        ImportReport report = transaction.execute(status -> {
            articles.lock();
            alongside.run();
            return write(imported, compared, published);
        });
        index.refresh();
        vectors.refresh();
        return report;
    }

    private ImportReport write(ImportedArticles imported, Set<String> compared, Set<String> published) {
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
        List<String> gone = gone(imported, known.keySet(), compared, published);
        for (String id : gone) {
            articles.delete(id);
            problems.add("Article " + id + " was withdrawn.");
        }
        if (created + updated + gone.size() > 0) {
            articles.changed();
        }
        return new ImportReport(created, updated, unchanged, gone.size(), imported.skipped(), problems);
    }

    private List<String> gone(ImportedArticles imported, Set<String> known, Set<String> compared, Set<String> published) {
        var gone = new LinkedHashSet<String>();
        compared.forEach(source -> gone.addAll(articles.idsOf(source)));
        gone.removeAll(published);
        imported.withdrawn().stream().filter(known::contains).forEach(gone::add);
        imported.articles().forEach(article -> gone.remove(article.id()));
        return List.copyOf(gone);
    }

    /** A source that does not say when an article changed must not make it look changed at every import. */
    private Article dated(Article article, Article before) {
        var moment = article.modifiedAt() != null ? article.modifiedAt()
                : before != null ? before.modifiedAt() : clock.instant();
        return new Article(article.id(), article.source(), article.title(), article.language(), article.section(),
                article.url(), article.text(), article.html(), moment.truncatedTo(ChronoUnit.MILLIS));
    }

    private static String checkedSource(String name) {
        if (!name.strip().matches(Origin.NAME)) {
            throw new ImportFailed("The source may consist of letters, digits, dots and hyphens only.");
        }
        return name.strip();
    }

    private static String checkedLanguage(String language) {
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
