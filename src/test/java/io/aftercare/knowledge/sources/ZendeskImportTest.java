package io.aftercare.knowledge.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.KnowledgeFixture;
import io.aftercare.knowledge.Section;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZendeskImportTest {

    private static final String PAGE =
            """
            {"count": 5, "next_page": null, "page": 1, "page_count": 1, "articles": [
              {"id": 360001, "locale": "en-us", "source_locale": "en-us", "section_id": 11, "draft": false,
               "url": "https://acme.zendesk.example/api/v2/help_center/en-us/articles/360001.json",
               "html_url": "https://acme.zendesk.example/hc/en-us/articles/360001-Print", "user_segment_id": null,
               "title": "Print <b> & bind", "edited_at": "2026-01-05T06:07:08Z", "updated_at": "2026-03-01T00:00:00Z",
               "body": "<h1>Steps</h1><div>Open it.</div><div>Then:</div>\
            <ol><li>Choose a paper</li></ol><script>x()</script>"},
              {"id": 360002, "locale": "en-us", "source_locale": "en-us", "draft": true, "title": "Soon",
               "body": "<p>x</p>",
               "html_url": "https://acme.zendesk.example/hc/en-us/articles/360002"},
              {"id": 360003, "locale": "en-us", "source_locale": "en-us", "title": "Staff", "body": "<p>x</p>",
               "user_segment_id": 7, "html_url": "https://acme.zendesk.example/hc/en-us/articles/360003"},
              {"id": 360004, "locale": "en-us", "source_locale": "en-us", "title": "Blank", "body": null,
               "html_url": "https://acme.zendesk.example/hc/en-us/articles/360004"}],
             "sections": [{"id": 11, "name": "Chapter 4", "parent_section_id": 12, "category_id": 21},
                          {"id": 12, "name": "Other matters", "parent_section_id": null, "category_id": 21}],
             "categories": [{"id": 21, "name": "Using the program"}],
             "translations": [
              {"source_id": 360001, "source_type": "Article", "locale": "en-us", "title": "Print <b> & bind",
               "body": "<p>x</p>"},
              {"source_id": 360001, "source_type": "Article", "locale": "fr", "title": "Imprimer",
               "body": "<p>Imprimez.</p>",
               "html_url": "https://acme.zendesk.example/hc/fr/articles/360001", "updated_at": "2026-02-01T00:00:00Z"},
              {"source_id": 360001, "source_type": "Article", "locale": "de", "title": "Drucken", "body": "<p>Alt</p>",
               "outdated": true, "html_url": "https://acme.zendesk.example/hc/de/articles/360001"},
              {"source_id": 360001, "source_type": "Article", "locale": "it", "title": "",
               "body": null, "draft": true}]}""";

    private KnowledgeBase knowledge;
    private ArticleImports imports;

    @BeforeEach
    void open(@TempDir Path data) {
        KnowledgeFixture.Node node = KnowledgeFixture.onH2().node(data);
        knowledge = node.knowledge();
        imports = node.imports();
    }

    @Test
    void eachPublishedTranslationIsAnArticle() {
        ArticleImportReport report = load(PAGE);

        assertThat(report).extracting(ArticleImportReport::created, ArticleImportReport::skipped).containsExactly(2, 5);
        assertThat(report.problems()).satisfiesExactlyInAnyOrder(
                draft -> assertThat(draft).contains("360002", "draft"),
                staff -> assertThat(staff).contains("360003", "not everybody"),
                blank -> assertThat(blank).contains("360004", "no text"),
                outdated -> assertThat(outdated).contains("de-360001", "outdated"),
                translated -> assertThat(translated).contains("it-360001", "draft"));
        Article english = knowledge.article("acme.zendesk.example:360001").orElseThrow();
        assertThat(english.title()).isEqualTo("Print <b> & bind");
        assertThat(english.section()).as("the category says what its sections do not").isEqualTo(Section.USE);
        assertThat(english.modifiedAt()).isEqualTo(Instant.parse("2026-01-05T06:07:08Z"));
        assertThat(english.url()).isEqualTo("https://acme.zendesk.example/hc/en-us/articles/360001-Print");
        assertThat(english.text()).isEqualTo("Steps\nOpen it.\nThen:\n1. Choose a paper");
        Article french = knowledge.article("acme.zendesk.example:fr-360001").orElseThrow();
        assertThat(knowledge.translation(english, "fr")).contains(french);
        assertThat(knowledge.translations(french)).containsExactly(english);
        assertThat(french).extracting(Article::title, Article::language, Article::section, Article::url)
                .containsExactly(
                        "Imprimer", "fr", Section.USE, "https://acme.zendesk.example/hc/fr/articles/360001");
    }

    @Test
    void whatIsOutdatedOrADraftNowIsTakenBack() {
        load(PAGE);
        assertThat(load(PAGE.replace("\"draft\": false", "\"outdated_locales\": [\"fr\"]")).removed()).isEqualTo(1);
        assertThat(load(PAGE.replace("\"draft\": false", "\"draft\": true, \"outdated_locales\": [\"fr\"]")).removed())
                .isEqualTo(1);
        assertThat(knowledge.all(null)).isEmpty();
    }

    @Test
    void readsASingleArticleAndSeveralPagesInOneFile() {
        String one = "{\"article\": {\"id\": 9, \"locale\": \"en-gb\", \"title\": \"One\", \"body\": \"<p>Text</p>\"}}";
        load(one);
        assertThat(knowledge.article("zendesk:9").orElseThrow().language()).isEqualTo("en");
        load("[" + PAGE + "," + one.replace("9", "10") + "]");
        assertThat(knowledge.all(null)).hasSize(4);
    }

    @Test
    void aFirstPageIsNotComplete() {
        load(PAGE);
        String first = PAGE.replace("\"next_page\": null", "\"next_page\": \"https://acme.zendesk.example/2\"");
        assertThatThrownBy(() -> imports.importJson(bytes(first), null, null, null, true))
                .isInstanceOf(ImportFailed.class).hasMessageContaining("further pages");
        assertThat(imports.importJson(bytes(PAGE.replace("\"fr\"", "\"da\"")), "zendesk", null, null, true))
                .extracting(ArticleImportReport::created, ArticleImportReport::removed).containsExactly(1, 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"articles": [{"title": "x"}]}                                              | no numeric id
            {"articles": [{"id": 1, "title": "x", "body": "<p>y</p>"}]}                 | language=en
            {"articles": [{"id": 1, "locale": "xx", "title": "x", "body": "<p>y</p>"}]} | "xx"
            {"articles": []}                                                            | no article
            {"error": "RecordNotFound", "description": "Not found"}                     | RecordNotFound
            {"posts": []}                                                               | no answer of a Zendesk
            """)
    void refusesWhatIsNoAnswerOfZendesk(String json, String why) {
        assertThatThrownBy(() -> imports.importJson(bytes(json), "zendesk", null, null, false))
                .isInstanceOf(ImportFailed.class).hasMessageContaining(why);
    }

    private ArticleImportReport load(String json) {
        return imports.importJson(bytes(json), null, null, null, false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
