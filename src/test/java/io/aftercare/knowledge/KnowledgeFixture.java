package io.aftercare.knowledge;

import io.aftercare.embedding.EmbeddingProperties;
import io.aftercare.embedding.SentenceModels;
import io.aftercare.knowledge.sources.ArticleImports;
import io.aftercare.knowledge.sources.ImportsFixture;
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
public final class KnowledgeFixture {

    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-04T08:00:00Z"), ZoneOffset.UTC);
    static final String BASE_URL = "https://help.aftercare.example/";

    final DataSource database;
    public final JdbcClient jdbc;
    final Articles articles;
    final Analysis analysis = new Analysis();
    public final Map<String, String> settings;

    private KnowledgeFixture(DataSource database, Map<String, String> largeTypes, Map<String, String> settings) {
        this.database = database;
        this.settings = settings;
        Flyway.configure().dataSource(database).placeholders(largeTypes).load().migrate();
        this.jdbc = JdbcClient.create(database);
        this.articles = new Articles(jdbc);
    }

    public static KnowledgeFixture onH2(Map<String, String> settings) {
        return new KnowledgeFixture(JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
                "sa", ""), Map.of("bytes", "blob", "long_text", "clob"), settings);
    }

    /** By words alone, for tests that need no more. */
    public static KnowledgeFixture onH2() {
        return onH2(Map.of("aftercare.meaning.enabled", "false"));
    }

    /** By meaning besides words. */
    public static KnowledgeFixture byEmbedding() {
        return onH2(Map.of());
    }

    public static KnowledgeFixture onPostgres(DataSource database) {
        return new KnowledgeFixture(database, Map.of("bytes", "bytea", "long_text", "text"),
                Map.of("aftercare.meaning.enabled", "false"));
    }

    /** What another node with the same database, but a data folder of its own, would have. */
    public Node node(Path data) {
        return node(data, properties());
    }

    Node node(Path data, SentenceModels models) {
        return node(data, properties(), models);
    }

    Node node(Path data, KnowledgeProperties properties) {
        return node(data, properties, new SentenceModels(embeddings(), data));
    }

    Node node(Path data, Analysis analysis) {
        return node(data, properties(), new SentenceModels(embeddings(), data), analysis);
    }

    private Node node(Path data, KnowledgeProperties properties, SentenceModels models) {
        return node(data, properties, models, analysis);
    }

    private Node node(Path data, KnowledgeProperties properties, SentenceModels models, Analysis analysis) {
        var index = new ArticleIndex(data, articles, analysis);
        var vectors = new VectorIndex(data, articles, models);
        var store = new ArticleStore(articles, index, vectors, new JdbcTransactionManager(database), CLOCK);
        var offers = new OfferLog(jdbc, CLOCK);
        var votes = new ArticleVotes(jdbc, learning(), CLOCK);
        var calibrations = new Calibrations(jdbc, CLOCK);
        var scoring = new OfferScoring(offers, votes, calibrations, analysis, properties, learning());
        scoring.refresh();
        var ownQuestions = new OwnQuestions(index, analysis);
        ownQuestions.refresh();
        var search = new ArticleSearch(index, vectors, analysis, ownQuestions, scoring);
        var knowledge = new KnowledgeBase(articles, search, analysis, models, properties, BASE_URL);
        var learnedQueries = new LearnedQueries(jdbc, analysis, learning(), CLOCK);
        var feedback = new Feedback(offers, learnedQueries, votes, knowledge, search, properties,
                new JdbcTransactionManager(database));
        return new Node(knowledge, search, analysis, index, vectors, ownQuestions, store,
                ImportsFixture.imports(store, settings),
                new Learning(
                        feedback, offers,
                        learnedQueries, calibrations, scoring,
                        new Refit(offers, calibrations, scoring, learning()),
                        new ArticleRecords(new OfferCounts(jdbc), search, learnedQueries, calibrations, scoring,
                                properties)));
    }

    private EmbeddingProperties embeddings() {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("aftercare.meaning", EmbeddingProperties.class);
    }

    KnowledgeProperties properties() {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("aftercare.knowledge", KnowledgeProperties.class);
    }

    LearningProperties learning() {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("aftercare.knowledge.learning", LearningProperties.class);
    }

    /** A row for a request, to which what is learned belongs. */
    long request() {
        jdbc.sql("""
                insert into request (channel, state, language, customer_address, subject, token, opened_at, changed_at)
                values ('MAIL', 'OPEN', 'en', 'ada@example.org', 'x', :token, current_timestamp, current_timestamp)""")
                .param("token", UUID.randomUUID().toString()).update();
        return jdbc.sql("select max(id) from request").query(Long.class).single();
    }

    /** Lets a node take notice of what was learned. */
    void refresh(Node node) {
        node.learning().scoring().refresh();
        node.index().refresh();
        node.ownQuestions().refresh();
        node.vectors().await(120);
    }

    /**
     * Changes the articles behind the back of the knowledge base and waits until the node has noticed; what it asks
     * itself it asks anew by {@link #refresh} only, as in the background.
     */
    void change(Node node, Runnable change) {
        change.run();
        articles.changed();
        node.index().refresh();
        node.vectors().await(120);
    }

    /** The web controller of search. */
    public static Object api(KnowledgeBase knowledge) {
        return new ArticleController(knowledge);
    }

    /** What a node learns by. */
    record Learning(Feedback feedback, OfferLog offers, LearnedQueries learnedQueries, Calibrations calibrations,
            OfferScoring scoring,
            Refit refit, ArticleRecords records) {
    }

    public record Node(KnowledgeBase knowledge, ArticleSearch search, Analysis analysis, ArticleIndex index,
            VectorIndex vectors, OwnQuestions ownQuestions,
            ArticleStore store,
            ArticleImports imports, Learning learning) {

        void close() throws IOException {
            index.destroy();
            vectors.destroy();
        }
    }
}
