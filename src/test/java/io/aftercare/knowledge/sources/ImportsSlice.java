package io.aftercare.knowledge.sources;

import io.aftercare.knowledge.SpokenLanguage;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The import of files, for tests that have the knowledge base it writes to. No {@code @Configuration}, since tests of
 * the whole application would find it.
 */
@EnableConfigurationProperties(ImportProperties.class)
@Import({ArticleImports.class, ArticleImportController.class, WordPressPosts.class, ZendeskArticles.class,
        MarkdownFiles.class,
        MarkdownArticles.class})
public class ImportsSlice {

    @Bean
    SpokenLanguage languages() {
        return (text, said) -> Optional.empty();
    }
}
