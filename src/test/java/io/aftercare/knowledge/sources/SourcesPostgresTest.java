package io.aftercare.knowledge.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.knowledge.KnowledgeFixture;
import io.aftercare.knowledge.sources.PlayedSite.Reply;
import io.aftercare.knowledge.sources.SourcesFixture.Node;
import io.aftercare.testing.PostgresDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on PostgreSQL, with two nodes. */
class SourcesPostgresTest {

    @Test
    void fetchesFailsFetchesAgainAndWithdraws(@TempDir Path data, @TempDir Path otherData) throws Exception {
        var wordPress = new PlayedWordPress();
        for (int id = 1; id <= 150; id++) {
            wordPress.post(id, "Chart " + id, id);
        }
        try (var site = new PlayedSite(wordPress::answer)) {
            var fixture = new SourcesFixture(KnowledgeFixture.onPostgres(PostgresDatabase.create().connections()))
                    .source("wordpress", site.url());
            Node node = fixture.node(data);
            Node other = fixture.node(otherData);
            var both =
                    Stream.of(node, other).map(one -> CompletableFuture.runAsync(() -> one.runs().runDue())).toList();
            both.forEach(CompletableFuture::join);
            assertThat(node.articles().all(null)).hasSize(150);
            assertThat(site.questions()).as("two pages, asked for once").isEqualTo(2);
            assertThat(site.mostAtOnce).hasValue(1);

            site.instead = question -> Reply.of(500);
            assertThatThrownBy(other::run).isInstanceOf(ImportFailed.class);
            assertThat(fixture.state()).extracting(SourceStates.State::failures).isEqualTo(1);
            assertThat(fixture.state().cursor().changedUntil()).isEqualTo(PlayedWordPress.FIRST.plusSeconds(150 * 60));

            site.instead = question -> null;
            wordPress.posts.remove(4);
            wordPress.post(5, "Changed", 999);
            fixture.clock.pass(Duration.ofMinutes(30));
            other.runs().runDue();
            assertThat(node.articles().article("site:4")).isEmpty();
            assertThat(node.articles().article("site:5").orElseThrow().title()).isEqualTo("Changed");
            assertThat(fixture.state().problem()).isNull();
        }
    }
}
