package io.aftercare.knowledge.sources;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.knowledge.ArticleStore;
import io.aftercare.knowledge.KnowledgeBase;
import io.aftercare.knowledge.KnowledgeFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Sources of articles on a database of their own, at a time of the test's choice. */
final class SourcesFixture {

    final KnowledgeFixture knowledge;
    final SourceStates states;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final MovableClock clock = new MovableClock();
    final Map<String, String> settings =
            new LinkedHashMap<>(Map.of("aftercare.knowledge.fetching.longest-wait", "20s"));
    AddressRules.Resolver resolver = InetAddress::getAllByName;

    /** A node of the cluster. */
    record Node(SourceRuns runs, SourceProperties configured, ArticleStore store, ArticleImports imports,
            KnowledgeBase articles) {

        ArticleImportReport run() {
            return runs.run(configured.sources().get(0), false);
        }
    }

    /** Stands still until it is moved. */
    static final class MovableClock extends Clock {

        volatile Instant now = Instant.parse("2026-05-04T08:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    SourcesFixture(KnowledgeFixture knowledge) {
        this.knowledge = knowledge;
        this.states = new SourceStates(knowledge.jdbc);
    }

    /** Sets the first source. */
    SourcesFixture source(String type, String url, String... more) {
        return source(0, "site", type, url, more);
    }

    SourcesFixture source(int index, String name, String type, String url, String... more) {
        String prefix = "aftercare.knowledge.sources[" + index + "].";
        settings.put(prefix + "name", name);
        settings.put(prefix + "type", type);
        settings.put(prefix + "url", url);
        for (int at = 0; at < more.length; at += 2) {
            settings.put(prefix + more[at], more[at + 1]);
        }
        return this;
    }

    SourceProperties configured() {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("aftercare.knowledge",
                SourceProperties.class);
    }

    Node node(Path data) {
        KnowledgeFixture.Node node = knowledge.node(data);
        ImportProperties limits = ImportsFixture.limits(knowledge.settings);
        var mapper = new ObjectMapper();
        List<Connector> connectors = List.of(new WordPressSite(mapper, new WordPressPosts(limits), limits),
                new ZendeskHelpCentre(mapper, new ZendeskArticles(limits), limits),
                new MarkdownSource(new MarkdownFiles(limits), new MarkdownArticles(limits), limits));
        SourceProperties configured = configured();
        var visits =
                new WebVisits(configured, meters, clock, "support@aftercare.example", "https://help.aftercare.example",
                        resolver);
        return new Node(
                new SourceRuns(configured, states, node.store(), node.imports(), connectors, visits, meters, clock),
                configured, node.store(), node.imports(), node.knowledge());
    }

    SourceStates.State state() {
        return states.of("site").orElseThrow();
    }
}
