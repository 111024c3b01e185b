package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Random;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.VectorUtil;
import org.junit.jupiter.api.Test;

/** What a cosine means is learned from the articles, so that a model of one's own needs no figures of ours. */
class CosineScaleTest {

    /** All vectors of such a model share a direction; the more, the nearer everything is to everything. */
    private static IndexSearcher articles(int count, double shared) throws IOException {
        var random = new Random(1);
        var directory = new ByteBuffersDirectory();
        try (var writer = new IndexWriter(directory, new IndexWriterConfig())) {
            for (int article = 0; article < count; article++) {
                float[] title = vector(random, shared, null);
                writer.addDocument(part(article, title, true));
                writer.addDocument(part(article, vector(random, shared, title), false));
            }
        }
        return new IndexSearcher(DirectoryReader.open(directory));
    }

    private static float[] vector(Random random, double shared, float[] near) {
        var vector = new float[32];
        for (int place = 0; place < vector.length; place++) {
            vector[place] = (float) (random.nextGaussian() + shared + (near == null ? 0 : 10 * near[place]));
        }
        return VectorUtil.l2normalize(vector);
    }

    private static Document part(int article, float[] vector, boolean title) {
        var part = new Document();
        part.add(new StringField(VectorIndex.ARTICLE, "a:" + article, Field.Store.YES));
        part.add(new BinaryDocValuesField(VectorIndex.ID, new BytesRef("a:" + article)));
        if (title) {
            part.add(new NumericDocValuesField(VectorIndex.TITLE, 1));
        }
        part.add(new KnnFloatVectorField("vector", vector, VectorSimilarityFunction.DOT_PRODUCT));
        return part;
    }

    @Test
    void isSeenFromTheArticlesThemselves() throws IOException {
        CosineScale wide = CosineScale.of(articles(80, 0.3), "vector");
        CosineScale narrow = CosineScale.of(articles(80, 3), "vector");
        assertThat(wide.runnerUp()).isGreaterThan(wide.usual() + 0.1);
        assertThat(narrow.usual()).isGreaterThan(wide.usual() + 0.4);
        assertThat(narrow.runnerUp() - narrow.usual()).isLessThan(wide.runnerUp() - wide.usual());
    }

    @Test
    void theSameStandingIsTheSameConfidenceWhateverTheModel() {
        var wide = new CosineScale(0.1, 0.5);
        var narrow = new CosineScale(0.8, 0.9);
        assertThat(confidence(wide, 0.7, 0.6)).isCloseTo(confidence(narrow, 0.95, 0.925), within(1e-9));
        assertThat(confidence(wide, 0.1, 0.1)).isLessThan(0.3);
        assertThat(confidence(wide, 0.8, 0.5)).isGreaterThan(0.8);
        // What is right in one model is chance in another.
        assertThat(confidence(narrow, 0.8, 0.79)).isLessThan(0.4);
    }

    private static double confidence(CosineScale scale, double cosine, double runnerUp) {
        var words = new LexicalFeatures(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0, 1, 1, 1, 1, 3);
        return Confidence.of(ExactFeatures.NONE, SemanticFeatures.of(scale, cosine, runnerUp, runnerUp), words);
    }

    @Test
    void fewArticlesChangeWhatIsExpectedALittle() throws IOException {
        CosineScale none = CosineScale.of(articles(0, 3), "vector");
        CosineScale few = CosineScale.of(articles(3, 3), "vector");
        assertThat(none).isEqualTo(CosineScale.EXPECTED);
        assertThat(few.usual()).isBetween(CosineScale.EXPECTED.usual(), 0.75);
    }
}
