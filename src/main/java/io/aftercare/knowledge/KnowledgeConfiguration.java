package io.aftercare.knowledge;

import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KnowledgeConfiguration {

    @Bean
    Analysis analysis(KnowledgeProperties properties, @Value("${aftercare.data}") Path data) {
        return new Analysis(Synonyms
                .with(Objects.requireNonNullElseGet(properties.synonyms(), () -> data.resolve("synonyms"))));
    }

    /** Whether this node can search all there is, and by what in each language. Words alone are no fault. */
    @Bean
    HealthIndicator searchIndexHealthIndicator(ArticleIndex index, VectorIndex vectors) {
        return () -> {
            var searchedBy = new TreeMap<String, String>();
            index.languages().forEach(language -> searchedBy.put(language, vectors.state(language)));
            searchedBy.putAll(vectors.state());
            return Health.up().withDetail("articles", index.search(searcher -> searcher.getIndexReader().numDocs()))
                    .withDetail("searchedBy", searchedBy).build();
        };
    }
}
