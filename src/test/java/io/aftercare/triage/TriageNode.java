package io.aftercare.triage;

import io.aftercare.embedding.EmbeddingProperties;
import io.aftercare.embedding.SentenceModels;
import io.aftercare.entitlement.Products;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One of several machines on the same database, without the application around it. */
record TriageNode(KindModels kinds, KindRefit refit, KindModelStore store, Examples examples,
        TextEmbeddings embeddings) {

    static TriageNode byWords(JdbcClient jdbc) {
        return of(jdbc, language -> List.of(), byWordsAlone());
    }

    static TriageNode of(JdbcClient jdbc, ArticleSubjects articles, SentenceModels models) {
        var examples = new Examples(jdbc, articles, Clock.systemUTC());
        var store = new KindModelStore(jdbc, Clock.systemUTC());
        var embeddings = new TextEmbeddings(models);
        var kinds = new KindModels(examples, store, embeddings);
        return new TriageNode(kinds, new KindRefit(examples, kinds, store, embeddings), store, examples, embeddings);
    }

    static SentenceModels byWordsAlone() {
        return new SentenceModels(new EmbeddingProperties(false, Map.of()), Path.of("target"));
    }

    TextTriage triage(LanguageDetector languageDetector, Products products, OriginIndicators signals) {
        return new TextTriage(languageDetector, kinds, products, signals, new TriageProperties(0.65, "en"));
    }
}
