package io.aftercare.knowledge;

import io.aftercare.embedding.Fingerprint;
import io.aftercare.embedding.SentenceModel;
import io.aftercare.embedding.SentenceModels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the vectors of a node up to date with the articles: what has not changed is not computed again. */
final class VectorWriting {

    /** Raise it when articles are cut or kept differently. */
    private static final String FORMAT = "2";
    /** How much work a kill may lose. */
    private static final int VECTORS_A_COMMIT = 500;
    private static final Logger LOG = LoggerFactory.getLogger(VectorWriting.class);

    private final IndexWriter writer;
    private final SentenceModels models;
    private int computed;
    private int reused;

    VectorWriting(IndexWriter writer, SentenceModels models) {
        this.writer = writer;
        this.models = models;
    }

    /** Vectors of different models differ in length and meaning, so each has a field of its own. */
    static String field(String language, SentenceModel model) {
        return "vector_" + language + "_" + model.id();
    }

    /** What is kept of a language whose vectors are all there. */
    static String complete(SentenceModel model) {
        return model.id() + " " + FORMAT;
    }

    /** @param learnedQueries customers' own words by the id of the article that answers them */
    void write(List<Article> all, Map<String, List<String>> learnedQueries) throws IOException {
        try (DirectoryReader before = DirectoryReader.open(writer)) {
            Map<String, String> outdated = versions(before);
            write(before, all, learnedQueries, outdated);
            for (String gone : outdated.keySet()) {
                writer.deleteDocuments(new Term(VectorIndex.ARTICLE, gone));
            }
            complete();
        }
    }

    /** After {@link #write}: articles of which nothing has changed but what customers call them. */
    void reword(Collection<Article> some, Map<String, List<String>> learnedQueries) throws IOException {
        try (DirectoryReader before = DirectoryReader.open(writer)) {
            write(before, some, learnedQueries, new HashMap<>());
            complete();
        }
    }

    /** @param versions by id what vectors were made from; loses those of the articles written */
    private void write(DirectoryReader before, Collection<Article> articles, Map<String, List<String>> learnedQueries,
            Map<String, String> versions) throws IOException {
        int uncommitted = 0;
        for (Article article : articles) {
            SentenceModel model = models.of(article.language()).orElse(null);
            List<String> worded = learnedQueries.getOrDefault(article.id(), List.of());
            String version = model == null ? null
                    : Fingerprint.of(Stream.concat(Stream.of(FORMAT, model.id(),
                            article.language(), article.title(), article.text()), worded.stream())
                            .toArray(String[]::new));
            if (model != null && !version.equals(versions.remove(article.id()))) {
                int vectors = computed;
                List<Document> parts = parts(before, article, worded, model, version);
                if (!parts.isEmpty()) {
                    writer.updateDocuments(new Term(VectorIndex.ARTICLE, article.id()), parts);
                }
                uncommitted += computed - vectors;
            }
            if (uncommitted >= VECTORS_A_COMMIT) {
                writer.commit();
                uncommitted = 0;
            }
        }
    }

    private void complete() throws IOException {
        var complete = new HashMap<String, String>();
        models.languages()
                .forEach(language -> models.of(language).ifPresent(model -> complete.put(language, complete(model))));
        writer.setLiveCommitData(complete.entrySet());
        writer.commit();
        if (computed + reused > 0) {
            LOG.info("Read the meaning of {} parts of articles; {} were known already.", computed, reused);
        }
    }

    /** Empty when the model cannot read one of them. */
    private List<Document> parts(DirectoryReader before, Article article, List<String> worded, SentenceModel model,
            String version) throws IOException {
        var parts = new ArrayList<Document>();
        // Under the title like the other parts: two questions are nearer to each other than to any answer.
        for (String chunk : Stream.concat(Chunks.of(article).stream(), worded.stream()
                .map(learnedQuery -> article.title() + ". " + learnedQuery)).distinct().toList()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("The application ends.");
            }
            String field = field(article.language(), model);
            String content = Fingerprint.of(model.id(), chunk);
            float[] vector = known(before, field, content);
            if (vector == null) {
                Optional<float[]> read = model.passage(chunk);
                if (read.isEmpty()) {
                    // One text that the model cannot take is no reason to do without all others.
                    LOG.warn("The article {} is found by its words alone, since its sentence model cannot read it.",
                            article.id());
                    return List.of();
                }
                vector = read.get();
                computed++;
            } else {
                reused++;
            }
            var part = new Document();
            part.add(new StringField(VectorIndex.ARTICLE, article.id(), Field.Store.YES));
            part.add(new BinaryDocValuesField(VectorIndex.ID, new BytesRef(article.id())));
            if (parts.isEmpty()) {
                part.add(new NumericDocValuesField(VectorIndex.TITLE, 1));
            }
            part.add(new StringField(VectorIndex.VERSION, version, Field.Store.YES));
            part.add(new StringField(VectorIndex.CHUNK, content, Field.Store.NO));
            part.add(new KnnFloatVectorField(field, vector, VectorSimilarityFunction.DOT_PRODUCT));
            parts.add(part);
        }
        return parts;
    }

    /** The vector of the same text as it was before; null when there is none. */
    private static float[] known(DirectoryReader before, String field, String content) throws IOException {
        for (LeafReaderContext leaf : before.leaves()) {
            PostingsEnum having = leaf.reader().postings(new Term(VectorIndex.CHUNK, content), PostingsEnum.NONE);
            FloatVectorValues values = leaf.reader().getFloatVectorValues(field);
            if (having != null && values != null && having.nextDoc() != PostingsEnum.NO_MORE_DOCS
                    && values.advance(having.docID()) == having.docID()) {
                return values.vectorValue().clone();
            }
        }
        return null;
    }

    /** By id of the article what its vectors were made from. */
    private static Map<String, String> versions(DirectoryReader before) throws IOException {
        var versions = new HashMap<String, String>();
        for (LeafReaderContext leaf : before.leaves()) {
            StoredFields stored = leaf.reader().storedFields();
            Bits live = leaf.reader().getLiveDocs();
            for (int document = 0; document < leaf.reader().maxDoc(); document++) {
                if (live == null || live.get(document)) {
                    Document part = stored.document(document, Set.of(VectorIndex.ARTICLE, VectorIndex.VERSION));
                    versions.put(part.get(VectorIndex.ARTICLE), part.get(VectorIndex.VERSION));
                }
            }
        }
        return versions;
    }
}
