package io.aftercare.knowledge.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.KnowledgeFixture;
import io.aftercare.knowledge.sources.PlayedSite.Reply;
import io.aftercare.knowledge.sources.SourcesFixture.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.SimpleStatusAggregator;
import org.springframework.boot.actuate.health.Status;

class SourceRunsTest {

    private final PlayedWordPress wordPress = new PlayedWordPress().post(1, "Tree", 1).post(2, "Chart", 2);
    private final SourcesFixture fixture = new SourcesFixture(KnowledgeFixture.onH2());
    @TempDir
    private Path data;
    private PlayedSite site;

    @BeforeEach
    void open() throws IOException {
        site = new PlayedSite(wordPress::answer);
        fixture.source("wordpress", site.url(), "every", "1h");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void saysWhoAsksAndShowsWhatItMay() {
        fixture.source("wordpress", site.url(), "user", "reader", "token", "abcd efgh").node(data).run();
        Headers headers = site.asked.get(0).headers();
        assertThat(headers.getFirst("User-Agent")).startsWith("Aftercare").contains("support@aftercare.example");
        assertThat(headers.getFirst("Authorization")).isEqualTo("Basic " + Base64.getEncoder().encodeToString(
                "reader:abcd efgh".getBytes()));
        site.asked.clear();
        fixture.settings.remove("aftercare.knowledge.sources[0].user");
        Node bearer = fixture.node(data.resolve("b"));
        bearer.run();
        assertThat(site.asked.get(0).headers().getFirst("Authorization")).isEqualTo("Bearer abcd efgh");
        assertThat(bearer.configured().toString()).doesNotContain("abcd");
    }

    @Test
    void runsWhenItsTimeHasComeAndNotBefore() {
        Node node = fixture.node(data);
        node.runs().runDue();
        assertThat(site.questions()).isEqualTo(1);
        node.runs().runDue();
        fixture.clock.pass(Duration.ofMinutes(50));
        node.runs().runDue();
        assertThat(site.questions()).isZero();
        fixture.clock.pass(Duration.ofMinutes(14));
        fixture.node(data.resolve("b")).runs().runDue();
        node.runs().runDue();
        assertThat(site.questions()).as("two nodes, one run").isEqualTo(2);
    }

    @Test
    void pausesGrowWithEachFailureAndEndWithASuccess() {
        ArticleSource source = fixture.configured().sources().get(0);
        assertThat(SourceRuns.pause(source, 1)).isBetween(Duration.ofSeconds(47), Duration.ofSeconds(73));
        assertThat(SourceRuns.pause(source, 4)).isBetween(Duration.ofSeconds(383), Duration.ofSeconds(577));
        assertThat(SourceRuns.pause(source, 500)).isBetween(Duration.ofMinutes(287), Duration.ofMinutes(433));
        assertThat(SourceRuns.pause(source, 4)).isNotEqualTo(SourceRuns.pause(source, 4));

        Node node = fixture.node(data);
        site.instead = question -> Reply.of(500);
        node.runs().runDue();
        node.runs().runDue();
        assertThat(site.questions()).isEqualTo(1);
        fixture.clock.pass(Duration.ofSeconds(80));
        node.runs().runDue();
        assertThat(fixture.state().failures()).isEqualTo(2);
        fixture.clock.pass(Duration.ofSeconds(80));
        site.questions();
        node.runs().runDue();
        assertThat(site.questions()).as("the second pause is longer").isZero();
        site.instead = question -> null;
        fixture.clock.pass(Duration.ofMinutes(2));
        node.runs().runDue();
        assertThat(fixture.state().failures()).isZero();
    }

    @Test
    void aShortRetryAfterIsWaitedForAndALongOnePutsTheNextRunOff() {
        var refusals = new AtomicInteger();
        site.instead = question -> refusals.getAndIncrement() == 0 ? Reply.of(429, "Retry-After", "1") : null;
        long began = System.nanoTime();
        assertThat(fixture.node(data).run().created()).isEqualTo(2);
        assertThat(System.nanoTime() - began).isGreaterThan(900_000_000L);

        site.instead = question -> Reply.of(429, "Retry-After", "7200");
        site.questions();
        assertThatThrownBy(fixture.node(data.resolve("b"))::run).hasMessageContaining("less often");
        assertThat(site.questions()).isEqualTo(1);
        assertThat(fixture.state().nextRun()).isEqualTo(fixture.clock.now.plusSeconds(7200));

        site.instead = question -> Reply.of(503, "Retry-After", "Mon, 04 May 2026 11:00:00 GMT");
        assertThatThrownBy(fixture.node(data.resolve("c"))::run).hasMessageContaining("503");
        assertThat(fixture.state().nextRun()).isEqualTo("2026-05-04T11:00:00Z");
    }

    @Test
    void aSiteThatKeepsSayingLaterIsLeftAlone() {
        site.instead = question -> Reply.of(429, "Retry-After", "0");
        assertThatThrownBy(fixture.node(data)::run).hasMessageContaining("429");
        assertThat(site.questions()).isEqualTo(4);
    }

    @Test
    void redirectsWithinTheHostAreFollowedAndNoOthers() {
        site.instead = question -> question.path().startsWith("/old") ? Reply.of(301, "Location",
                "/wp-json/wp/v2/posts?_fields=" + question.value("_fields") + "&_embed=1&per_page="
                        + question.value("per_page"))
                : null;
        assertThat(fixture.source("wordpress", site.url() + "/old").node(data).run().created()).isEqualTo(2);
        site.instead = question -> Reply.of(302, "Location", site.url() + "/again" + question.path());
        assertThatThrownBy(fixture.node(data.resolve("b"))::run).hasMessageContaining("leads on and on");
        assertThat(site.questions()).isEqualTo(2 + 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:%d/", "http://169.254.169.254/latest/", "https://127.0.0.1:%d/",
            "//localhost:%d/x",
            "http://127.0.0.1:1/", "file:///etc/passwd", "", "ht tp:"})
    void redirectsToOtherPlacesAreNotFollowed(String target) {
        site.instead = question -> Reply.of(302, "Location", target.formatted(site.port()));
        assertThatThrownBy(fixture.source("wordpress", site.url(), "token", "secret").node(data)::run)
                .isInstanceOf(FetchFailed.class).hasMessageContaining("leads to");
        assertThat(site.questions()).as("asked once, and nobody else").isEqualTo(1);
    }

    @Test
    void aPublicNameWithAPrivateAddressIsNotAskedNorOneWithoutTls() {
        fixture.resolver = host -> new InetAddress[] {InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})};
        assertThatThrownBy(fixture.source("wordpress", "https://help.example.org:" + site.port()).node(data)::run)
                .hasMessageContaining("private network").hasMessageContaining("local: true");
        assertThatThrownBy(
                fixture.source("wordpress", "http://help.example.org:" + site.port()).node(data.resolve("b"))::run)
                .hasMessageContaining("without TLS");
        assertThatThrownBy(fixture.source("wordpress", "http://93.184.216.34/").node(data.resolve("c"))::run)
                .hasMessageContaining("without TLS");
        assertThat(site.questions()).isZero();
        fixture.source("wordpress", "http://nobody.invalid", "local", "true");
        assertThatThrownBy(fixture.node(data.resolve("d"))::run).as("let through to a host that is not there")
                .hasMessageContaining("no answer from");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
                    "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "224.0.0.1"})
    void knowsPrivateAddresses(String address) throws IOException {
        assertThat(AddressRules.isPrivate(InetAddress.getByName(address))).isTrue();
        assertThat(AddressRules.isPrivate(InetAddress.getByName("93.184.216.34"))).isFalse();
        assertThat(AddressRules.isPrivate(InetAddress.getByName("2606:2800:220:1::1"))).isFalse();
    }

