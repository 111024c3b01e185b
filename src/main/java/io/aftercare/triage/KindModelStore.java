package io.aftercare.triage;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The fitted models of all nodes, with their figures; which is in force; and which node fits now. */
@Repository
@Transactional
class KindModelStore {

    /** Longer than any fit; afterwards a killed node's claim counts no more. */
    private static final Duration CLAIM = Duration.ofMinutes(15);
    private static final int MOST_LISTED = 100;
    private static final String FACTS = """
            select version, language, made_at, kept, active, learned, articles, last_example, held_out, accuracy,
                   log_loss, champion, champion_accuracy, champion_log_loss, sentence_model from triage_model\s""";

    private final JdbcClient jdbc;
    private final Clock clock;

    KindModelStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A version as managers see it. */
    record Version(long version, String language, Instant madeAt,
            @Schema(description = "False when it was no better than the one in force; it cannot be used") boolean kept,
            boolean inForce,
            @Schema(description = "Requests triaged by people that it learned from") int learned,
            @Schema(description = "Articles it learned from") int articles,
            @Schema(hidden = true) long lastExample,
            @Schema(description = "Requests it was judged on; it had not seen any of them") int judged,
            @Schema(description = "Share of them whose kind was right") double accuracy,
            @Schema(description = "Mean negative logarithm of the probability of the right kind; "
                    + "lower is better") double logLoss,
            @Schema(description = "Version it was compared with; null for the shipped one") Long comparedWith,
            double accuracyOfThat, double logLossOfThat,
            @Schema(description = "Sentence model it uses; null when it goes by words alone") String sentenceModel) {
    }

    /**
     * The weights of a version.
     *
     * @param embedding null when it goes by words alone
     */
    record Weights(TextClassifier words, TextClassifier embedding, String sentenceModel) {
    }

    @Transactional(readOnly = true)
    public List<Version> all() {
        return jdbc.sql(FACTS + "order by version desc limit :most").param("most", MOST_LISTED)
                .query(KindModelStore::read).list();
    }

    /** Empty when the shipped one is. */
    @Transactional(readOnly = true)
    public Optional<Version> active(String language) {
        return jdbc.sql(FACTS + "where language = :language and active = true").param("language", language)
                .query(KindModelStore::read).optional();
    }

    /** Its number alone; 0 when the shipped one is in force. */
    @Transactional(readOnly = true)
    public long activeVersion(String language) {
        return jdbc
                .sql("select coalesce(max(version), 0) from triage_model where language = :language and active = true")
                .param("language", language).query(Long.class).single();
    }

    /** @throws NoSuchElementException when it is not there or has no weights */
    @Transactional(readOnly = true)
    public Weights weights(long version) {
        return jdbc.sql(
                "select word_weights, embedding_weights, sentence_model from triage_model where version = :version")
                .param("version", version).query((row, index) -> {
                    byte[] words = row.getBytes("word_weights");
                    byte[] embedding = row.getBytes("embedding_weights");
                    return words == null ? null
                            : new Weights(TextClassifier.fromBytes(words),
                                    embedding == null ? null : TextClassifier.fromBytes(embedding),
                                    row.getString("sentence_model"));
                }).optional()
                .orElseThrow(() -> new NoSuchElementException("There is no model " + version + " to use."));
    }

    /**
     * Keeps what a fit brought, and puts it into force unless a manager has gone back to an older model.
     *
     * @param version its number, {@code madeAt} and {@code inForce} are not looked at
     * @param weights null when it is not kept
     */
    public void add(Version version, Weights weights) {
        lock(version.language());
        boolean automatic = jdbc
                .sql("""
                select count(*) from triage_model where language = :language and kept = true and active = false
                and version > (select coalesce(max(version), 0) from triage_model where language = :language
                and active = true)""")
                .param("language", version.language()).query(Integer.class).single() == 0;
        boolean use = version.kept() && automatic;
        if (use) {
            jdbc.sql("update triage_model set active = false where language = :language")
                    .param("language", version.language())
                    .update();
        }
        jdbc.sql("""
                insert into triage_model (language, made_at, kept, active, learned, articles, last_example,
                       held_out, accuracy,
                       log_loss, champion, champion_accuracy, champion_log_loss, sentence_model, word_weights,
                       embedding_weights)
                values (:language, :at, :kept, :use, :learned, :articles, :last, :heldOut, :accuracy, :loss, :champion,
                       :championAccuracy, :championLoss, :model, :words, :meaning)""")
                .param("language", version.language()).param("at", utc(clock.instant())).param("kept", version.kept())
                .param("use", use).param("learned", version.learned()).param("articles", version.articles())
                .param("last", version.lastExample()).param("heldOut", version.judged())
                .param("accuracy", version.accuracy()).param("loss", version.logLoss())
                .param("champion", version.comparedWith(), Types.BIGINT)
                .param("championAccuracy", version.accuracyOfThat())
                .param("championLoss", version.logLossOfThat())
                .param("model", weights == null ? null : weights.sentenceModel(), Types.VARCHAR)
                .param("words", weights == null ? null : weights.words().toBytes(), Types.VARBINARY)
                .param("meaning", weights == null || weights.embedding() == null ? null : weights.embedding().toBytes(),
                        Types.VARBINARY)
                .update();
    }

