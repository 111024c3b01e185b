package io.aftercare.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.knowledge.sources.ArticleImportReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The index never differs from the database for long, whatever happens to either. */
@ExtendWith(OutputCaptureExtension.class)
class ArticleIndexTest {

    // By words, so that what is found does not depend on how far reading has come.
    private final KnowledgeFixture fixture = KnowledgeFixture.onH2(Map.of("aftercare.meaning.enabled", "false"));

    @TempDir
    private Path data;
    private KnowledgeFixture.Node node;

    @BeforeEach
    void open() {
        node = fixture.node(data);
        importArticle("chart", "Print a chart");
    }

    @Test
    void anotherNodeFindsWhatThisOneImported(@TempDir Path otherData) {
        var other = fixture.node(otherData);
        assertThat(titles(other, "chart")).containsExactly("Print a chart");
        importArticle("map", "Show a map");
        assertThat(titles(other, "map")).isEmpty();
        other.index().refresh();
        assertThat(titles(other, "map")).containsExactly("Show a map");
    }

    @Test
    void anIndexThatIsUpToDateIsNotMadeAgain() throws IOException {
        node.index().destroy();
        List<String> before = files();
        var reopened = fixture.node(data);
        reopened.index().refresh();
        assertThat(files()).isEqualTo(before);
        assertThat(titles(reopened, "chart")).hasSize(1);
    }

    @Test
    void anUnchangedImportLeavesTheIndexAlone() throws IOException {
        String before = node.index().revision();
        assertThat(importArticle("chart", "Print a chart").unchanged()).isEqualTo(1);
        assertThat(node.index().revision()).isEqualTo(before);
    }

    @Test
    void whatChangedWhileTheNodeWasDownIsFound(@TempDir Path otherData) throws IOException {
        node.index().destroy();
        fixture.node(otherData).imports().importMarkdown(markdown("map", "Show a map"), "guide", "en", true);
        var reopened = fixture.node(data);
        assertThat(titles(reopened, "map")).hasSize(1);
        assertThat(titles(reopened, "chart")).isEmpty();
    }

    @Test
    void anIndexWithDamagedFilesIsMadeAnew() throws IOException {
        node.index().destroy();
        for (Path file : Files.list(data.resolve("index")).filter(Files::isRegularFile).toList()) {
            Files.writeString(file, "rubbish");
        }
        assertThat(titles(fixture.node(data), "chart")).containsExactly("Print a chart");
    }

    @Test
    void anIndexThatLostItsFilesIsMadeAnew() throws IOException {
        node.index().destroy();
        for (Path file : Files.list(data.resolve("index")).filter(file -> !file.toString().contains("segments"))
                .toList()) {
            Files.delete(file);
        }
        assertThat(titles(fixture.node(data), "chart")).containsExactly("Print a chart");
    }

    @Test
    void anIndexOfAnotherDatabaseIsMadeAnew() throws IOException {
        node.index().destroy();
        var otherDatabase = KnowledgeFixture.onH2(fixture.settings).node(data);
        assertThat(titles(otherDatabase, "chart")).isEmpty();
    }

    @Test
    void aKillInTheMiddleOfIndexingLeavesTheOldIndexWhichIsThenBroughtUpToDate() throws IOException {
        node.index().destroy();
        // What a killed writer leaves: files no commit names, and its lock file.
        Files.writeString(data.resolve("index/_zz.cfs"), "half a segment");
        Files.writeString(data.resolve("index/pending_segments_9"), "half a commit");
        Files.writeString(data.resolve("index/write.lock"), "");
        fixture.articles.delete("guide:chart");
        fixture.articles.changed();
        assertThat(titles(fixture.node(data), "chart")).isEmpty();
    }

    @Test
    void aSearchWhileTheApplicationEndsNeitherMakesTheIndexAnewNorWarns(CapturedOutput output) throws IOException {
        String before = output.getAll();
        node.index().destroy();
        List<String> files = files();
        assertThatThrownBy(() -> titles(node, "chart")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is ending");
        fixture.articles.changed();
        node.index().refresh();
        assertThat(files()).isEqualTo(files);
        assertThat(output.getAll()).isEqualTo(before);
    }

    @Test
    void anImportThatFailsInTheDatabaseChangesNothing() throws IOException {
        String before = node.index().revision();
        // The second of two articles does not fit: the first, though written, must not stay.
        fixture.jdbc.sql("alter table article add constraint no_map check (title <> 'Show a map')").update();
        assertThatThrownBy(() -> node.imports().importMarkdown(Map.of("a.md", "# Add a note\n\nText".getBytes(
                StandardCharsets.UTF_8), "b.md", "# Show a map\n\nText".getBytes(StandardCharsets.UTF_8)), "guide",
                "en",
                false)).isInstanceOf(DataIntegrityViolationException.class);
        node.index().refresh();
        assertThat(node.knowledge().all(null)).extracting(Article::title).containsExactly("Print a chart");
        assertThat(titles(node, "note")).isEmpty();
        assertThat(node.index().revision()).isEqualTo(before);
    }

    @Test
    void anImportDoesNotDependOnTheCallersTransaction() {
        assertThatThrownBy(() -> new TransactionTemplate(new JdbcTransactionManager(fixture.database))
                .executeWithoutResult(status -> {
                    importArticle("map", "Show a map");
                    throw new IllegalStateException("the caller fails");
                })).hasMessage("the caller fails");
        assertThat(titles(node, "map")).hasSize(1);
        assertThat(node.knowledge().article("guide:map")).isPresent();
    }

    @Test
    void importsAtTheSameTimeDoNotDisturbOneAnotherNorASearch(@TempDir Path otherData) throws Exception {
        var other = fixture.node(otherData);
        var threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Object>> work = new ArrayList<>();
            for (int round = 0; round < 6; round++) {
                var importer = round % 2 == 0 ? node : other;
                work.add(() -> importer.imports().importMarkdown(Map.of(
                        "same.md", "# Same article\n\nText".getBytes(StandardCharsets.UTF_8)), "guide", "en", false));
                work.add(() -> titles(node, "chart"));
            }
            for (Future<Object> done : threads.invokeAll(work)) {
                assertThat(done.get()).isNotNull();
            }
        } finally {
            threads.shutdownNow();
        }
        node.index().refresh();
        assertThat(titles(node, "same article")).containsExactly("Same article");
    }

    @Test
    void anArticleWithdrawnOnAnotherNodeIsNotOfferedEvenBeforeTheIndexKnows() {
        fixture.articles.delete("guide:chart");
        assertThat(titles(node, "chart")).isEmpty();
    }

    private ArticleImportReport importArticle(String name, String title) {
        return node.imports().importMarkdown(markdown(name, title), "guide", "en", false);
    }

    private static Map<String, byte[]> markdown(String name, String title) {
        return Map.of(name + ".md", ("# " + title + "\n\nThe text of it.").getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> titles(KnowledgeFixture.Node node, String query) {
        return node.knowledge().search(query, "en", 5).stream().map(hit -> hit.article().title()).toList();
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(data.resolve("index"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
