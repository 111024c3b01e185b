package io.aftercare.knowledge.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.KnowledgeFixture;
import io.aftercare.knowledge.Section;
import io.aftercare.knowledge.sources.PlayedSite.Reply;
import io.aftercare.knowledge.sources.SourcesFixture.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZendeskHelpCentreTest {

    private final PlayedZendesk zendesk = new PlayedZendesk();
    private final SourcesFixture fixture = new SourcesFixture(KnowledgeFixture.onH2());
    @TempDir
    private Path data;
    private PlayedSite site;

    @BeforeEach
    void open() throws IOException {
        site = new PlayedSite(zendesk::answer);
        for (int number = 1001; number <= 1250; number++) {
            zendesk.article("en-us", number, "Chart " + number, 2 * number);
        }
        zendesk.article("fr", 1001, "Arbre", 50).article("fr", 1002, "Carte", 51);
        fixture.source("zendesk", site.url() + "/hc/en-us");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fetchesAllLocalesPageAfterPage(boolean cursors) {
        zendesk.cursors = cursors;

        Node node = fixture.node(data);
        assertThat(node.run().created()).isEqualTo(252);
        assertThat(node.articles().article("site:1001").orElseThrow()).extracting(Article::title, Article::language,
                Article::section, Article::url).containsExactly("Chart 1001", "en", Section.USE,
                        "https://acme.zendesk.example/hc/en-us/articles/1001");
        assertThat(node.articles().article("site:fr-1001").orElseThrow()).extracting(Article::title, Article::language)
                .containsExactly("Arbre", "fr");
    }

    @Test
    void afterwardsAsksForChangesOnly() {
        Node node = fixture.node(data);
        node.run();
        assertThat(site.questions()).as("locales, three pages, one page").isEqualTo(5);
        zendesk.article("en-us", 1003, "Chart changed", 6000);
        assertThat(node.run()).extracting(ArticleImportReport::updated, ArticleImportReport::removed).containsExactly(1,
                0);
        assertThat(site.asked.get(0).value("start_time")).isNotNull();
        assertThat(site.questions()).as("the changes and a count for each locale").isEqualTo(3);
        assertThat(node.articles().article("site:1003").orElseThrow().title()).isEqualTo("Chart changed");
        node.run();
        assertThat(site.questions()).isEqualTo(3);
    }

    @Test
    void changesMayComeOnSeveralPages() {
        Node node = fixture.node(data);
        node.run();
        for (int number = 1010; number < 1015; number++) {
            zendesk.article("en-us", number, "Changed " + number, 3000 + number);
        }
        assertThat(node.run().updated()).isEqualTo(5);
    }

    @Test
    void aNewOneARemovedOneAndADraftAreSeen() {
        Node node = fixture.node(data);
        node.run();
        zendesk.articles.get("en-us").remove(1005);
        zendesk.articles.get("fr").remove(1002);
        zendesk.article("en-us", 1002, "Draft", 4000).articles.get("en-us").get(1002).put("draft", true);
        zendesk.article("en-us", 2000, "New", 4001);
        assertThat(node.run()).extracting(ArticleImportReport::created, ArticleImportReport::removed).containsExactly(1,
                3);
        assertThat(node.articles().all("fr")).extracting(Article::id).containsExactly("site:fr-1001");
    }

    @Test
    void oneForAnotherIsSeenWhenAllAreCompared() {
        Node node = fixture.node(data);
        node.run();
        zendesk.articles.get("en-us").remove(1005);
        zendesk.article("en-us", 900, "Brought back", 1);
        assertThat(node.run().removed()).isZero();
        fixture.clock.pass(Duration.ofHours(25));
        assertThat(node.run()).extracting(ArticleImportReport::created, ArticleImportReport::removed).containsExactly(1,
                1);
    }

    @Test
    void aHelpCenterThatTellsNoChangesIsReadAsAWhole() {
        zendesk.incremental = false;
        Node node = fixture.node(data);
        node.run();
        zendesk.article("en-us", 1003, "Chart changed", 6000);
        assertThat(node.run().updated()).isEqualTo(1);
        site.questions();
        zendesk.articles.get("fr").remove(1002);
        assertThat(node.run().removed()).isEqualTo(1);
        assertThat(site.asked).noneMatch(question -> question.path().contains("incremental"));
    }

    @Test
    void readsTheLocalesOfTheLanguagesAskedForAndShowsItsToken() {
        zendesk.article("en-gb", 1001, "Chart in British", 60);
        Node node =
                fixture.source("zendesk", site.url(), "languages", "en", "user", "agent@acme.example", "token", "t0k")
                        .node(data);
        assertThat(node.run().created()).isEqualTo(251);
        assertThat(node.articles().article("site:en-gb-1001")).isPresent();
        assertThat(node.articles().all("fr")).isEmpty();
        assertThat(site.asked.get(0).headers().getFirst("Authorization")).isEqualTo("Basic "
                + Base64.getEncoder().encodeToString("agent@acme.example/token:t0k".getBytes()));
    }

    @Test
    void aFailureInTheMiddleChangesNothing() {
        Node node = fixture.node(data);
        site.instead = question -> question.number("page[after]", 0) == 200 ? Reply.of(500) : null;
        assertThatThrownBy(node::run).hasMessageContaining("answered 500");
        assertThat(node.articles().all(null)).isEmpty();
        site.instead = question -> question.path().contains("/fr/") ? Reply.json("{\"articles\": [{\"id\": ") : null;
        assertThatThrownBy(node::run).hasMessageContaining("not what a Zendesk Help Center says");
        assertThat(node.articles().all(null)).isEmpty();
        assertThat(fixture.state().failures()).isEqualTo(2);
    }
}
