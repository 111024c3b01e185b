package io.aftercare.knowledge.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.KnowledgeFixture;
import io.aftercare.knowledge.Section;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownImportTest {

    private static final String ARTICLE = """
            ---
            id: print-chart
            title: "Print: a chart"
            language: en
            section: third-party
            modified: 2026-01-31
            url: https://help.example.org/print
            ---

            # Print: a chart

            Choose **File > Print**.

            ## Steps

            1. Paper
            2. [Driver](driver.html)

            <script>alert(1)</script>
            """;

    private KnowledgeBase knowledge;
    private ArticleImports imports;

    @BeforeEach
    void open(@TempDir Path data) {
        KnowledgeFixture.Node node = KnowledgeFixture.onH2(Map.of("aftercare.knowledge.largest-article", "2KB",
                "aftercare.knowledge.largest-import", "1MB", "aftercare.knowledge.most-articles", "5")).node(data);
        knowledge = node.knowledge();
        imports = node.imports();
    }

    @Test
    void readsFrontMatterAndText() {
        imports.importMarkdown(files("anything.md", ARTICLE), "guide", null, false);
        Article article = knowledge.article("guide:print-chart").orElseThrow();
        assertThat(article.title()).isEqualTo("Print: a chart");
        assertThat(article.section()).isEqualTo(Section.THIRD_PARTY);
        assertThat(article.modifiedAt()).isEqualTo(Instant.parse("2026-01-31T00:00:00Z"));
        assertThat(article.text()).isEqualTo("Choose File > Print.\nSteps\n1. Paper\n2. Driver");
        assertThat(article.html()).contains("<strong>File &gt; Print</strong>", "<h2>Steps</h2>",
                "href=\"https://help.example.org/driver.html\"").doesNotContain("script", "<h1");
        assertThat(knowledge.linkTo(article)).isEqualTo("https://help.example.org/print");
    }

    @Test
    void readsTablesAsGitHubWritesThem() {
        imports.importMarkdown(files("keys.md", """
                # Keyboard shortcuts

                These are the keys:

                | Key | What it does |
                |:----|-------------:|
                | F2  | **Renames** a person |
                | F9  | Prints \\| previews the chart |

                Not a table: left | right
                """), "guide", "en", false);
        Article article = knowledge.article("guide:keys").orElseThrow();
        assertThat(article.html()).contains("<table>", "<th>Key</th>", "<td><strong>Renames</strong> a person</td>",
                "<td>Prints | previews the chart</td>", "<p>Not a table: left | right</p>")
                .doesNotContain("---", "align");
        assertThat(article.text()).isEqualTo("These are the keys:\nKey | What it does\nF2 | Renames a person\n"
                + "F9 | Prints | previews the chart\nNot a table: left | right");
        assertThat(knowledge.passage(article, "What does F9 print?", null)).contains("F9 | Prints",
                "Key | What it does");
    }

    @Test
    void fallsBackToPathHeadingAndFolder() {
        imports.importMarkdown(files("help/fr/mon arbre.md", "# Mon *bel* arbre\n\nIl est grand."), null, "en", false);
        Article article = knowledge.all("fr").get(0);
        assertThat(article).extracting(Article::id, Article::title, Article::text)
                .containsExactly("markdown:help-fr-mon-arbre", "Mon bel arbre", "Il est grand.");
        assertThat(knowledge.linkTo(article))
                .isEqualTo("https://help.aftercare.example/articles/markdown:help-fr-mon-arbre");
    }

    @Test
    void readsAFolderAndWithdrawsWhatLeftIt(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("en/.git"));
        Files.writeString(folder.resolve("en/one.md"), "# One\n\nText");
        Files.writeString(folder.resolve("en/two.MD"), "# Two\n\nText");
        Files.writeString(folder.resolve("en/notes.txt"), "no article");
        Files.writeString(folder.resolve("en/.git/x.md"), "no article");
        assertThat(imports.importMarkdown(folder, "guide", null, true).created()).isEqualTo(2);
        Files.delete(folder.resolve("en/one.md"));
        assertThat(imports.importMarkdown(folder, "guide", null, false).removed()).isZero();
        ArticleImportReport report = imports.importMarkdown(folder, "guide", null, true);
        assertThat(report).extracting(ArticleImportReport::unchanged, ArticleImportReport::removed).containsExactly(1,
                1);
        assertThat(knowledge.all(null)).extracting(Article::title).containsExactly("Two");
        assertThatThrownBy(() -> imports.importMarkdown(folder.resolve("nowhere"), "guide", null, true))
                .isInstanceOf(ImportFailed.class).hasMessageContaining("nowhere");
    }

    @Test
    void readsAZip() throws IOException {
        byte[] zip = zip(Map.of("a/print.md", ARTICLE, "__MACOSX/a/._print.md", "\u0000", "readme.txt", "x"));
        assertThat(imports.importMarkdown(zip, "guide", null, false).created()).isEqualTo(1);
        assertThat(imports.importMarkdown(zip, "guide", null, false).unchanged()).isEqualTo(1);
    }

    @Test
    void aDraftIsLeftOutAndTakenBack() {
        imports.importMarkdown(files("one.md", ARTICLE), "guide", null, false);
        ArticleImportReport report =
                imports.importMarkdown(files("one.md", ARTICLE.replace("language", "draft: true\nlanguage")),
                        "guide", null, false);
        assertThat(report).extracting(ArticleImportReport::removed, ArticleImportReport::skipped).containsExactly(1, 1);
        assertThat(knowledge.all(null)).isEmpty();
    }

    /** What is known of it helps customers until it can be read again. */
    @Test
    void anArticleThatIsTooMuchIsLeftOutAndStaysAsItWas() {
        imports.importMarkdown(files("one.md", ARTICLE), "guide", null, true);
        var files = new java.util.TreeMap<>(files("two.md", ARTICLE.replace("print-chart", "two")));
        files.putAll(files("one.md", ARTICLE + "<a " + "a=1 ".repeat(20_000) + ">"));
        ArticleImportReport report = imports.importMarkdown(files, "guide", null, true);
        assertThat(report).extracting(ArticleImportReport::created, ArticleImportReport::removed,
                ArticleImportReport::skipped).containsExactly(1, 0, 1);
        assertThat(report.problems()).containsExactly("one.md was left out: its parts are nested too deeply.");
        assertThat(knowledge.article("guide:print-chart").orElseThrow().text()).startsWith("Choose File > Print.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            language: en      | language: english  | no ISO 639-1 code
            language: en      | tongue: en         | does not say its language
            third-party       | fun                | it may be use, technical
            2026-01-31        | yesterday          | write it like
            https://help      | ftp://help         | no web address
            """)
    void oneFaultyFileStopsTheWholeImport(String right, String wrong, String why) {
        var files = new java.util.TreeMap<>(files("good.md", ARTICLE));
        files.putAll(files("wrong.md", ARTICLE.replace("print-chart", "other").replace(right, wrong)));
        assertThatThrownBy(() -> imports.importMarkdown(files, "guide", null, false)).isInstanceOf(ImportFailed.class)
                .hasMessageContaining("wrong.md").hasMessageContaining(why);
        assertThat(knowledge.all(null)).isEmpty();
    }

    @Test
    void namesEachFaultOfAnImport() {
        assertThatThrownBy(() -> imports.importMarkdown(Map.of("a.md", new byte[] {'#', ' ', (byte) 0xE9, '\n'},
                "b.md", "text only".getBytes(StandardCharsets.UTF_8)), "guide", "en", false))
                .isInstanceOfSatisfying(ImportFailed.class, failed -> assertThat(failed.problems()).hasSize(2)
                        .anyMatch(problem -> problem.contains("a.md is not UTF-8"))
                        .anyMatch(problem -> problem.contains("b.md has neither a title")));
    }

    @Test
    void anIdTwiceIsAFault() {
        var files = new java.util.TreeMap<>(files("en.md", ARTICLE));
        files.putAll(files("fr.md", ARTICLE.replace("language: en", "language: fr")));
        assertThatThrownBy(() -> imports.importMarkdown(files, "guide", null, false)).isInstanceOf(ImportFailed.class)
                .hasMessageContaining("guide:print-chart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up.md", "/root.md", "a/../../b.md", "C:\\x.md", "..\\up.md"})
    void refusesPathsThatLeaveTheZip(String path) throws IOException {
        byte[] zip = zip(Map.of(path, ARTICLE));
        assertThatThrownBy(() -> imports.importMarkdown(zip, "guide", null, false)).isInstanceOf(ImportFailed.class)
                .hasMessageContaining("unsafe path");
    }

    @Test
    void refusesZipsThatUnpackToTooMuch() throws IOException {
        byte[] large = zip(Map.of("large.md", "x".repeat(5_000)));
        byte[] bomb = zip(Map.of("bomb.bin", "0".repeat(5_000_000)));
        byte[] many = zip(Map.of("1", "", "2", "", "3", "", "4", "", "5", "", "6", ""));
        assertThatThrownBy(() -> imports.importMarkdown(large, "guide", "en", false)).isInstanceOf(ImportFailed.class)
                .hasMessageContaining("larger than 2 kB");
        assertThat(bomb.length).isLessThan(50_000);
        assertThatThrownBy(() -> imports.importMarkdown(bomb, "guide", "en", false)).isInstanceOf(ImportFailed.class)
                .hasMessageContaining("unpacks to more than 1 MB");
        assertThatThrownBy(() -> imports.importMarkdown(many, "guide", "en", false)).isInstanceOf(ImportFailed.class)
                .hasMessageContaining("more than 5 files");
    }

    @Test
    void refusesWhatIsNoZip() throws IOException {
        byte[] zip = zip(Map.of("print.md", ARTICLE));
        byte[] half = Arrays.copyOf(zip, zip.length / 3);
        byte[] empty = zip(Map.of("readme.txt", "x"));
        for (byte[] broken : new byte[][] {half, ARTICLE.getBytes(StandardCharsets.UTF_8), {}, {'P', 'K', 3, 4, 0, 0},
                empty}) {
            assertThatThrownBy(() -> imports.importMarkdown(broken, "guide", "en", false))
                    .isInstanceOf(ImportFailed.class);
        }
        assertThat(knowledge.all(null)).isEmpty();
    }

    private static Map<String, byte[]> files(String path, String content) {
        return Map.of(path, content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