    @Test
    void aSlowServerIsNotWaitedForForever() {
        fixture.settings.put("aftercare.knowledge.fetching.longest-wait", "300ms");
        var released = new CountDownLatch(1);
        site.instead = question -> {
            try {
                released.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return null;
        };
        assertThatThrownBy(fixture.node(data)::run).hasMessageContaining("longer than 0.3 s");
        released.countDown();
    }

    @Test
    void aHugeAnswerIsNotTaken() {
        fixture.settings.put("aftercare.knowledge.fetching.largest-answer", "1MB");
        site.instead = question -> Reply.json("[\"" + "x".repeat(3_000_000) + "\"]");
        assertThatThrownBy(fixture.node(data)::run).hasMessageContaining("too large").hasMessageContaining("1 MB");
    }

    @Test
    void aServerThatIsNotThereIsAProblemOfItsOwn() {
        site.close();
        assertThatThrownBy(fixture.node(data)::run).isInstanceOf(FetchFailed.class)
                .hasMessageContaining("no answer from");
    }

    @Test
    void onlyOneNodeFetchesAtATime() throws Exception {
        var asked = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        site.instead = question -> {
            asked.countDown();
            try {
                released.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return null;
        };
        Node one = fixture.node(data);
        Node other = fixture.node(data.resolve("b"));
        var running = CompletableFuture.supplyAsync(one::run);
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(other::run).isInstanceOf(SourceRuns.Busy.class);
        other.runs().runDue();
        released.countDown();
        assertThat(running.get(20, TimeUnit.SECONDS).created()).isEqualTo(2);
        assertThat(site.mostAtOnce).hasValue(1);
        assertThat(other.run().created()).isZero();
    }

    @Test
    void aKilledNodesClaimRunsOutAndASlowOneWritesNothingBesideItsSuccessor() {
        assertThat(fixture.states.claim("killed", fixture.clock.now)).isTrue();
        Node node = fixture.node(data);
        assertThatThrownBy(node::run).isInstanceOf(SourceRuns.Busy.class);
        fixture.clock.pass(SourceStates.CLAIM.plusSeconds(1));
        assertThat(node.run().created()).isEqualTo(2);

        wordPress.post(1, "Changed", 500);
        site.instead = question -> {
            // While we wait for this answer, another node believes us dead.
            fixture.knowledge.jdbc.sql("update knowledge_source_claim set holder = 'other'").update();
            return null;
        };
        assertThatThrownBy(node::run).hasMessageContaining("another node");
        assertThat(node.articles().article("site:1").orElseThrow().title()).isEqualTo("Tree");
        assertThat(fixture.state().failures()).as("what the other puts down stays").isZero();
    }

    @Test
    void anArticleImportedFromAFileBeforeIsNotThereTwice() {
        Node node = fixture.node(data);
        node.imports().importJson(
                """
                [{"id": 1, "link": "https://help.example.org/1/", "title": {"rendered": "Tree"},
                  "content": {"rendered": "<p>x</p>"}},
                 {"id": 9, "link": "https://help.example.org/9/", "title": {"rendered": "Nine"},
                  "content": {"rendered": "<p>x</p>"}}]"""
                        .getBytes(),
                ArticleImports.WORDPRESS, null, "en", false);
        ArticleImportReport report = node.run();
        assertThat(report).extracting(ArticleImportReport::created, ArticleImportReport::removed).containsExactly(2, 1);
        assertThat(report.problems())
                .anyMatch(problem -> problem.contains("help.example.org:1 has the same address as site:1"));
        assertThat(node.articles().all(null)).extracting(Article::id).containsExactlyInAnyOrder("site:1", "site:2",
                "help.example.org:9");
    }

    @Test
    void aStoppedApplicationAsksNoMore() {
        Node node = fixture.node(data);
        node.runs().stop();
        assertThatThrownBy(node::run).hasMessageContaining("being stopped");
        assertThat(site.questions()).isZero();
        assertThat(fixture.states.of("site")).as("no failure of the source").isEmpty();
    }

    @Test
    void theScheduleFetchesOnItsOwn() {
        Node node = fixture.node(data);
        var schedule = new SourceSchedule(node.configured(), node.runs());
        schedule.start();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(node.articles().all(null)).hasSize(2));
        } finally {
            schedule.stop();
        }
        assertThat(schedule.isRunning()).isFalse();
    }

