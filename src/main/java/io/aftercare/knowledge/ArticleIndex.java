package io.aftercare.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The search index of this node: a copy of the articles in the database, made anew from them whenever it is absent,
 * unreadable or of another revision. Lucene commits it as a whole, together with the revision it is of, so that a kill
 * at any instant leaves the old one or the new one.
 */
@Component
class ArticleIndex implements DisposableBean {

    static final String ID = "id";
    static final String TITLE = "title_";
    /** The title as it is written, kept. */
    static final String NAME = "name";
    /** Title and body: a word of both is not twice as telling as one of the body alone. */
    static final String WHOLE = "whole_";
    /** Character n-grams of title and body. */
    static final String CHARACTER_NGRAMS = "grams_";
    /** Words of title and body as they are written. */
    static final String WORDS = "words_";

    /**
     * Codes, numbers and names of files in title and body, and codes in customers' own words, see {@link ExactTerms}.
     */
    static final String EXACT = "exact_";

    /** Customers' own words that it answered. */
    static final String LEARNED_QUERIES = "wordings_";

    /** What the index is of, among the facts of its commit. */
    static final String REVISION = "revision";

    /** Raise it when analysis or fields change: indexes on disk are then made anew. */
    private static final String FORMAT = "8";
    private static final IndexedArticle.Learned NOTHING = new IndexedArticle.Learned(List.of(), List.of());
    private static final Logger LOG = LoggerFactory.getLogger(ArticleIndex.class);

    private final Path folder;
    private final Articles articles;
    private final Analysis analysis;
    private final Directory directory;
    private volatile SearcherManager searchers;
    private volatile boolean closed;

    /** What is asked of a searcher. */
    interface Search<T> {
        T in(IndexSearcher searcher) throws IOException;
    }

    ArticleIndex(@Value("${aftercare.data}") Path data, Articles articles, Analysis analysis) {
        this.folder = data.resolve("index").toAbsolutePath().normalize();
        this.articles = articles;
        this.analysis = analysis;
        try {
            Files.createDirectories(folder);
            this.directory = FSDirectory.open(folder);
            open(articles.revision());
        } catch (IOException unusable) {
            throw new UncheckedIOException("The search index cannot be kept in " + folder
                    + ". Give aftercare.data a folder that can be written.", unusable);
        }
    }

    /** Makes the index anew if the articles have changed since, on this node or another. */
    @Scheduled(fixedDelayString = KnowledgeProperties.REFRESH_INTERVAL,
            initialDelayString = KnowledgeProperties.REFRESH_INTERVAL)
    synchronized void refresh() {
        if (closed) {
            return;
        }
        try {
            if (!articles.revision().equals(revision())) {
                rebuild();
            } else if (!articles.learnedQueriesRevision().equals(fact("wordings"))) {
                reword();
                searchers.maybeRefreshBlocking();
            }
        } catch (IOException unusable) {
            LOG.warn("The search index in {} cannot be brought up to date and is made anew.", folder, unusable);
            startOver();
        }
    }

    /**
     * Asks the newest index of this node; one that became unreadable is made anew and asked again.
     *
     * @throws IllegalStateException when the application is ending
     */
    <T> T search(Search<T> search) {
        SearcherManager asked = searchers;
        try {
            return attempt(asked, search);
        } catch (IOException | AlreadyClosedException unreadable) {
            remake(asked, unreadable);
            try {
                return attempt(searchers, search);
            } catch (IOException still) {
                throw new UncheckedIOException("The search index in " + folder + " is unreadable.", still);
            }
        }
    }

    /** The languages that have articles. */
    Set<String> languages() {
        return search(searcher -> FieldInfos.getIndexedFields(searcher.getIndexReader()).stream()
                .filter(field -> field.startsWith(WHOLE)).map(field -> field.substring(WHOLE.length()))
                .collect(Collectors.toSet()));
    }

    /** The revision of the articles that this index holds. */
    String revision() throws IOException {
        return format().equals(fact("format")) ? fact(REVISION) : "";
    }

    /** With other synonyms, articles have other terms. */
    private String format() {
        return FORMAT + " " + analysis.fingerprint();
    }

    private String fact(String name) throws IOException {
        return attempt(searchers, searcher -> Objects.requireNonNullElse(((DirectoryReader) searcher.getIndexReader())
                .getIndexCommit().getUserData().get(name), ""));
    }

    @Override
    public synchronized void destroy() throws IOException {
        closed = true;
        searchers.close();
        directory.close();
    }

