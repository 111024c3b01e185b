package io.aftercare.knowledge;

import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KnowledgeConfiguration {

    @Bean
    Analysis analysis() {
        return new Analysis();
    }

    /** A vendor may keep the articles as files beside the application: they are imported at every start. */
    @Bean
    @ConditionalOnProperty("aftercare.knowledge.folder")
    ApplicationRunner importArticles(KnowledgeBase knowledge, KnowledgeProperties properties) {
        return arguments -> LoggerFactory.getLogger(KnowledgeBase.class).info("Imported {}: {}", properties.folder(),
                knowledge.importMarkdown(properties.folder(), KnowledgeBase.MARKDOWN, null));
    }
}
