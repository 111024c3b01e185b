package io.aftercare.knowledge.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.sources.BoundedReading.TooHeavy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Articles made to take long, to go deep or to become large: they take little or are left out, and others come in. */
class HostileArticlesTest {

    private static final int SIZE = 120_000;
    /** Ten times what the slowest takes on a busy machine; some took minutes. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final ImportProperties limits = ImportsFixture.limits(Map.of());
    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"<a ", "<a <a", "<a \"", "<div>", "<div>\n", "> ", "- ", "1. ", "* ", "> - ", "*_", "**a ",
            "a**b", "a_*b*__ ", "[", "[a](", "[](<", "![[", "[a] ", "[x][", "a`b``", "[x]: <\n", "[x]: /u '\n",
            "a <!-- ", "a <!-- > ", "a <![CDATA[", "a <? ", "a <!X ", "<!--\n\n", "&", "&#1", "&aaaaaaaaaa",
            "a     \\\n",
            "\t", "# ", "- - - a\n", "```\n", "1. a\n", "- a\n", "<li>a", "<ol><li>a", "<a@", "<http://", "<b>",
            "<b><a>",
            "<p><b>", "<table><tr><td>", "<ul><li>", "<pre><div>", "<svg><g>", "<template>", "<fieldset>",
            "<details><summary>a", "<p><i></i></p>", "<i>", "<strong><em>", "<a>x</a>", "<img src=x>", "[x y=",
            "[toggle ",
            "[toggle title=\"", "[caption]", "![a](b)", "|a", "&lt;", "<dt>a<dd>b",
            "[vc_row]", "[a x=1]", "[a x='", "[a x=&#8221;", "[toggle title=\"a\"]b", "[b]", "[[", "[code]", "<pre>[",
            "<button>a", "<div hidden>", "<div role=tab aria-controls=a>b", "<div role=tablist>", "<div class=tab>",
            "<button aria-expanded=false>a", "<img alt='a b'>", "<form><label>a<input>", "<select><option>a", "<aside>",
            "<table><tr><td><table>", "<span class=a>b</span>", "<iframe title='a b'></iframe>", "<xmp>"})
    void takesLittleTime(String repeated) {
        String text = repeated.repeat(SIZE / repeated.length()) + "x";
        assertTimeoutPreemptively(LONGEST, () -> {
            ImportedArticles imported = markdown(text);
            assertThat(imported.articles()).extracting(Article::title).contains("Good");
            ImportedArticles posts = wordPress(text);
            assertThat(posts.articles()).extracting(Article::title).contains("Good");
        });
    }

    @Test
    void aHundredThousandNestedShortCodesTakeNoSeconds() {
        for (String code : new String[] {"[vc_row]", "[toggle title=\"Why\"]", "[a x=1]",
                "[et_pb_tab title=&#8221;W"}) {
            String name = code.substring(1).split("[ \\]]")[0];
            for (String text : new String[] {code.repeat(100_000) + "Text" + ("[/" + name + "]").repeat(100_000),
                    code.repeat(100_000) + "Text", ("[/" + name + "]").repeat(100_000) + "Text" + code}) {
                if (text.length() < 2_000_000) {
                    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThat(wordPress(text).articles())
                            .extracting(Article::title).contains("Good", "Hostile"), code);
                }
            }
        }
    }

    @Test
    void frontMatterTakesLittleTime() {
        for (String repeated : new String[] {"a: b\n", "a: &a [*a,*a]\n", "a:\n  - b\n", "a: |\n  b\n", "a", "a: ",
                " "}) {
            String text = "---\nid: x\n" + repeated.repeat(SIZE / repeated.length()) + "\n---\n# T\n\nText";
            assertTimeoutPreemptively(LONGEST, () -> assertThat(markdownAsItIs(text).articles())
                    .extracting(Article::title).contains("Good"));
        }
    }

    @Test
    void tablesAndReferencesTakeLittleTime() {
        String wide = "|a".repeat(SIZE / 4) + "|\n" + "|-".repeat(SIZE / 4) + "|\n";
        String references = IntStream.range(0, SIZE / 10).mapToObj(i -> "[x" + i + "]: /u\n")
                .collect(Collectors.joining());
        String codes = IntStream.range(0, SIZE / 8).mapToObj(i -> "[/q" + Integer.toString(i + 46_656, 36)
                .replaceAll("[0-9]", "q") + "]").collect(Collectors.joining());
        for (String text : new String[] {wide, references, codes}) {
            assertTimeoutPreemptively(LONGEST, () -> assertThat(markdown(text).articles()).extracting(Article::title)
                    .contains("Good"));
        }
    }

    @Test
    void whatIsNestedTooDeeplyIsLeftOutWithASentenceAndStaysAsItWas() {
        String tag =
                "<a " + IntStream.range(0, 20_000).mapToObj(i -> "a" + i + "=1 ").collect(Collectors.joining()) + ">";
        ImportedArticles imported = markdownAsItIs("---\nid: known\n---\n# T\n\n" + tag);
        assertThat(imported.articles()).extracting(Article::title).containsExactly("Good");
        assertThat(imported.remarks().all())
                .containsExactly("hostile.md was left out: its parts are nested too deeply.");
        assertThat(imported.leftOut()).containsExactly("guide:known");
        assertThat(imported.withdrawn()).isEmpty();
    }

    @Test
    void whatIsTooLargeIsLeftOutWithASentence() {
        ImportedArticles posts = wordPress("x".repeat(2_100_000));
        assertThat(posts.articles()).extracting(Article::title).containsExactly("Good");
        assertThat(posts.remarks().all()).containsExactly(
                "Post 1 was left out: it has more than 2048 kB (aftercare.knowledge.largest-article).");
    }

    @Test
    void textDeepWithinKeepsItsWords() {
        Article deep = wordPress("<div>".repeat(30_000) + "<p>Press F2</p>").articles().get(0);
        assertThat(deep.text()).isEqualTo("Press F2");
        assertThat(markdown("> ".repeat(200) + "Press F2").articles().get(1).text()).endsWith("Press F2");
    }

    @Test
    void markUpThatEndsStaysMarkUp() {
        Article article = markdown("a <b title=\"1 > 0\">bold</b> <!-- no --> <https://help.example.org> 1 < 2 <!-- x")
                .articles().get(1);
        assertThat(article.text()).isEqualTo("a bold https://help.example.org 1 < 2 <!-- x");
        assertThat(article.html()).contains("<b>bold</b>", "href=\"https://help.example.org\"");
    }

    @Test
    void aReadingThatTakesTooLongIsLeftAlone() throws Exception {
        var reading = new BoundedReading(ImportsFixture.limits(Map.of("aftercare.knowledge.longest-reading", "100ms")));
        var end = new CountDownLatch(1);
        try {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> reading.read(new ImportedArticles(), () -> {
                    try {
                        return end.await(60, java.util.concurrent.TimeUnit.SECONDS);
                    } catch (InterruptedException never) {
                        throw new IllegalStateException(never);
                    }
                })).isInstanceOf(TooHeavy.class).hasMessageContaining("takes longer than 0.1 s");
            }
            assertThatThrownBy(() -> reading.read(new ImportedArticles(), () -> "x")).isInstanceOf(ImportFailed.class)
                    .hasMessageContaining("still being read");
        } finally {
            end.countDown();
        }
        org.awaitility.Awaitility.await().ignoreException(ImportFailed.class)
                .until(() -> reading.read(new ImportedArticles(), () -> "x").equals("x"));
    }

    @Test
    void anImportThatTakesTooLongIsNone() {
        var imported = new ImportedArticles();
        imported.took(Duration.ofMinutes(11));
        assertThatThrownBy(() -> new BoundedReading(limits).read(imported, () -> "x"))
                .isInstanceOf(ImportFailed.class).hasMessageContaining("aftercare.knowledge.longest-import");
    }

    @Test
    void ofManySentencesTheFirstAreSaid() {
        var imported = new ImportedArticles();
        IntStream.range(0, 20_000).forEach(i -> imported.skip("Post " + i, "s", "s:" + i, "it is a draft"));
        assertThat(imported.remarks().all()).hasSize(101).endsWith("And 19900 more.");
    }

    @Test
    void jsonOfTooManyOrTooDeepValuesIsRefusedWithASentence() {
        for (String text : new String[] {"[" + "0,".repeat(2_000_000) + "0]", "[".repeat(200_000)}) {
            assertThatThrownBy(() -> JsonAnswer.read(json, text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(ImportFailed.class).hasMessageContaining("too many or too long values");
        }
    }

    private ImportedArticles markdown(String text) {
        return markdownAsItIs("# Hostile\n\n" + text);
    }

    private ImportedArticles markdownAsItIs(String text) {
        var files = new TreeMap<>(Map.of("good.md", "# Good\n\nText".getBytes(StandardCharsets.UTF_8)));
        files.put("hostile.md", text.getBytes(StandardCharsets.UTF_8));
        return new MarkdownArticles(limits).read(files, "guide", "en");
    }

    private ImportedArticles wordPress(String html) {
        ArrayNode posts = json.createArrayNode();
        for (String content : new String[] {html, "<p>Text</p>"}) {
            var post = posts.addObject().put("id", posts.size());
            post.putObject("title").put("rendered", content.equals(html) ? "Hostile" : "Good");
            post.putObject("content").put("rendered", content);
        }
        return new WordPressPosts(limits).read(posts, new ImportDefaults("site", "en", null, ""));
    }
}
