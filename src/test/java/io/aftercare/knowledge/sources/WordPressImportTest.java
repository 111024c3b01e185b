package io.aftercare.knowledge.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.KnowledgeFixture;
import io.aftercare.knowledge.Section;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordPressImportTest {

    private static final String POSTS = """
            [{"id": 41, "slug": "join-two-records", "status": "publish", "lang": "en",
              "link": "https://www.use.example.org/join-two-records/", "modified_gmt": "2026-02-03T10:11:12",
              "title": {"rendered": "Join two records &#8211; Adam &amp; Eve"},
              "content": {"protected": false, "rendered": "<nav>Home</nav><script>alert(1)</script>\
            <h1>First</h1><p>[vc_row width=&#8221;1&#8221;]Open the <b onclick='x()'>first</b> record.[/vc_row]</p>\
            [caption id='a7' align='left']<img src='x.png'> A picture[/caption]\
            <ol><li><p>Choose <em>Merge</em></p></li><li>Press <a href='/help/ok'>OK</a></li></ol>\
            <p><a href='javascript:alert(2)'>bad</a> <a href='x.png'><img src='y.png'></a></p>\
            <p>Fields [optional] stay.</p>"},
              "_embedded": {"wp:term": [[{"taxonomy": "category", "name": "News"},
                                         {"taxonomy": "category", "name": "How to use it"}],
                                        [{"taxonomy": "post_tag", "name": "invoice"}]]}},
             {"id": 42, "status": "draft", "link": "https://use.example.org/?p=42", "title": {"rendered": "Not yet"},
              "content": {"rendered": "<p>Soon</p>"}},
             {"id": 43, "status": "publish", "link": "https://use.example.org/secret/", "title": {"rendered": "Secret"},
              "content": {"rendered": "<p>Enter the password</p>", "protected": true}},
             {"id": 44, "status": "publish", "link": "https://use.example.org/empty/", "title": {"rendered": "Empty"},
              "content": {"rendered": "<p>&nbsp;</p><img src='only.png'>"}},
             {"id": 45, "status": "publish", "link": "https://use.example.org/arbre/",
              "title": {"rendered": "L&rsquo;arbre"},
              "lang": "fr_FR", "content": {"rendered": "<p>Un arbre.</p>"}}]""";

    private KnowledgeBase knowledge;
    private ArticleImports imports;

    @BeforeEach
    void open(@TempDir Path data) {
        KnowledgeFixture.Node node = KnowledgeFixture.onH2().node(data);
        knowledge = node.knowledge();
        imports = node.imports();
    }

    @Test
    void readsPublishedPostsAndSaysWhatItLeftOut() {
        ArticleImportReport report = importPosts(bytes(POSTS), "de");

        assertThat(report)
                .extracting(ArticleImportReport::created, ArticleImportReport::updated, ArticleImportReport::unchanged,
                        ArticleImportReport::removed, ArticleImportReport::skipped)
                .containsExactly(2, 0, 0, 0, 3);
        assertThat(report.problems()).hasSize(3).satisfiesExactly(
                draft -> assertThat(draft).contains("Post 42", "draft"),
                secret -> assertThat(secret).contains("Post 43", "password"),
                empty -> assertThat(empty).contains("Post 44", "no text"));
        Article article = knowledge.article("use.example.org:41").orElseThrow();
        assertThat(article.title()).isEqualTo("Join two records – Adam & Eve");
        assertThat(article.language()).isEqualTo("en");
        assertThat(article.section()).isEqualTo(Section.USE);
        assertThat(article.url()).isEqualTo("https://www.use.example.org/join-two-records/");
        assertThat(article.modifiedAt()).isEqualTo(Instant.parse("2026-02-03T10:11:12Z"));
        assertThat(knowledge.article("use.example.org:45").orElseThrow()).extracting(Article::title, Article::language,
                Article::section).containsExactly("L’arbre", "fr", null);
    }

    @Test
    void keepsHeadingsStepsAndLinksAndNothingHarmful() {
        importPosts(bytes(POSTS), null);

        Article article = knowledge.article("use.example.org:41").orElseThrow();
        assertThat(article.text()).isEqualTo("""
                First
                Open the first record.
                A picture
                1. Choose Merge
                2. Press OK
                bad
                Fields [optional] stay.""");
        assertThat(article.html()).contains("<h2>First</h2>", "<b>first</b>", "<ol>", "<li>",
                "href=\"https://www.use.example.org/help/ok\"");
        assertThat(article.html()).doesNotContain("script", "onclick", "javascript", "<img", "Home", "caption",
                "vc_row", "<h1", "x.png");
    }

    @Test
    void questionsInAccordionButtonsAndAsidesOfTheContentAreTaken() throws IOException {
        try (InputStream posts = getClass().getResourceAsStream("/knowledge/imports/44-accordion-and-aside.json")) {
            importPosts(posts.readAllBytes(), "en");
        }
        assertThat(knowledge.article("faq.vendor.example:1").orElseThrow().text()).isEqualTo("""
                Can I leave my tree to my children in my will?
                Yes. Write to us with the licence key; we move it to another name without a fee.""");
        assertThat(knowledge.article("faq.vendor.example:2").orElseThrow().text()).isEqualTo("""
                1. Close all windows.
                2. Start Lindenbaum with the shift key held down and choose Deep repair.
                Copy the file first: Deep repair deletes what it cannot read.""");
        assertThat(knowledge.search("leave my tree to my children in my will", "en", 1)).first()
                .satisfies(hit -> assertThat(hit.article().id()).isEqualTo("faq.vendor.example:1"));
    }

    @Test
    void tellsWhatItLeftOutOfEachArticle() {
        ArticleImportReport report = importPosts(bytes(POSTS), "de");
        assertThat(report.partsLeftOut()).isEqualTo(Map.of("navigation", 1, "script", 1,
                "picture without a description", 2));
        assertThat(report.incomplete()).containsExactly(new ArticleImportReport.Incomplete("use.example.org:41",
                "Join two records – Adam & Eve", report.partsLeftOut()));
        assertThat(report.toString()).as("for the log").doesNotContain("Join two");
    }

    @Test
    void remarksOnALanguageThatTheTextContradicts() {
        ArticleImportReport report = importPosts(bytes(post(7, "Uno", "<p>It seems Spanish.</p>")), "en");
        assertThat(report.created()).isEqualTo(1);
        assertThat(report.problems())
                .containsExactly("Article use.example.org:7 says it is in English, but seems to be "
                        + "in Spanish. It was taken in as it says.");
    }

    /** As the REST API says with Polylang and with WPML. */
    @ParameterizedTest
    @ValueSource(strings = {"\"translations\": {\"en\": 7, \"fr\": 8}",
            "\"wpml_translations\": [{\"locale\": \"xx\", \"id\": 7}, {\"locale\": \"yy\", \"id\": 8}]"})
    void translationsAreLinked(String said) {
        String posts = "[" + post(7, "Print", "<p>Print it.</p>").replace("\"id\"", "\"lang\": \"en\", " + said
                + ", \"id\"") + "," + post(8, "Imprimer", "<p>Imprimez-le.</p>").replace("\"id\"",
                        "\"wpml_current_locale\": \"fr_FR\", " + said + ", \"id\"")
                + "," + post(9, "Other", "<p>Text</p>").replace("\"id\"", "\"lang\": \"fr\", \"id\"") + "]";
        importPosts(bytes(posts), null);
        Article english = knowledge.article("use.example.org:7").orElseThrow();
        assertThat(knowledge.translation(english, "fr")).map(Article::id).contains("use.example.org:8");
        assertThat(knowledge.translations(english)).extracting(Article::id).containsExactly("use.example.org:8");
        assertThat(knowledge.translation(english, "de")).isEmpty();
        assertThat(knowledge.translation(english, "en")).isEmpty();

        importPosts(bytes(posts.replace(said, "\"slug\": \"x\"")), null);
        assertThat(knowledge.translations(english)).as("no longer told").isEmpty();
    }

    @Test
    void importingAgainChangesOnlyWhatChanged() {
        importPosts(bytes(POSTS), null);
        assertThat(importPosts(bytes(POSTS), null))
                .extracting(ArticleImportReport::created, ArticleImportReport::updated,
                        ArticleImportReport::unchanged)
                .containsExactly(0, 0, 2);

        String changed =
                POSTS.replace("Un arbre.", "Un grand arbre.").replace("\"id\": 41, \"slug\": \"join-two-records\", "
                        + "\"status\": \"publish\"", "\"id\": 41, \"status\": \"private\"");
        ArticleImportReport report = importPosts(bytes(changed), null);

        assertThat(report)
                .extracting(ArticleImportReport::created, ArticleImportReport::updated, ArticleImportReport::unchanged,
                        ArticleImportReport::removed)
                .containsExactly(0, 1, 0, 1);
        assertThat(report.problems()).contains("Article use.example.org:41 was withdrawn.");
        assertThat(knowledge.article("use.example.org:41")).isEmpty();
        assertThat(knowledge.search("grand arbre", "fr", 1)).hasSize(1);
        assertThat(knowledge.search("join records", "en", 1)).isEmpty();
    }

    @Test
    void twoSitesMayCountAlike() {
        importPosts(bytes(POSTS), null);
        importPosts(bytes(POSTS.replace("use.example.org", "technical.example.org")), null);
        assertThat(knowledge.all(null)).hasSize(4);
    }

    @Test
    void aCompleteImportWithdrawsTheRestOfItsSite() {
        importPosts(bytes(POSTS), null);
        importPosts(bytes(POSTS.replace("use.example.org", "technical.example.org")), null);
        ArticleImportReport report = importPosts(bytes(post(45, "L'arbre", "<p>Un arbre.</p>")), "fr", true);
        assertThat(report.removed()).isEqualTo(1);
        assertThat(knowledge.all(null)).extracting(Article::id).containsExactlyInAnyOrder("use.example.org:45",
                "technical.example.org:41", "technical.example.org:45");
    }

    @Test
    void aSinglePostWithoutDateOrStatusIsAnArticleToo() {
        assertThat(importPosts(bytes(post(7, "One", "<p>Text</p>")), "en").created()).isEqualTo(1);
        assertThat(knowledge.article("use.example.org:7").orElseThrow().modifiedAt())
                .isEqualTo(KnowledgeFixture.CLOCK.instant());
    }

    @Test
    void aPostOnTwoPagesOfTheAnswerIsTakenOnce() {
        String post = post(7, "One", "<p>Text</p>");
        ArticleImportReport report = importPosts(bytes("[" + post + "," + post + "]"), "en");
        assertThat(report).extracting(ArticleImportReport::created, ArticleImportReport::skipped).containsExactly(1, 1);
        assertThatThrownBy(() -> importPosts(
                bytes("[" + post + "," + post(7, "Two", "<p>Text</p>") + "]"), "en"))
                .isInstanceOf(ImportFailed.class).hasMessageContaining("use.example.org:7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{"id": 1,                                                             | not readable as JSON
            [{"id": 1}] [{"id": 2}]                                                | goes on after its end
            "hello"                                                                | neither a post nor an array
            []                                                                     | no article
            {"id": 9}                                                              | Post 9 is not a WordPress post
            [{"title": {"rendered": "x"}}]                                         | no numeric id
            {"code": "rest_no_route", "message": "No route", "data": {"status": 404}} | No route
            {"articles": [{"id": 1}], "count": 1}                                  | Zendesk
            """)
    void refusesWhatIsNoAnswerOfWordPress(String json, String why) {
        assertThatThrownBy(() -> importPosts(bytes(json), "en")).isInstanceOf(ImportFailed.class)
                .hasMessageStartingWith("Nothing was imported.").hasMessageContaining(why);
        assertThat(knowledge.all(null)).isEmpty();
    }

    @Test
    void onePostOfNoLanguageStopsTheWholeImport() {
        String posts = "[" + post(7, "One", "<p>Text</p>").replace("\"id\"", "\"lang\": \"en\", \"id\"") + ","
                + post(8, "Two", "<p>Text</p>") + "]";
        assertThatThrownBy(() -> importPosts(bytes(posts), null)).isInstanceOf(ImportFailed.class)
                .hasMessageContaining("Post 8").hasMessageContaining("language=en");
        assertThat(knowledge.all(null)).isEmpty();
        assertThatThrownBy(() -> importPosts(bytes(posts), "english")).isInstanceOf(ImportFailed.class)
                .hasMessageContaining("ISO 639-1");
    }

    @Test
    void takesAwayCharactersThatNoDatabaseStores() {
        importPosts(bytes(post(7, "Nul\\u0000l \\ud800 half", "<p>Be\\u0000ll\\u0007 &#0; text</p>")), "en");
        assertThat(knowledge.article("use.example.org:7").orElseThrow().title()).isEqualTo("Null  half");
    }

    private static String post(int id, String title, String content) {
        return ("{\"id\": %d, \"link\": \"https://use.example.org/p\", \"title\": {\"rendered\": \"%s\"}, "
                + "\"content\": {\"rendered\": \"%s\"}}").formatted(id, title, content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ArticleImportReport importPosts(byte[] json, String language) {
        return importPosts(json, language, false);
    }

    private ArticleImportReport importPosts(byte[] json, String language, boolean complete) {
        return imports.importJson(json, ArticleImports.WORDPRESS, null, language, complete);
    }
}
