package io.aftercare.knowledge.sources;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.ArticleStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The import of files, without the rest of the application. */
public final class ImportsFixture {

    private ImportsFixture() {
    }

    public static ArticleImports imports(ArticleStore store, Map<String, String> settings) {
        ImportProperties limits = limits(settings);
        return new ArticleImports(store, new ObjectMapper(), new WordPressPosts(limits), new ZendeskArticles(limits),
                new MarkdownFiles(limits), new MarkdownArticles(limits), (text, said) -> text.contains("seems Spanish")
                        ? Optional.of("es")
                        : Optional.empty());
    }

    /** The articles of a folder of Markdown, stored nowhere; their sections may be any. */
    public static List<Article> markdown(Path folder, String source) {
        ImportProperties limits = limits(Map.of());
        Map<String, byte[]> files = new TreeMap<>(new MarkdownFiles(limits).inFolder(folder));
        files.replaceAll((path, content) -> new String(content, StandardCharsets.UTF_8)
                .replaceFirst("(?m)^section:.*\\n", "").getBytes(StandardCharsets.UTF_8));
        return new MarkdownArticles(limits).read(files, source, "en").articles();
    }

    static ImportProperties limits(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("aftercare.knowledge", ImportProperties.class);
    }
}
