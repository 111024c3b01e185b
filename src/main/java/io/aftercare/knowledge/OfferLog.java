package io.aftercare.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Every offer of articles without a person, and what became of it; changes take part in the caller's transaction. */
@Repository
@Transactional
class OfferLog {

    /** A form that nobody went on with says nothing about its question. */
    private static final Duration FORGOTTEN_FORM = Duration.ofDays(2);
    private static final int MOST_REMEMBERED = 5000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Double>> FEATURES = new TypeReference<>() {
    };

    /** What became of an offer. */
    enum Outcome {
        /** Nobody said anything. */
        UNKNOWN,
        /** The customer said that it answered. */
        SOLVED,
        /** The customer needed help still. */
        NOT_SOLVED
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    OfferLog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * An offer as it is made.
     *
     * @param request  null before there is one
     * @param form     hash of the token of the form; null for a mail
     * @param question without personal data
     */
    record Offer(Long request, String form, String language, String question, List<Offered> articles) {
    }

    /** @param features null when the article was not found by a search */
    record Offered(String article, double score, ConfidenceFeatures features) {
    }

    /** @param article the best one */
    record Settled(String article, String question) {
    }

    /** Articles offered for a question before. @param helped whether it was the answer */
    record Remembered(long offer, String article, String language, String question, boolean helped) {
    }

    /** An offer with a known end. @param heldOut whether it judges versions, and hence none is made from it */
    record LabelledOffer(boolean heldOut, Calibration.Example example) {
    }

    public void add(Offer offer) {
        if (offer.form() != null) {
            // The form was changed and looked up again: only what was shown last can have helped.
            jdbc.sql("delete from article_offer where form = :form and outcome = 'UNKNOWN'").param("form", offer.form())
                    .update();
            if (jdbc.sql("select count(*) from article_offer where form = :form").param("form", offer.form())
                    .query(Long.class).single() > 0) {
                return;
            }
        }
        var key = new GeneratedKeyHolder();
        String model = offer.articles().stream().filter(each -> each.features() != null)
                .map(each -> each.features().model()).findFirst().orElse(ConfidenceFeatures.WORDS);
        jdbc.sql("""
                insert into article_offer (request_id, form, offered_at, in_month, language, model, outcome)
                values (:request, :form, :now, :month, :language, :model, 'UNKNOWN')""")
                .param("request", offer.request()).param("form", offer.form()).param("now", now())
                .param("month", YearMonth.now(clock).toString()).param("language", offer.language())
                .param("model", model)
                .update(key, "id");
        long id = key.getKey().longValue();
        int place = 0;
        for (Offered each : offer.articles()) {
            jdbc.sql("""
                    insert into article_offer_article (offer_id, place, article_id, score, features)
                    values (:offer, :place, :article, :score, :features)""")
                    .param("offer", id).param("place", ++place).param("article", each.article())
                    .param("score", each.score()).param("features", json(each.features())).update();
        }
        jdbc.sql(
                "insert into article_offer_question (offer_id, request_id, text_body) values (:offer, :request, :text)")
                .param("offer", id).param("request", offer.request()).param("text", offer.question()).update();
    }

    /**
     * The customer of a request says that the articles answered. Empty when none were offered, or all settled before.
     */
    public Optional<Settled> solved(long request) {
        Optional<Long> offer =
                jdbc.sql("select max(id) from article_offer where request_id = :request and outcome = 'UNKNOWN'")
                        .param("request", request).query((row, index) -> row.getObject(1, Long.class)).list().stream()
                        .filter(id -> id != null).findFirst();
        return offer.flatMap(id -> {
            end("id = :key", id, Outcome.SOLVED);
            return jdbc
                    .sql("""
                    select a.article_id, q.text_body from article_offer_article a
                    join article_offer_question q on q.offer_id = a.offer_id where a.offer_id = :offer
                    and a.place = 1""")
                    .param("offer", id).query((row, index) -> new Settled(row.getString(1), row.getString(2)))
                    .optional();
        });
    }

    /** All that were offered on a request. */
    @Transactional(readOnly = true)
    public Set<String> articles(long request) {
        return jdbc.sql("select a.article_id from article_offer_article a join article_offer o on o.id = a.offer_id "
                + "where o.request_id = :request").param("request", request).query(String.class).set();
    }

    /** The customer of a request needs help still, also when said otherwise before. */
    public void notSolved(long request) {
        end("request_id = :key", request, Outcome.NOT_SOLVED);
    }

    /** Drops the offers on a request. */
    public void forget(long request) {
        jdbc.sql("delete from article_offer where request_id = :request").param("request", request).update();
    }