    @Test
    void oneSourceThatFailsKeepsNoOtherWaiting() {
        fixture.source("wordpress", site.url() + "/nowhere").source(1, "other", "wordpress", site.url());
        site.instead = question -> question.path().startsWith("/nowhere") ? Reply.of(404) : null;
        Node node = fixture.node(data);
        node.runs().runDue();
        assertThat(fixture.state().problem()).contains("404", "Check the url");
        assertThat(node.articles().all(null)).extracting(Article::source).containsOnly("other");
    }

    @Test
    void healthIsDegradedAfterSomeIntervalsAndTheApplicationStaysUp() {
        Node node = fixture.node(data);
        HealthIndicator health = new SourceHealth().articleSourcesHealthIndicator(fixture.configured(), fixture.states,
                node.store(), fixture.clock);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        node.run();
        site.instead = question -> Reply.of(500);
        fixture.clock.pass(Duration.ofHours(2));
        assertThatThrownBy(node::run).isInstanceOf(ImportFailed.class);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        fixture.clock.pass(Duration.ofHours(2));
        Health degraded = health.health();
        assertThat(degraded.getStatus()).isEqualTo(SourceHealth.DEGRADED);
        assertThat(degraded.getDetails().get("site").toString()).contains("articles=2", "answered 500");
        assertThat(new SimpleStatusAggregator().getAggregateStatus(Status.UP, degraded.getStatus()))
                .isEqualTo(Status.UP);
    }

