package io.aftercare.knowledge;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A knowledge base without the rest of the application, on a database of its own. */
final class KnowledgeFixture {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-04T08:00:00Z"), ZoneOffset.UTC);
    static final String BASE_URL = "https://help.aftercare.example/";

    final DataSource database;
    final JdbcClient jdbc;
    final Articles articles;
    final Analysis analysis = new Analysis();
    final Map<String, String> settings;

    private KnowledgeFixture(DataSource database, Map<String, String> largeTypes, Map<String, String> settings) {
        this.database = database;
        this.settings = settings;
        Flyway.configure().dataSource(database).placeholders(largeTypes).load().migrate();
        this.jdbc = JdbcClient.create(database);
        this.articles = new Articles(jdbc);
    }

    static KnowledgeFixture onH2(Map<String, String> settings) {
        return new KnowledgeFixture(JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
                "sa", ""), Map.of("bytes", "blob", "long_text", "clob"), settings);
    }

    static KnowledgeFixture onH2() {
        return onH2(Map.of());
    }

    static KnowledgeFixture onPostgres(DataSource database) {
        return new KnowledgeFixture(database, Map.of("bytes", "bytea", "long_text", "text"), Map.of());
    }

    /** What another node with the same database, but a data folder of its own, would have. */
    Node node(Path data) {
        return node(data, properties());
    }

    Node node(Path data, KnowledgeProperties properties) {
        var index = new ArticleIndex(data, articles, analysis);
        var vectors = new VectorIndex(data, articles, new SentenceModels(properties, data));
        var knowledge = new KnowledgeBase(articles, index, vectors,
                new ArticleSearch(index, vectors, analysis, properties), analysis, new WordPressPosts(new ObjectMapper(), properties),
                new MarkdownFiles(properties), new MarkdownArticles(), properties, new JdbcTransactionManager(database),
                CLOCK, BASE_URL);
        return new Node(knowledge, index, vectors);
    }

    KnowledgeProperties properties() {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("aftercare.knowledge", KnowledgeProperties.class);
    }

    /** Changes the articles behind the back of the knowledge base and waits until the node has noticed. */
    void change(Node node, Runnable change) {
        change.run();
        articles.changed();
        node.index().refresh();
        node.vectors().await(120);
    }

    record Node(KnowledgeBase knowledge, ArticleIndex index, VectorIndex vectors) {

        void close() throws IOException {
            index.destroy();
            vectors.destroy();
        }
    }
}
