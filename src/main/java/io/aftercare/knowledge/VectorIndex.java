package io.aftercare.knowledge;

import io.aftercare.embedding.SentenceModel;
import io.aftercare.embedding.SentenceModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.LockObtainFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
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
    /** The article's id once more, quick to read. */
    static final String ID = "id";
    /** Marks the part that is the article's title. */
    static final String TITLE = "title";

    private static final Logger LOG = LoggerFactory.getLogger(VectorIndex.class);

    private final Path folder;
    private final Articles articles;
    private final SentenceModels models;
    private final VectorFiles files;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(VectorIndex::thread);
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final AtomicBoolean discarding = new AtomicBoolean();
    private volatile boolean ready;
    private volatile String revision = "";
    private volatile Future<?> last;
    /** Of the articles when all were looked at last; the worker's own, and so is what customers called them then. */
    private String looked = "";
    private Map<String, String> called = Map.of();

    VectorIndex(@Value("${aftercare.data}") Path data, Articles articles, SentenceModels models) {
        this.folder = data.resolve("vectors").toAbsolutePath().normalize();
        this.articles = articles;
        this.models = models;
        this.files = new VectorFiles(folder, models);
    }

    /** Not before: reading, and loading what reads, would hold up the start of everything else. */
    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        ready = true;
        refresh();
    }

    /** Has the vectors brought up to date with the articles if they changed; returns at once. */
    @Scheduled(fixedDelayString = KnowledgeProperties.REFRESH_INTERVAL,
            initialDelayString = KnowledgeProperties.REFRESH_INTERVAL)
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
        return models.of(language).map(model -> files.serve(language, model)).orElse(false);
    }

    /**
     * How near articles are to a question in meaning: by id the cosine of the nearest part, -1 to 1.
     *
     * @param also articles that are to be among them, if they have vectors
     * @return empty when the language is not searched by meaning, or not yet, or its model cannot read the question
     */
    Map<String, Double> near(String language, String question, Collection<String> also) {
        if (!serves(language)) {
            return Map.of();
        }
        SentenceModel model = models.of(language).orElseThrow();
        Optional<float[]> embedding = model.question(question);
        if (embedding.isEmpty()) {
            return Map.of();
        }
        try {
            return files.near(language, model, embedding.get(), also);
        } catch (AlreadyClosedException beingMadeAnew) {
            return Map.of();
        } catch (IOException | RuntimeException unreadable) {
            LOG.warn("The vectors in {} are unreadable and are made anew; articles are searched by words meanwhile.",
                    folder,
                    unreadable);
            if (!worker.isShutdown() && discarding.compareAndSet(false, true)) {
                worker.submit(this::startOver);
            }
            return Map.of();
        }
    }

    /** What the cosines of a language mean. */
    CosineScale scale(String language) {
        return files.scale(language);
    }

    /** Parts of articles that have a vector, of all languages. */
    int size() {
        return files.size();
    }

    /** How each language that has, or is to have, a model is searched, in words for whoever runs the application. */
    Map<String, String> state() {
        var state = new TreeMap<String, String>();
        models.languages().forEach(language -> state.put(language, state(language)));
        return state;
    }

    /** How a language is searched, in the same words. */
    String state(String language) {
        String failure = models.failures().get(language);
        return !models.covers(language) ? "words alone"
                : serves(language) ? "words and meaning"
                        : failure != null ? "words alone. " + failure
                                : models.of(language).isEmpty() ? "words alone until its sentence model is loaded"
                                        : "words alone until the articles have been read";
    }

    @Override
    public void destroy() throws IOException {
        worker.shutdownNow();
        try {
            worker.awaitTermination(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        files.close();
    }

    private String revision() {
        return articles.revision() + " " + articles.learnedQueriesRevision();
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
            String newestArticles = articles.revision();
            Map<String, List<String>> learnedQueries = articles.learnedQueries();
            var callings = new HashMap<String, String>();
            learnedQueries.forEach((article, texts) -> callings.put(article, IndexedArticle.fingerprint(texts)));
            if (newestArticles.equals(looked)) {
                // With every request that an article solves, only one article is called otherwise.
                var concerned = new HashSet<>(callings.entrySet());
                concerned.removeAll(called.entrySet());
                Set<String> ids = concerned.stream().map(Map.Entry::getKey).collect(Collectors.toSet());
                called.keySet().stream().filter(article -> !callings.containsKey(article)).forEach(ids::add);
                files.reword(articles.byId(ids).values(), learnedQueries);
            } else {
                List<Article> all = articles.all(null);
                models.load(all.stream().map(Article::language).collect(Collectors.toSet()));
                files.bringUpToDate(all, learnedQueries);
            }
            looked = newestArticles;
            called = callings;
            revision = newest;
        } catch (DataAccessException unreachable) {
            // What was computed takes long to compute again, and nothing is wrong with it.
            warn("The articles cannot be read; their vectors in {} stay as they are and are looked after later.",
                    unreachable);
        } catch (LockObtainFailedException used) {
            warn("Another process writes the vectors in {}, such as the last one that is just ending; they are "
                    + "looked after "
                    + "later. Two nodes need a folder aftercare.data each.", used);
        } catch (Exception | LinkageError failed) {
            if (!ending()) {
                warn("The vectors in {} cannot be brought up to date and are made anew.", failed);
                startOver();
            }
        }
    }

    private void warn(String sentence, Throwable cause) {
        if (!ending()) {
            LOG.warn(sentence, folder, cause);
        }
    }

    private boolean ending() {
        return Thread.currentThread().isInterrupted() || worker.isShutdown();
    }

    private void startOver() {
        revision = "";
        looked = "";
        try {
            files.discard();
        } catch (IOException unusable) {
            throw new UncheckedIOException("The vectors cannot be kept in " + folder
                    + ". Give aftercare.data a folder that can be written.", unusable);
        } finally {
            discarding.set(false);
        }
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "article-vectors");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }
}
