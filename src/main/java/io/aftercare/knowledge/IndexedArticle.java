package io.aftercare.knowledge;

import io.aftercare.embedding.Fingerprint;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;

/** An article as the search index holds it. */
final class IndexedArticle {

    /** Of an article that has wordings, what tells them from others. */
    static final String WORDED = "worded";

    /** A table of codes has hundreds; more is no text that anyone reads. */
    private static final int MOST_EXACT_TERMS = 5000;
    private static final FieldType WITH_TERMS = new FieldType(TextField.TYPE_NOT_STORED);

    static {
        WITH_TERMS.setStoreTermVectors(true);
        WITH_TERMS.freeze();
    }

    private IndexedArticle() {
    }

    static Document document(Article article, List<String> learnedQueries) {
        var document = new Document();
        document.add(new StringField(ArticleIndex.ID, article.id(), Field.Store.YES));
        document.add(new StoredField(ArticleIndex.NAME, article.title()));
        document.add(new Field(ArticleIndex.TITLE + article.language(), article.title(), WITH_TERMS));
        String whole = article.title() + "\n" + article.text();
        document.add(new Field(ArticleIndex.WHOLE + article.language(), whole, WITH_TERMS));
        document.add(new TextField(ArticleIndex.CHARACTER_NGRAMS + article.language(), whole, Field.Store.NO));
        document.add(new TextField(ArticleIndex.WORDS + article.language(), whole, Field.Store.NO));
        ExactTerms.keys(whole).stream().limit(MOST_EXACT_TERMS).forEach(key -> document
                .add(new StringField(ArticleIndex.EXACT + article.language(), key, Field.Store.NO)));
        if (!learnedQueries.isEmpty()) {
            document.add(new Field(ArticleIndex.LEARNED_QUERIES + article.language(), String.join("\n", learnedQueries),
                    WITH_TERMS));
            document.add(new StoredField(WORDED, fingerprint(learnedQueries)));
            document.add(new NumericDocValuesField(WORDED, learnedQueries.size()));
        }
        return document;
    }

    static String fingerprint(List<String> learnedQueries) {
        return Fingerprint.of(learnedQueries.toArray(String[]::new));
    }
}
