package io.aftercare.knowledge;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.VectorUtil;

/**
 * Compares a question with articles: quickly finds the nearest parts of all, then looks at their articles one by one.
 */
final class VectorReading {

    private static final int NEAREST = 100;
    /** Of the title, beside the nearest part: a part may touch on what its article is not about. */
    private static final double TITLE = 0.3;

    private VectorReading() {
    }

    /** The cosines of an article's title and of its nearest part. */
    private record Nearness(double title, double part) {

        private static final Nearness NONE = new Nearness(-1, -1);

        Nearness and(double cosine, boolean ofTitle) {
            return ofTitle ? new Nearness(Math.max(title, cosine), part) : new Nearness(title, Math.max(part, cosine));
        }

        double whole() {
            return part == -1 ? title : title == -1 ? part : TITLE * title + (1 - TITLE) * part;
        }
    }

    /**
     * By id of the article how near it is to the question, -1 to 1.
     *
     * @param also articles that are to be among them, if they have vectors
     */
    static Map<String, Double> near(IndexSearcher searcher, String field, float[] question,
            Collection<String> also) throws IOException {
        var articles = new HashSet<>(also);
        for (ScoreDoc found : searcher.search(new KnnFloatVectorQuery(field, question, NEAREST), NEAREST).scoreDocs) {
            articles.add(article(searcher, found.doc));
        }
        var near = new HashMap<String, Double>();
        nearness(searcher, field, question, articles).forEach((id, nearness) -> near.put(id, nearness.whole()));
        return near;
    }

    private static Map<String, Nearness> nearness(IndexSearcher searcher, String field, float[] question,
            Collection<String> articles) throws IOException {
        var near = new HashMap<String, Nearness>();
        // Term by term in their order, which is how they are stored.
        List<BytesRef> ordered = articles.stream().map(BytesRef::new).sorted().toList();
        for (LeafReaderContext context : searcher.getIndexReader().leaves()) {
            LeafReader leaf = context.reader();
            FloatVectorValues values = leaf.getFloatVectorValues(field);
            if (values == null || leaf.terms(VectorIndex.ARTICLE) == null) {
                continue;
            }
            var places = new HashMap<Integer, String>();
            TermsEnum terms = leaf.terms(VectorIndex.ARTICLE).iterator();
            PostingsEnum parts = null;
            for (BytesRef article : ordered) {
                if (terms.seekExact(article)) {
                    parts = terms.postings(parts, PostingsEnum.NONE);
                    for (int part = parts.nextDoc(); part != PostingsEnum.NO_MORE_DOCS; part = parts.nextDoc()) {
                        if (leaf.getLiveDocs() == null || leaf.getLiveDocs().get(part)) {
                            places.put(part, article.utf8ToString());
                        }
                    }
                }
            }
            NumericDocValues titles = DocValues.getNumeric(leaf, VectorIndex.TITLE);
            for (int part : places.keySet().stream().mapToInt(Integer::intValue).sorted().toArray()) {
                if (values.docID() < part) {
                    values.advance(part);
                }
                if (values.docID() == part) {
                    double cosine = VectorUtil.dotProduct(question, values.vectorValue());
                    boolean title = titles.advanceExact(part);
                    near.compute(places.get(part), (id, before) -> (before == null ? Nearness.NONE : before)
                            .and(cosine, title));
                }
            }
        }
        return near;
    }

    private static String article(IndexSearcher searcher, int document) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document, leaves));
        BinaryDocValues ids = DocValues.getBinary(leaf.reader(), VectorIndex.ID);
        ids.advanceExact(document - leaf.docBase);
        return ids.binaryValue().utf8ToString();
    }

    /** The titles of articles, some hundred of them evenly taken, as vectors by id. */
    static Map<String, float[]> titles(IndexSearcher searcher, String field, int most) throws IOException {
        var titles = new HashMap<String, float[]>();
        int step = 1 + searcher.getIndexReader().numDocs() / (4 * most);
        int passed = 0;
        for (LeafReaderContext context : searcher.getIndexReader().leaves()) {
            LeafReader leaf = context.reader();
            FloatVectorValues values = leaf.getFloatVectorValues(field);
            NumericDocValues marked = DocValues.getNumeric(leaf, VectorIndex.TITLE);
            BinaryDocValues ids = DocValues.getBinary(leaf, VectorIndex.ID);
            if (values == null) {
                continue;
            }
            for (int part = marked.nextDoc(); part != NumericDocValues.NO_MORE_DOCS && titles.size() < most; part =
                    marked.nextDoc()) {
                boolean live = leaf.getLiveDocs() == null || leaf.getLiveDocs().get(part);
                if (live && passed++ % step == 0 && (values.docID() >= part || values.advance(part) == part)
                        && values.docID() == part && ids.advanceExact(part)) {
                    titles.put(ids.binaryValue().utf8ToString(), values.vectorValue().clone());
                }
            }
        }
        return titles;
    }
}
