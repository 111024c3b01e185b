package io.aftercare.triage;

import io.aftercare.entitlement.Products;
import io.aftercare.meaning.MeaningProperties;
import io.aftercare.meaning.SentenceModels;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One of several machines on the same database, without the application around it. */
record TriageNode(KindModels kinds, KindRefit refit, KindModelStore store, Examples examples, Meanings meanings) {

    static TriageNode byWords(JdbcClient jdbc) {
        return of(jdbc, language -> List.of(), byWordsAlone());
    }

    static TriageNode of(JdbcClient jdbc, ArticleSubjects articles, SentenceModels models) {
        var examples = new Examples(jdbc, articles, Clock.systemUTC());
        var store = new KindModelStore(jdbc, Clock.systemUTC());
        var meanings = new Meanings(models);
        var kinds = new KindModels(examples, store, meanings);
        return new TriageNode(kinds, new KindRefit(examples, kinds, store, meanings), store, examples, meanings);
    }

    static SentenceModels byWordsAlone() {
        return new SentenceModels(new MeaningProperties(false, Map.of()), Path.of("target"));
    }

    TextTriage triage(Languages languages, Products products, OriginSignals signals) {
        return new TextTriage(languages, kinds, products, signals, new TriageSettings(0.65, "en"));
    }
}