    /**
     * Puts a version into force on all nodes.
     *
     * @throws NoSuchElementException   when there is none
     * @throws IllegalArgumentException when it was not kept
     */
    public Version use(long version) {
        Version wanted =
                jdbc.sql(FACTS + "where version = :version").param("version", version).query(KindModelStore::read)
                        .optional().orElseThrow(() -> new NoSuchElementException(
                                "There is no model " + version + ". Those there are stand in GET /api/triage/models."));
        if (!wanted.kept()) {
            throw new IllegalArgumentException(
                    "Model " + version + " was not kept, since it was no better than the one in "
                            + "force. Choose one with \"kept\": true.");
        }
        useShipped(wanted.language());
        jdbc.sql("update triage_model set active = true where version = :version").param("version", version).update();
        return active(wanted.language()).orElseThrow();
    }

    /** Puts the model of the shipped examples into force on all nodes. */
    public void useShipped(String language) {
        lock(language);
        jdbc.sql("update triage_model set active = false where language = :language").param("language", language)
                .update();
    }

    /**
     * Gives up the models that learned from an example that is to be forgotten; where one of them is in force the
     * newest without it takes over, at last the shipped one, until another is fitted.
     */
    public void forget(Examples.Learned example) {
        lock(example.language());
        long active = activeVersion(example.language());
        jdbc.sql("""
                update triage_model set kept = false, active = false, word_weights = null, embedding_weights = null
                where language = :language and kept = true and last_example >= :example and learned > 0""")
                .param("language", example.language()).param("example", example.id()).update();
        if (active != 0 && activeVersion(example.language()) == 0) {
            jdbc.sql("update triage_model set active = true where version = (select max(version) from triage_model "
                    + "where language = :language and kept = true and version < :active)")
                    .param("language", example.language()).param("active", active).update();
        }
    }

    /** Who puts a model into force waits for who is just doing so: two must never be in force. */
    private void lock(String language) {
        jdbc.sql("select language from triage_refit where language = :language for update").param("language", language)
                .query(String.class).single();
    }

    /** Whether a node has fitted these examples already. */
    @Transactional(readOnly = true)
    public boolean considered(String language, String examples) {
        return jdbc.sql("select count(*) from triage_refit where language = :language and considered = :examples")
                .param("language", language).param("examples", examples).query(Integer.class).single() > 0;
    }

    /** Claims the fitting of a language; false when these examples were considered, or another node has it. */
    public boolean claim(String language, String holder, String examples) {
        Instant now = clock.instant();
        return jdbc.sql("""
                update triage_refit set holder = :holder, held_until = :until where language = :language
                and (considered is null or considered <> :examples) and (holder is null or held_until < :now)""")
                .param("holder", holder).param("until", utc(now.plus(CLAIM))).param("now", utc(now))
                .param("language", language).param("examples", examples).update() == 1;
    }

    /**
     * Ends a claim, and remembers what was considered, null for nothing; false when another node has taken it since.
     */
    public boolean release(String language, String holder, String examples) {
        return jdbc.sql("""
                update triage_refit set holder = null, held_until = null, considered = coalesce(:examples, considered)
                where language = :language and holder = :holder""").param("examples", examples, Types.VARCHAR)
                .param("language", language).param("holder", holder).update() == 1;
    }

    private static Version read(ResultSet row, int index) throws SQLException {
        return new Version(row.getLong("version"), row.getString("language"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(), row.getBoolean("kept"),
                row.getBoolean("active"),
                row.getInt("learned"), row.getInt("articles"), row.getLong("last_example"), row.getInt("held_out"),
                row.getDouble("accuracy"), row.getDouble("log_loss"), row.getObject("champion", Long.class),
                row.getDouble("champion_accuracy"), row.getDouble("champion_log_loss"),
                row.getString("sentence_model"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
