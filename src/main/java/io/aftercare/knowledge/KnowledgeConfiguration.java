package io.aftercare.knowledge;

import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KnowledgeConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(KnowledgeConfiguration.class);

    @Bean
    Analysis analysis() {
        return new Analysis();
    }

    /**
     * A vendor may keep the articles as files beside the application: they are imported at every start. A fault in one of
     * them does not keep support from starting, with the articles there are.
     */
    @Bean
    @ConditionalOnProperty("aftercare.knowledge.folder")
    ApplicationRunner importArticles(KnowledgeBase knowledge, KnowledgeProperties properties) {
        return arguments -> {
            try {
                LOG.info("Imported the articles in {}: {}", properties.folder(),
                        knowledge.importMarkdown(properties.folder(), "folder", null, true));
            } catch (ImportFailed failed) {
                LOG.error("The articles in {} (aftercare.knowledge.folder) stay as they were. {}", properties.folder(),
                        failed.getMessage());
            }
        };
    }

    /** Whether this node can search all there is, and by what in each language. Words alone are no fault. */
    @Bean
    HealthIndicator searchIndexHealthIndicator(ArticleIndex index, VectorIndex vectors) {
        return () -> {
            var searchedBy = new TreeMap<String, String>();
            index.languages().forEach(language -> searchedBy.put(language, "words alone"));
            searchedBy.putAll(vectors.state());
            return Health.up().withDetail("articles", index.search(searcher -> searcher.getIndexReader().numDocs()))
                    .withDetail("searchedBy", searchedBy).build();
        };
    }
}
