package io.aftercare.knowledge;

import io.aftercare.embedding.SentenceModel;
import io.aftercare.embedding.SentenceModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** The vectors of a node in their folder: read by any thread, changed by one. */
final class VectorFiles {

    private final Path folder;
    private final SentenceModels models;
    private Directory directory;
    private volatile SearcherManager searchers;
    /** The model by language with whose vectors all articles were once complete. */
    private volatile Map<String, String> complete = Map.of();
    private volatile Map<String, CosineScale> scales = Map.of();

    /** What is asked of a searcher. */
    private interface Search<T> {
        T in(IndexSearcher searcher) throws IOException;
    }

    VectorFiles(Path folder, SentenceModels models) {
        this.folder = folder;
        this.models = models;
    }

    /** Whether the vectors of a language are those of a model, and all there. */
    boolean serve(String language, SentenceModel model) {
        return searchers != null && VectorWriting.complete(model).equals(complete.get(language));
    }

    /** See {@link VectorReading#near}; empty when there are no vectors. */
    Map<String, Double> near(String language, SentenceModel model, float[] question, Collection<String> also)
            throws IOException {
        SearcherManager current = searchers;
        return current == null ? Map.of()
                : in(current,
                        searcher -> VectorReading.near(searcher, VectorWriting.field(language, model), question, also));
    }

    /** What the cosines of a language mean. */
    CosineScale scale(String language) {
        return scales.getOrDefault(language, CosineScale.EXPECTED);
    }

    /** Parts of articles that have a vector, of all languages. */
    int size() {
        SearcherManager current = searchers;
        try {
            return current == null ? 0 : in(current, searcher -> searcher.getIndexReader().numDocs());
        } catch (IOException unreadable) {
            return 0;
        }
    }

    /** Computes what is new; what an earlier run left serves already meanwhile. */
    void bringUpToDate(List<Article> all, Map<String, List<String>> learnedQueries) throws IOException {
        if (directory == null) {
            Files.createDirectories(folder);
            directory = FSDirectory.open(folder);
        }
        if (searchers == null && DirectoryReader.indexExists(directory)) {
            serve();
        }
        try (var writer = writer()) {
            new VectorWriting(writer, models).write(all, learnedQueries);
        }
        serve();
    }

    /** After {@link #bringUpToDate}, when customers' words for some articles are all that changed: the scales stay. */
    void reword(Collection<Article> some, Map<String, List<String>> learnedQueries) throws IOException {
        try (var writer = writer()) {
            new VectorWriting(writer, models).reword(some, learnedQueries);
        }
        searchers.maybeRefreshBlocking();
    }

    /** Gives up everything that was computed. */
    void discard() throws IOException {
        close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    void close() throws IOException {
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

    private IndexWriter writer() throws IOException {
        return new IndexWriter(directory, new IndexWriterConfig().setMergeScheduler(new SerialMergeScheduler())
                .setCommitOnClose(false));
    }

    private void serve() throws IOException {
        if (searchers == null) {
            searchers = new SearcherManager(directory, null);
        }
        searchers.maybeRefreshBlocking();
        scales = in(searchers, this::measured);
        complete =
                in(searchers, searcher -> ((DirectoryReader) searcher.getIndexReader()).getIndexCommit().getUserData());
    }

    private Map<String, CosineScale> measured(IndexSearcher searcher) throws IOException {
        var measured = new TreeMap<String, CosineScale>();
        for (String language : models.languages()) {
            SentenceModel model = models.of(language).orElse(null);
            if (model != null) {
                measured.put(language, CosineScale.of(searcher, VectorWriting.field(language, model)));
            }
        }
        return measured;
    }

    private static <T> T in(SearcherManager searchers, Search<T> search) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return search.in(searcher);
        } finally {
            searchers.release(searcher);
        }
    }
}
