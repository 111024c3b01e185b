package io.aftercare.knowledge.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.KnowledgeFixture;
import io.aftercare.knowledge.Section;
import io.aftercare.knowledge.sources.PlayedSite.Reply;
import io.aftercare.knowledge.sources.PlayedWordPress.Post;
import io.aftercare.knowledge.sources.SourcesFixture.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordPressSiteTest {

    private final PlayedWordPress wordPress = new PlayedWordPress();
    private final SourcesFixture fixture = new SourcesFixture(KnowledgeFixture.onH2());
    @TempDir
    private Path data;
    private PlayedSite site;

    @BeforeEach
    void open() throws IOException {
        site = new PlayedSite(wordPress::answer);
        for (int id = 1; id <= 250; id++) {
            wordPress.post(id, "Chart " + id, id);
        }
        fixture.source("wordpress", site.url() + "/");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void fetchesAllPagesAndAfterwardsOnlyWhatChanged() {
        Node node = fixture.node(data);
        assertThat(node.run().created()).isEqualTo(250);
        assertThat(site.questions()).as("pages of a hundred").isEqualTo(3);
        assertThat(node.articles().article("site:7").orElseThrow()).extracting(Article::title, Article::url,
                Article::language, Article::section, Article::modifiedAt).containsExactly("Chart 7",
                        "https://help.example.org/7/", "en", Section.TECHNICAL,
                        PlayedWordPress.FIRST.plusSeconds(7 * 60));

        wordPress.post(7, "Chart seven", 1000);
        assertThat(node.run())
                .extracting(ArticleImportReport::created, ArticleImportReport::updated, ArticleImportReport::removed)
                .containsExactly(0, 1, 0);
        assertThat(site.questions()).as("one for the changes, one for their number").isEqualTo(2);
        assertThat(node.articles().article("site:7").orElseThrow().title()).isEqualTo("Chart seven");

        assertThat(node.run())
                .extracting(ArticleImportReport::created, ArticleImportReport::updated, ArticleImportReport::unchanged)
                .containsExactly(0, 0, 1);
        assertThat(site.questions()).isEqualTo(2);
    }

    @Test
    void asksAgainWithWhatTheSiteSaidOfItsAnswerAndTakesNothingChangedForAnAnswer() {
        wordPress.tags = true;
        Node node = fixture.node(data);
        node.run();
        node.run();
        site.asked.clear();
        assertThat(node.run()).extracting(ArticleImportReport::updated, ArticleImportReport::unchanged)
                .containsExactly(0, 0);
        assertThat(site.asked.get(0).headers().getFirst("If-None-Match")).isNotBlank();
        wordPress.post(250, "Changed at last", 250);
        assertThat(node.run().updated()).isEqualTo(1);
    }

    @Test
    void aRemovedPostDisappearsSinceThereIsOneLess() {
        Node node = fixture.node(data);
        node.run();
        wordPress.posts.remove(3);
        wordPress.posts.computeIfPresent(4,
                (id, post) -> new Post(post.title(), post.content(), post.modified(), "en", false));
        site.asked.clear();
        assertThat(node.run().removed()).isEqualTo(2);
        assertThat(site.questions()).as("changes, number, and three pages of ids").isEqualTo(5);
        assertThat(node.articles().article("site:3")).isEmpty();
        assertThat(node.articles().all(null)).hasSize(248);
    }

    @Test
    void onePostForAnotherIsSeenWhenAllIdsAreCompared() {
        Node node = fixture.node(data);
        node.run();
        wordPress.posts.remove(3);
        wordPress.post(300, "Published with an old date", -5000);
        assertThat(node.run()).extracting(ArticleImportReport::created, ArticleImportReport::removed).containsExactly(0,
                0);
        fixture.clock.pass(Duration.ofHours(25));
        assertThat(node.run()).extracting(ArticleImportReport::created, ArticleImportReport::removed).containsExactly(1,
                1);
        assertThat(node.articles().article("site:300").orElseThrow().title()).isEqualTo("Published with an old date");
    }

    @Test
    void namesOfCategoriesAreAskedForWhenTheyDoNotComeAlong() {
        wordPress.embeds = false;
        Node node = fixture.node(data);
        node.run();
        assertThat(node.articles().article("site:1").orElseThrow().section()).isEqualTo(Section.TECHNICAL);
    }

    @Test
    void aSiteOfItsOwnMayBeForOneSection() {
        wordPress.categories.put(5, "News");
        Node node = fixture.source("wordpress", site.url(), "section", "third-party").node(data);
        node.run();
        assertThat(node.articles().article("site:1").orElseThrow().section()).isEqualTo(Section.THIRD_PARTY);
    }

    @Test
    void followsLinksToFurtherPagesWithoutGoingWhereTheyLead() {
        wordPress.counts = false;
        Node node = fixture.node(data);
        assertThat(node.run().created()).isEqualTo(250);
        wordPress.posts.remove(9);
        node.run();
        fixture.clock.pass(Duration.ofHours(25));
        assertThat(node.run().removed()).isEqualTo(1);
    }

    @Test
    void readsEachLanguageByItsParameterAndSeesALanguageChange() {
        wordPress.posts.clear();
        wordPress.post(1, "Tree", 1).post(2, "Arbre", 2, "fr").post(3, "Baum", 3, "de");
        Node node = fixture.source("wordpress", site.url(), "languages", "en,fr").node(data);
        assertThat(node.run().created()).isEqualTo(2);
        assertThat(node.articles().all("fr")).extracting(Article::id).containsExactly("site:2");

        wordPress.post(1, "Arbre généalogique", 9, "fr");
        assertThat(node.run()).extracting(ArticleImportReport::updated, ArticleImportReport::removed).containsExactly(1,
                0);
        assertThat(node.articles().article("site:1").orElseThrow().language()).isEqualTo("fr");
        wordPress.posts.remove(2);
        assertThat(node.run().removed()).isEqualTo(1);
    }

    @Test
    void readsASiteForEachLanguageWhoseNumbersMayBeTheSame() {
        wordPress.posts.clear();
        wordPress.post(1, "Tree", 1, "");
        Node node = fixture.source("wordpress", site.url() + "/{language}", "languages", "en,fr").node(data);
        assertThat(node.run().created()).isEqualTo(2);
        assertThat(node.articles().all(null)).extracting(Article::id, Article::language)
                .containsExactly(tuple("site:en-1", "en"),
                        tuple("site:fr-1", "fr"));
        assertThat(site.asked).extracting(PlayedSite.Asked::path).contains("/en/wp-json/wp/v2/posts",
                "/fr/wp-json/wp/v2/posts");
    }

    @Test
    void entitiesShortCodesAndBlocksBecomeText() {
        wordPress.posts.clear();
        wordPress.posts.put(1, new Post("L&rsquo;arbre &#8211; d&eacute;but &amp; fin",
                "<!-- wp:list --><ol><li>[icon name='x']Un</li>"
                        + "<li>Deux</li></ol><!-- /wp:list -->[su_spoiler title=\"Plus\"]Encore[/su_spoiler]<img "
                        + "src='x.png'>",
                "2026-01-01T00:00:00", "fr", true));
        Node node = fixture.node(data);
        node.run();
        assertThat(node.articles().article("site:1").orElseThrow()).extracting(Article::title, Article::text)
                .containsExactly("L’arbre – début & fin", "1. Un\n2. Deux\nPlus\nEncore");
    }

    @Test
    void aFailureInTheMiddleChangesNothingAndSaysWhy() {
        Node node = fixture.node(data);
        node.run();
        fixture.clock.pass(Duration.ofHours(25));
        wordPress.post(7, "Chart seven", 1000).post(251, "New", 1001);
        site.instead = question -> question.number("page", 1) == 3 ? Reply.of(500) : null;
        assertThatThrownBy(node::run).isInstanceOf(ImportFailed.class).hasMessageStartingWith("Nothing was imported.")
                .hasMessageContaining("answered 500");
        assertThat(node.articles().article("site:7").orElseThrow().title()).isEqualTo("Chart 7");
        assertThat(node.articles().article("site:251")).isEmpty();
        assertThat(fixture.state()).satisfies(state -> {
            assertThat(state.problem()).contains("answered 500");
            assertThat(state.failures()).isEqualTo(1);
            assertThat(state.lastSuccess()).isEqualTo(Instant.parse("2026-05-04T08:00:00Z"));
        });
        site.instead = question -> null;
        assertThat(node.run()).extracting(ArticleImportReport::created, ArticleImportReport::updated).containsExactly(1,
                1);
        assertThat(fixture.state()).extracting(SourceStates.State::failures, SourceStates.State::problem)
                .containsExactly(0, null);
    }

    @Test
    void pagesThatShiftedMeanwhileAreReadAgain() {
        var once = new AtomicBoolean();
        site.instead = question -> {
            if (question.number("page", 1) == 2 && once.compareAndSet(false, true)) {
                wordPress.posts.remove(1);
            }
            return null;
        };
        Node node = fixture.node(data);
        assertThat(node.run().created()).isEqualTo(249);
        assertThat(node.articles().article("site:101")).as("moved to the page before").isPresent();
    }

    @Test
    void aSiteThatSuddenlyShowsNothingLosesNothingUnlessAManagerSaysSo() {
        Node node = fixture.node(data);
        node.run();
        wordPress.posts.clear();
        assertThatThrownBy(node::run).hasMessageContaining("no article any more").hasMessageContaining("complete=true");
        assertThat(node.articles().all(null)).hasSize(250);
        assertThat(node.runs().run(node.configured().sources().get(0), true).removed()).isEqualTo(250);
    }

    @Test
    void brokenAnswersAreRefused() {
        Node node = fixture.node(data);
        for (String broken : new String[] {"<html>Maintenance</html>", "[{\"id\": 1",
                "{\"code\": \"x\", \"message\": \"y\"}",
                "[{\"title\": 1}]", ""}) {
            site.instead = question -> Reply.json(broken);
            assertThatThrownBy(node::run).as(broken).isInstanceOf(ImportFailed.class)
                    .hasMessageContaining("The answer of");
        }
        assertThat(node.articles().all(null)).isEmpty();
        assertThat(fixture.state().failures()).isEqualTo(5);
    }

    @Test
    void anotherAddressMeansThatAllIsFetchedAnew() {
        fixture.node(data).run();
        fixture.source("wordpress", site.url() + "/wp-json/wp/v2/posts");
        site.asked.clear();
        assertThat(fixture.node(data.resolve("b")).run().unchanged()).isEqualTo(250);
        assertThat(site.questions()).isEqualTo(3);
    }
}
