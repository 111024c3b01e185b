package io.aftercare.knowledge;

import io.aftercare.meaning.SentenceModel;
import io.aftercare.meaning.SentenceModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What the parts of the articles mean, as vectors, on this node. Brought up to date by one thread beside the requests,
 * which are answered by words alone until it is there. Vectors are kept by what they were made from, so that only new
 * texts cost anything; a kill at any instant loses the last few at most.
 */
@Component
class VectorIndex implements DisposableBean {

    static final String ARTICLE = "article";
    static final String VERSION = "version";
    static final String CHUNK = "chunk";

    private static final Logger LOG = LoggerFactory.getLogger(VectorIndex.class);

    private final Path folder;
    private final Articles articles;
    private final SentenceModels models;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(VectorIndex::thread);
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile boolean ready;
    private volatile String revision = "";
    private volatile Future<?> last;
    private volatile Directory directory;
    private volatile SearcherManager searchers;
    /** The model by language with whose vectors all articles were once complete. */
    private volatile Map<String, String> complete = Map.of();

    VectorIndex(@Value("${aftercare.data}") Path data, Articles articles, SentenceModels models) {
        this.folder = data.resolve("vectors").toAbsolutePath().normalize();
        this.articles = articles;
        this.models = models;
    }

    /** Not before: reading, and loading what reads, would hold up the start of everything else. */
    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        ready = true;
        refresh();
    }

    /** Has the vectors brought up to date with the articles if they changed; returns at once. */
    @Scheduled(fixedDelayString = "${aftercare.knowledge.refresh-interval}",
            initialDelayString = "${aftercare.knowledge.refresh-interval}")
    void refresh() {
        if (ready) {
            bringUpToDateIfChanged();
        }
    }

    /** Waits until what was begun is done, for measurements and tests. */
    void await(long seconds) {
        bringUpToDateIfChanged();
        try {
            Future<?> begun = last;
            if (begun != null) {
                begun.get(seconds, TimeUnit.SECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            throw new IllegalStateException("The vectors in " + folder + " are not there yet.", late);
        }
    }

    /** Id of the model by which a language is searched; null when it is searched by words alone. */
    String model(String language) {
        return models.of(language).map(SentenceModel::id).orElse(null);
    }

    /** Whether a language is searched by meaning now. */
    boolean serves(String language) {
        return searchers != null && models.of(language).map(model -> model.id().equals(complete.get(language))).orElse(false);
    }

    /**
     * How near articles are to a question in meaning: by id the cosine of the nearest part, -1 to 1.
     *
     * @param questions the question in one or more wordings; the nearest counts
     * @param also      articles that are to be among them, if they have vectors
     * @return empty when the language is not searched by meaning, or not yet
     */
    Map<String, Double> near(String language, List<String> questions, Collection<String> also) {
        SearcherManager current = searchers;
        if (!serves(language) || questions.isEmpty()) {
            return Map.of();
        }
        SentenceModel model = models.of(language).orElseThrow();
        List<float[]> vectors = questions.stream().map(model::question).toList();
        try {
            IndexSearcher searcher = current.acquire();
            try {
                return VectorReading.near(searcher, VectorWriting.field(language, model), vectors, also);
            } finally {
                current.release(searcher);
            }
        } catch (IOException | RuntimeException unreadable) {
            LOG.warn("The vectors in {} are unreadable and are made anew; articles are searched by words meanwhile.", folder,
                    unreadable);
            if (!worker.isShutdown()) {
                worker.submit(this::startOver);
            }
            return Map.of();
        }
    }

    /** Parts of articles that have a vector, of all languages. */
    int size() {
        SearcherManager current = searchers;
        if (current == null) {
            return 0;
        }
        try {
            IndexSearcher searcher = current.acquire();
            try {
                return searcher.getIndexReader().numDocs();
            } finally {
                current.release(searcher);
            }
        } catch (IOException unreadable) {
            return 0;
        }
    }

    /** How each language is searched, in words for whoever runs the application. */
    Map<String, String> state() {
        var state = new TreeMap<String, String>();
        models.languages().forEach(language -> state.put(language, serves(language) ? "words and meaning"
                : models.failures().containsKey(language) ? "words alone. " + models.failures().get(language)
                : "words alone until the articles have been read"));
        return state;
    }

    @Override
    public void destroy() throws IOException {
        worker.shutdownNow();
        try {
            worker.awaitTermination(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    private String revision() {
        return articles.revision() + " " + articles.wordingsRevision();
    }

    private void bringUpToDateIfChanged() {
        if (worker.isShutdown() || models.languages().isEmpty() || revision().equals(revision)) {
            return;
        }
        if (waiting.compareAndSet(false, true)) {
            last = worker.submit(this::bringUpToDate);
        }
    }

    private void bringUpToDate() {
        waiting.set(false);
        try {
            // The revision first: should an import commit in between, there is one more round, never one too few.
            String newest = revision();
            List<Article> all = articles.all(null);
            models.load(all.stream().map(Article::language).collect(Collectors.toSet()));
            open();
            try (var writer = writer()) {
                new VectorWriting(writer, models).write(all, articles.wordings());
            }
            if (searchers == null) {
                searchers = new SearcherManager(directory, null);
            }
            searchers.maybeRefreshBlocking();
            complete = completed(searchers);
            revision = newest;
        } catch (Exception | LinkageError failed) {
            if (!Thread.currentThread().isInterrupted() && !worker.isShutdown()) {
                LOG.warn("The vectors in {} cannot be brought up to date and are made anew.", folder, failed);
                startOver();
            }
        }
    }

    private void open() throws IOException {
        if (directory == null) {
            Files.createDirectories(folder);
            directory = FSDirectory.open(folder);
        }
        if (searchers == null && DirectoryReader.indexExists(directory)) {
            // What an earlier run left serves already while what has changed since is added.
            searchers = new SearcherManager(directory, null);
            complete = completed(searchers);
        }
    }

    private IndexWriter writer() throws IOException {
        return new IndexWriter(directory, new IndexWriterConfig().setMergeScheduler(new SerialMergeScheduler())
                .setCommitOnClose(false));
    }

    private static Map<String, String> completed(SearcherManager searchers) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return ((DirectoryReader) searcher.getIndexReader()).getIndexCommit().getUserData();
        } finally {
            searchers.release(searcher);
        }
    }

    private void startOver() {
        try {
            revision = "";
            close();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException("The vectors cannot be kept in " + folder
                    + ". Give aftercare.data a folder that can be written.", unusable);
        }
    }

    private void close() throws IOException {
        complete = Map.of();
        SearcherManager old = searchers;
        searchers = null;
        if (old != null) {
            old.close();
        }
        if (directory != null) {
            directory.close();
            directory = null;
        }
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "article-vectors");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }
}