    @Test
    void countsRunsRequestsAndArticles() {
        Node node = fixture.node(data);
        new SourceHealth().articleSourceMeters(fixture.configured(), fixture.states, node.store(), fixture.clock)
                .bindTo(fixture.meters);
        node.run();
        fixture.clock.pass(Duration.ofMinutes(5));
        assertThat(fixture.meters.get("aftercare.knowledge.source.articles").tag("source", "site").gauge().value())
                .isEqualTo(2);
        assertThat(fixture.meters.get("aftercare.knowledge.source.age").tag("source", "site").gauge().value())
                .isEqualTo(300);
        assertThat(fixture.meters.get("aftercare.knowledge.source.runs").tag("result", "changed").counter().count())
                .isEqualTo(1);
        assertThat(fixture.meters.get("aftercare.knowledge.source.requests").tag("status", "200").counter().count())
                .isEqualTo(1);
    }

    @Test
    void looksAfterAFolderOfMarkdown(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("one.md"), "# One\n\nText");
        Files.writeString(folder.resolve("two.md"), "# Two\n\nText");
        Node node = fixture.source("markdown", folder.toString(), "language", "en").node(data);
        assertThat(node.run().created()).isEqualTo(2);
        assertThat(node.run()).extracting(ArticleImportReport::created, ArticleImportReport::unchanged)
                .containsExactly(0, 0);
        Files.delete(folder.resolve("one.md"));
        Files.writeString(folder.resolve("two.md"), "# Two\n\nOther text");
        assertThat(node.run()).extracting(ArticleImportReport::updated, ArticleImportReport::removed).containsExactly(1,
                1);
        Files.writeString(folder.resolve("three.md"), "no title");
        assertThatThrownBy(node::run).hasMessageContaining("three.md");
        assertThat(node.articles().all(null)).extracting(Article::id).containsExactly("site:two");
    }

    @Test
    void fetchesAZipOfMarkdownOnlyWhenItChanged() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("en/map.md"));
            zip.write("# Show a map\n\nText".getBytes());
        }
        site.instead =
                question -> "Tue, 05 May 2026 00:00:00 GMT".equals(question.headers().getFirst("If-Modified-Since"))
                        ? Reply.of(304)
                        : new Reply(200, Map.of("Last-Modified", "Tue, 05 May 2026 00:00:00 GMT"), bytes.toByteArray());
        Node node = fixture.source("markdown", site.url() + "/articles.zip").node(data);
        assertThat(node.run().created()).isEqualTo(1);
        assertThat(node.run()).extracting(ArticleImportReport::created, ArticleImportReport::unchanged)
                .containsExactly(0, 0);
        assertThat(node.articles().article("site:en-map")).isPresent();
        site.instead = question -> new Reply(200, Map.of(), Arrays.copyOf(bytes.toByteArray(), 40));
        assertThatThrownBy(node::run).isInstanceOf(ImportFailed.class);
        assertThat(node.articles().article("site:en-map")).isPresent();
    }
}
