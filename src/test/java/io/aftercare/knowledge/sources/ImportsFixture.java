package io.aftercare.knowledge.sources;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.knowledge.ArticleStore;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The import of files, without the rest of the application. */
public final class ImportsFixture {

    private ImportsFixture() {
    }

    public static ArticleImports imports(ArticleStore store, Map<String, String> settings) {
        ImportProperties limits = limits(settings);
        return new ArticleImports(store, new ObjectMapper(), new WordPressPosts(limits), new ZendeskArticles(limits),
                new MarkdownFiles(limits), new MarkdownArticles(limits));
    }

    static ImportProperties limits(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("aftercare.knowledge", ImportProperties.class);
    }
}