    /** What became of the articles shown with a form. @param request what the form has become; null when nothing */
    public void endForm(String form, Outcome outcome, Long request) {
        end("form = :key and outcome = 'UNKNOWN'", form, outcome);
        if (request != null) {
            jdbc.sql("update article_offer_question set request_id = :request where offer_id in "
                    + "(select id from article_offer where form = :form)").param("request", request).param("form", form)
                    .update();
            jdbc.sql("update article_offer set request_id = :request where form = :form")
                    .param("request", request).param("form", form).update();
        }
    }

    /** Those of which it is known what became of them, newest first. */
    @Transactional(readOnly = true)
    public List<Remembered> remembered() {
        return jdbc.sql("""
                select o.id, a.article_id, o.language, q.text_body, o.outcome from article_offer o
                join article_offer_question q on q.offer_id = o.id
                join article_offer_article a on a.offer_id = o.id
                where o.outcome = 'NOT_SOLVED' or o.outcome = 'SOLVED' and a.place = 1
                order by o.decided_at desc, o.id desc limit :most""").param("most", MOST_REMEMBERED)
                .query((row, index) -> new Remembered(row.getLong("id"), row.getString("article_id"),
                        row.getString("language"),
                        row.getString("text_body"), Outcome.SOLVED.name().equals(row.getString("outcome"))))
                .list();
    }

    /** Another after every end of an offer, and after a question has been deleted. */
    @Transactional(readOnly = true)
    public String revision() {
        return jdbc.sql("select count(*), max(o.decided_at), sum(case when o.outcome = 'SOLVED' then o.id else 0 end), "
                + "count(q.offer_id) from article_offer o left join article_offer_question q on q.offer_id = o.id "
                + "where o.outcome in ('SOLVED', 'NOT_SOLVED')")
                .query((row, index) -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3) + " "
                        + row.getString(4))
                .single();
    }

    /** The ways of search with at least so many known ends. */
    @Transactional(readOnly = true)
    public List<Calibrations.SearchMode> withEnds(int least) {
        return jdbc.sql("""
                select language, model from article_offer where outcome in ('SOLVED', 'NOT_SOLVED')
                group by language, model having count(*) >= :least order by language, model""").param("least", least)
                .query((row, index) -> new Calibrations.SearchMode(row.getString(1), row.getString(2))).list();
    }

    /**
     * The best articles of the newest offers with a known end, newest first. Which of them judge versions is settled
     * once for all by their number, so that no version is ever judged by what it was made from.
     */
    @Transactional(readOnly = true)
    public List<LabelledOffer> ended(Calibrations.SearchMode mode, int most) {
        return jdbc.sql("""
                select o.id, o.outcome, a.features from article_offer o
                join article_offer_article a on a.offer_id = o.id and a.place = 1
                where o.language = :language and o.model = :model and o.outcome in ('SOLVED', 'NOT_SOLVED')
                order by o.id desc limit :most""")
                .param("language", mode.language()).param("model", mode.model()).param("most", most)
                .query((row, index) -> new LabelledOffer(row.getLong("id") % 4 == 0, new Calibration.Example(
                        features(row.getString("features")), Outcome.SOLVED.name().equals(row.getString("outcome")))))
                .list().stream().filter(ended -> !ended.example().features().isEmpty()).toList();
    }

    /** Known ends since a moment of offers that were made by a search. */
    @Transactional(readOnly = true)
    public int endedSince(Calibrations.SearchMode mode, Instant moment) {
        return jdbc.sql("""
                select count(*) from article_offer o
                join article_offer_article a on a.offer_id = o.id and a.place = 1 and a.features <> '{}'
                where o.language = :language and o.model = :model and o.outcome in ('SOLVED', 'NOT_SOLVED')
                and o.decided_at > :moment""")
                .param("language", mode.language()).param("model", mode.model())
                .param("moment", moment.atOffset(ZoneOffset.UTC)).query(Integer.class).single();
    }

    /** Drops the words of customers that are no longer needed. */
    public void forget(Duration questionsKept) {
        jdbc.sql(
                """
                delete from article_offer_question where offer_id in (select id from article_offer
                where offered_at < :oldest or outcome = 'UNKNOWN' and request_id is null
                and offered_at < :oldestForm)""")
                .param("oldest", now().minus(questionsKept)).param("oldestForm", now().minus(FORGOTTEN_FORM)).update();
        jdbc.sql("delete from article_vote where voted_at < :oldest").param("oldest", now().minus(questionsKept))
                .update();
    }

    private void end(String which, Object key, Outcome outcome) {
        jdbc.sql(
                "update article_offer set outcome = :outcome, decided_at = :now where outcome <> :outcome and " + which)
                .param("outcome", outcome.name()).param("now", now()).param("key", key).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String json(ConfidenceFeatures features) {
        try {
            return JSON.writeValueAsString(features == null ? Map.of() : features.values());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, Double> features(String json) {
        try {
            return JSON.readValue(json, FEATURES);
        } catch (JsonProcessingException other) {
            return Map.of();
        }
    }
}
