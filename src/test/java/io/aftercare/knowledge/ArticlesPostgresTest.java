package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.knowledge.sources.ArticleImportReport;
import io.aftercare.testing.PostgresDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same statements run on PostgreSQL. */
class ArticlesPostgresTest {

    @Test
    void importsFindsAndWithdraws(@TempDir Path data, @TempDir Path otherData) throws IOException {
        var fixture = KnowledgeFixture.onPostgres(PostgresDatabase.create().connections());
        var node = fixture.node(data);
        var other = fixture.node(otherData);
        assertThat(node.imports().importMarkdown(Questions.articles(), "guide", null, true).created()).isEqualTo(68);
        assertThat(node.imports().importMarkdown(Questions.articles(), "guide", null, true).unchanged()).isEqualTo(68);
        other.index().refresh();
        assertThat(other.knowledge().search("How do I merge duplicate people?", "en", 3).get(0)).satisfies(hit -> {
            assertThat(hit.confident()).isTrue();
            assertThat(hit.article().section()).isEqualTo(Section.USE);
        });
        assertThat(node.knowledge().all("fr")).hasSize(34);
        ArticleImportReport report = node.imports().importMarkdown(Map.of("x.md", "# Nul\u0000l\n\nText".getBytes(
                StandardCharsets.UTF_8)), "guide", "en", true);
        assertThat(report).extracting(ArticleImportReport::created, ArticleImportReport::removed).containsExactly(1,
                68);
        assertThat(node.knowledge().all(null)).extracting(Article::id).containsExactly("guide:x");
    }
}
