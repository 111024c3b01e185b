package io.aftercare.knowledge;

import io.aftercare.embedding.Fingerprint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /**
     * Customers' own words that an article answers. Those that a translation of it answers are in another language; of
     * them the codes are the same in each.
     */
    record Learned(List<String> queries, List<String> ofTranslations) {

        boolean isNothing() {
            return queries.isEmpty() && ofTranslations.isEmpty();
        }

        Set<String> codes() {
            return Stream.concat(queries.stream(), ofTranslations.stream()).map(ExactTerms::codes).flatMap(Set::stream)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        String fingerprint() {
            return IndexedArticle
                    .fingerprint(Stream.of(queries, List.of(""), ofTranslations).flatMap(List::stream).toList());
        }
    }

    private IndexedArticle() {
    }

    static Document document(Article article, Learned learned) {
        var document = new Document();
        document.add(new StringField(ArticleIndex.ID, article.id(), Field.Store.YES));
        document.add(new StoredField(ArticleIndex.NAME, article.title()));
        document.add(new Field(ArticleIndex.TITLE + article.language(), article.title(), WITH_TERMS));
        String whole = article.title() + "\n" + article.text();
        document.add(new Field(ArticleIndex.WHOLE + article.language(), whole, WITH_TERMS));
        document.add(new TextField(ArticleIndex.CHARACTER_NGRAMS + article.language(), whole, Field.Store.NO));
        document.add(new TextField(ArticleIndex.WORDS + article.language(), whole, Field.Store.NO));
        var exact = new LinkedHashSet<>(ExactTerms.keys(whole));
        exact.addAll(learned.codes());
        exact.stream().limit(MOST_EXACT_TERMS).forEach(key -> document
                .add(new StringField(ArticleIndex.EXACT + article.language(), key, Field.Store.NO)));
        if (!learned.queries().isEmpty()) {
            document.add(new Field(ArticleIndex.LEARNED_QUERIES + article.language(),
                    String.join("\n", learned.queries()), WITH_TERMS));
        }
        if (!learned.isNothing()) {
            document.add(new StoredField(WORDED, learned.fingerprint()));
            document.add(new NumericDocValuesField(WORDED, learned.queries().size()));
        }
        return document;
    }

    static String fingerprint(List<String> learnedQueries) {
        return Fingerprint.of(learnedQueries.toArray(String[]::new));
    }
}