    private static <T> T attempt(SearcherManager asked, Search<T> search) throws IOException {
        IndexSearcher searcher = asked.acquire();
        try {
            return search.in(searcher);
        } finally {
            asked.release(searcher);
        }
    }

    /** Unless another search has seen to it meanwhile. */
    private synchronized void remake(SearcherManager asked, Exception unreadable) {
        if (closed) {
            throw new IllegalStateException("The application is ending; its search index is closed.", unreadable);
        }
        if (searchers == asked) {
            LOG.warn("The search index in {} is unreadable and is made anew.", folder, unreadable);
            startOver();
        }
    }

    private void open(String newest) throws IOException {
        try {
            if (!DirectoryReader.indexExists(directory)) {
                write();
            }
            searchers = new SearcherManager(directory, null);
            if (!newest.equals(revision())) {
                rebuild();
            }
        } catch (IOException | RuntimeException unreadable) {
            LOG.warn("The search index in {} is unreadable and is made anew.", folder, unreadable);
            renew();
        }
    }

    private void startOver() {
        try {
            renew();
        } catch (IOException unusable) {
            throw new UncheckedIOException("The search index cannot be kept in " + folder + ".", unusable);
        }
    }

    private void renew() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.deleteIfExists(file);
            }
        }
        write();
        SearcherManager old = searchers;
        searchers = new SearcherManager(directory, null);
        if (old != null) {
            old.close();
        }
    }

    private void rebuild() throws IOException {
        write();
        searchers.maybeRefreshBlocking();
    }

    private void write() throws IOException {
        // The revision first: should an import commit in between, the index is made once more, never too seldom.
        String revision = articles.revision();
        String learnedQueriesRevision = articles.learnedQueriesRevision();
        List<Article> all = articles.all(null);
        Map<String, IndexedArticle.Learned> learned = learned();
        var settings = new IndexWriterConfig(analysis.byField()).setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                .setCommitOnClose(false);
        try (var writer = new IndexWriter(directory, settings)) {
            for (Article article : all) {
                writer.addDocument(
                        IndexedArticle.document(article, learned.getOrDefault(article.id(), NOTHING)));
            }
            writer.setLiveCommitData(facts(revision, learnedQueriesRevision));
            writer.commit();
        }
        LOG.info("Indexed {} articles in {}", all.size(), folder);
    }

    /** Replaces only the articles whose wordings changed: that happens with every request an article solves. */
    private void reword() throws IOException {
        String revision = revision();
        String learnedQueriesRevision = articles.learnedQueriesRevision();
        Map<String, IndexedArticle.Learned> learned = learned();
        var outdated = new HashMap<String, String>();
        learned.forEach((id, each) -> outdated.put(id, each.fingerprint()));
        attempt(searchers, searcher -> {
            var worded = searcher.search(new FieldExistsQuery(IndexedArticle.WORDED), Integer.MAX_VALUE).scoreDocs;
            for (ScoreDoc each : worded) {
                Document known = searcher.storedFields().document(each.doc, Set.of(ID, IndexedArticle.WORDED));
                if (!outdated.remove(known.get(ID), known.get(IndexedArticle.WORDED))
                        && !outdated.containsKey(known.get(ID))) {
                    outdated.put(known.get(ID), "");
                }
            }
            return null;
        });
        var settings = new IndexWriterConfig(analysis.byField()).setCommitOnClose(false);
        try (var writer = new IndexWriter(directory, settings)) {
            for (Article article : articles.byId(outdated.keySet()).values()) {
                writer.updateDocument(new Term(ID, article.id()),
                        IndexedArticle.document(article, learned.getOrDefault(article.id(), NOTHING)));
            }
            writer.setLiveCommitData(facts(revision, learnedQueriesRevision));
            writer.commit();
        }
    }

    private Map<String, IndexedArticle.Learned> learned() {
        Map<String, List<String>> queries = articles.learnedQueries();
        Map<String, List<String>> ofTranslations = articles.learnedByTranslations();
        return Stream.concat(queries.keySet().stream(), ofTranslations.keySet().stream()).distinct()
                .collect(Collectors.toMap(id -> id, id -> new IndexedArticle.Learned(
                        queries.getOrDefault(id, List.of()), ofTranslations.getOrDefault(id, List.of()))));
    }

    private Set<Map.Entry<String, String>> facts(String revision, String learnedQueries) {
        return Map.of("format", format(), REVISION, revision, "wordings", learnedQueries).entrySet();
    }
}
