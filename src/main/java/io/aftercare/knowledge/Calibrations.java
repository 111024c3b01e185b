package io.aftercare.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The versions of the confidence, for all nodes, and which of them is in force. */
@Repository
@Transactional
class Calibrations {

    /** Longer than any refit takes. */
    private static final Duration CLAIM = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient jdbc;
    private final Clock clock;

    Calibrations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Questions of one language, searched in one way. */
    record SearchMode(String language, String model) {
    }

    /**
     * How well a version and what was in force before it foretold outcomes that it was not made from; less is better.
     *
     * @param outcomes that it was made from
     * @param heldOut  that it was judged by
     */
    record Figures(int outcomes, int heldOut, double logLoss, double logLossBefore, double brier, double brierBefore) {
    }

    /** A version, as managers see it. */
    record Version(long id, String language, String model, Instant madeAt, Figures figures, boolean better,
            boolean active) {
    }

    /** @param by a manager; null when the refit chose; @param version null for the one the application comes with */
    record Choice(SearchMode mode, Long version, String by) {
    }

    public long add(SearchMode mode, Calibration calibration, Figures figures, boolean better) {
        var key = new GeneratedKeyHolder();
        try {
            jdbc.sql("""
                    insert into article_calibration (language, model, made_at, outcomes, held_out, log_loss,
                           log_loss_before, brier, brier_before, better, content)
                    values (:language, :model, :now, :outcomes, :heldOut, :logLoss, :logLossBefore, :brier,
                            :brierBefore, :better, :content)""")
                    .param("language", mode.language()).param("model", mode.model()).param("now", now())
                    .param("outcomes", figures.outcomes()).param("heldOut", figures.heldOut())
                    .param("logLoss", figures.logLoss()).param("logLossBefore", figures.logLossBefore())
                    .param("brier", figures.brier()).param("brierBefore", figures.brierBefore()).param("better", better)
                    .param("content", JSON.writeValueAsString(calibration)).update(key, "id");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
        return key.getKey().longValue();
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public List<Version> all() {
        return jdbc.sql("""
                select v.*, case when c.calibration_id = v.id then 1 else 0 end as in_force from article_calibration v
                left join article_calibration_choice c on c.language = v.language and c.model = v.model
                order by v.id desc limit 500""").query(Calibrations::version).list();
    }

    /** The newest of a way, whether it was worth keeping or not. */
    @Transactional(readOnly = true)
    public Optional<Version> newest(SearchMode mode) {
        return jdbc.sql(
                "select v.*, 0 as in_force from article_calibration v where language = :language and model = :model "
                        + "order by id desc limit 1")
                .param("language", mode.language()).param("model", mode.model())
                .query(Calibrations::version).optional();
    }

    @Transactional(readOnly = true)
    public Optional<Choice> choice(SearchMode mode) {
        return jdbc.sql("select * from article_calibration_choice where language = :language and model = :model")
                .param("language", mode.language()).param("model", mode.model()).query(Calibrations::choice).optional();
    }

    @Transactional(readOnly = true)
    public List<Choice> choices() {
        return jdbc.sql("select * from article_calibration_choice order by language, model").query(Calibrations::choice)
                .list();
    }

    /** Puts a version in force. */
    public void choose(Choice choice) {
        for (String sql : new String[] {"""
                update article_calibration_choice set calibration_id = :version, chosen_by = :by, chosen_at = :now
                where language = :language and model = :model""", """
                insert into article_calibration_choice (language, model, calibration_id, chosen_by, chosen_at)
                values (:language, :model, :version, :by, :now)"""}) {
            if (jdbc.sql(sql).param("version", choice.version()).param("by", choice.by()).param("now", now())
                    .param("language", choice.mode().language()).param("model", choice.mode().model()).update() > 0) {
                return;
            }
        }
    }

    /**
     * Puts a version in force, unless a manager has chosen one, also at this very moment.
     *
     * @return whether it is in force now
     */
    public boolean takeEffect(SearchMode mode, long version) {
        if (choice(mode).isEmpty()) {
            choose(new Choice(mode, version, null));
            return true;
        }
        return jdbc.sql("""
                update article_calibration_choice set calibration_id = :version, chosen_at = :now
                where language = :language and model = :model and chosen_by is null""")
                .param("version", version).param("now", now()).param("language", mode.language())
                .param("model", mode.model())
                .update() > 0;
    }

    /** Of each way that has one other than the one the application comes with. */
    @Transactional(readOnly = true)
    public Map<SearchMode, Calibration> active() {
        var found = new HashMap<SearchMode, Calibration>();
        jdbc.sql("""
                select v.language, v.model, v.content from article_calibration v
                join article_calibration_choice c on c.calibration_id = v.id""").query(row -> {
            try {
                found.put(new SearchMode(row.getString("language"), row.getString("model")),
                        JSON.readValue(row.getString("content"), Calibration.class));
            } catch (JsonProcessingException other) {
                throw new IllegalStateException(
                        "A version of the confidence in the database is unreadable. Choose another "
                                + "one, or the one the application comes with, by PUT /api/articles/calibrations.",
                        other);
            }
        });
        return found;
    }

    /** Another after every choice. */
    @Transactional(readOnly = true)
    public String revision() {
        return jdbc.sql("select count(*), max(chosen_at), sum(calibration_id) from article_calibration_choice")
                .query((row, index) -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3)).single();
    }

    /** Claims the refitting; false when another node has it. */
    public boolean claim(String holder) {
        return jdbc.sql("""
                update article_calibration_claim set holder = :holder, held_until = :until
                where id = 1 and (holder is null or held_until < :now)""").param("holder", holder)
                .param("until", now().plus(CLAIM)).param("now", now()).update() == 1;
    }

    public void release(String holder) {
        jdbc.sql(
                "update article_calibration_claim set holder = null, held_until = null where id = 1 and holder = "
                        + ":holder")
                .param("holder", holder).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Version version(ResultSet row, int index) throws SQLException {
        return new Version(row.getLong("id"), row.getString("language"), row.getString("model"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(), new Figures(row.getInt("outcomes"),
                        row.getInt("held_out"), row.getDouble("log_loss"), row.getDouble("log_loss_before"),
                        row.getDouble("brier"),
                        row.getDouble("brier_before")),
                row.getBoolean("better"), row.getInt("in_force") == 1);
    }

    private static Choice choice(ResultSet row, int index) throws SQLException {
        long version = row.getLong("calibration_id");
        Long chosen = row.wasNull() ? null : version;
        return new Choice(new SearchMode(row.getString("language"), row.getString("model")), chosen,
                row.getString("chosen_by"));
    }
}
