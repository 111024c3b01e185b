package io.aftercare.knowledge;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.VectorUtil;

/** Compares a question with the parts of articles: quickly with the nearest of all, and one by one where it is asked for. */
final class VectorReading {

    private static final int NEAREST = 100;

    private VectorReading() {
    }

    /**
     * By id of the article the cosine of its nearest part to the nearest of the questions.
     *
     * @param also articles that are to be among them, if they have vectors
     */
    static Map<String, Double> near(IndexSearcher searcher, String field, List<float[]> questions,
            Collection<String> also) throws IOException {
        var near = new HashMap<String, Double>();
        StoredFields stored = searcher.storedFields();
        for (float[] question : questions) {
            for (ScoreDoc found : searcher.search(new KnnFloatVectorQuery(field, question, NEAREST), NEAREST).scoreDocs) {
                // The score is made from the cosine so that it is never negative.
                near.merge(article(stored, found.doc), 2.0 * found.score - 1, Math::max);
            }
        }
        addAll(searcher, field, questions,
                also.stream().filter(id -> !near.containsKey(id)).map(BytesRef::new).toList(), near);
        return near;
    }

    private static void addAll(IndexSearcher searcher, String field, List<float[]> questions, List<BytesRef> articles,
            Map<String, Double> near) throws IOException {
        StoredFields stored = searcher.storedFields();
        Weight weight = searcher.createWeight(searcher.rewrite(new TermInSetQuery(VectorIndex.ARTICLE, articles)),
                ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Scorer documents = weight.scorer(leaf);
            FloatVectorValues values = leaf.reader().getFloatVectorValues(field);
            if (documents == null || values == null) {
                continue;
            }
            var each = documents.iterator();
            for (int document = each.nextDoc(); document < FloatVectorValues.NO_MORE_DOCS; document = each.nextDoc()) {
                boolean live = leaf.reader().getLiveDocs() == null || leaf.reader().getLiveDocs().get(document);
                if (live && values.docID() < document) {
                    values.advance(document);
                }
                if (live && values.docID() == document) {
                    String id = article(stored, leaf.docBase + document);
                    for (float[] question : questions) {
                        near.merge(id, (double) VectorUtil.dotProduct(question, values.vectorValue()), Math::max);
                    }
                }
            }
        }
    }

    private static String article(StoredFields stored, int document) throws IOException {
        return stored.document(document, Set.of(VectorIndex.ARTICLE)).get(VectorIndex.ARTICLE);
    }
}
