package io.aftercare.knowledge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The customers' own words that an article answered, by which others who say it like that find it. They go with the
 * article and with the request they are from, since they are that customer's words.
 */
@Repository
@Transactional
class LearnedQueries {

    /** With fewer words it could be said of anything. */
    private static final int LEAST_TERMS = 3;
    /** So many of them must be about the question, and not what announced the names and numbers that were taken out. */
    private static final int LEAST_CONTENT_WORDS = 2;
    /** From here on two wordings say the same. */
    private static final double SIMILAR = 0.8;

    private final JdbcClient jdbc;
    private final Analysis analysis;
    private final LearningProperties settings;
    private final Clock clock;
    /** By language the words that announce names and numbers. */
    private final Map<String, Set<String>> boilerplates = new ConcurrentHashMap<>();

    LearnedQueries(JdbcClient jdbc, Analysis analysis, LearningProperties settings, Clock clock) {
        this.jdbc = jdbc;
        this.analysis = analysis;
        this.settings = settings;
        this.clock = clock;
    }

    /** A wording of an article. @param request its number without prefix */
    record LearnedQuery(long id, String article, long request, String text, Instant learnedAt) {
    }

    /** Of an article, newest first. */
    @Transactional(readOnly = true)
    public List<LearnedQuery> of(String article) {
        return jdbc
                .sql("select * from learned_query where article_id = :article and removed_at is null order by id desc")
                .param("article", article).query(LearnedQueries::read).list();
    }

    /**
     * Learns a wording, unless it says hardly anything, the article has a like one or has been withdrawn, or somebody
     * removed what this request taught.
     *
     * @param text without personal data
     */
    public void learn(String article, long request, String text) {
        Optional<String> language =
                jdbc.sql("select language from article where id = :article").param("article", article)
                        .query(String.class).optional();
        if (language.isEmpty() || jdbc.sql("select count(*) from learned_query where article_id = :article "
                + "and request_id = :request").param("article", article).param("request", request)
                .query(Long.class).single() > 0) {
            return;
        }
        String learnedQuery = text.length() <= settings.longestWording() ? text
                : ArticleText.storable(text.substring(0, settings.longestWording()));
        Set<String> terms = terms(language.get(), learnedQuery);
        List<LearnedQuery> known = of(article);
        if (terms.size() < LEAST_TERMS || contentWords(language.get(), terms) < LEAST_CONTENT_WORDS || known.stream()
                .anyMatch(each -> NegativeFeedback.jaccard(terms(language.get(), each.text()), terms) >= SIMILAR)) {
            return;
        }
        jdbc.sql("insert into learned_query (article_id, request_id, text_body, learned_at) "
                + "values (:article, :request, :text, :now)")
                .param("article", article).param("request", request).param("text", learnedQuery)
                .param("now", now()).update();
        if (known.size() >= settings.wordingsPerArticle()) {
            jdbc.sql("delete from learned_query where id = :id").param("id", leastMissed(language.get(), of(article)))
                    .update();
        }
    }

    /** What a request taught was wrong: its customer came back. */
    public void unlearn(long request) {
        jdbc.sql("delete from learned_query where request_id = :request and removed_at is null")
                .param("request", request)
                .update();
    }

    /**
     * Removes a wording for good; the same request does not bring it back.
     *
     * @return false when the article has no such wording
     */
    public boolean remove(String article, long learnedQuery, String by) {
        return jdbc.sql("""
                update learned_query set text_body = '', removed_at = :now, removed_by = :by
                where id = :id and article_id = :article and removed_at is null""")
                .param("now", now()).param("by", by).param("id", learnedQuery).param("article", article).update() == 1;
    }

    /** Of the two that are most alike, the older. */
    private long leastMissed(String language, List<LearnedQuery> newestFirst) {
        long older = newestFirst.get(newestFirst.size() - 1).id();
        double most = -1;
        List<Set<String>> terms = newestFirst.stream().map(each -> terms(language, each.text())).toList();
        for (int i = 0; i < terms.size(); i++) {
            for (int j = i + 1; j < terms.size(); j++) {
                double similarity = NegativeFeedback.jaccard(terms.get(i), terms.get(j));
                if (similarity > most) {
                    most = similarity;
                    older = newestFirst.get(j).id();
                }
            }
        }
        return older;
    }

    private long contentWords(String language, Set<String> terms) {
        Set<String> boilerplate = boilerplates.computeIfAbsent(language,
                known -> terms(known, String.join(" ", Analysis.lines("boilerplate-words-" + known))));
        return terms.stream().filter(term -> !boilerplate.contains(term)).count();
    }

    private Set<String> terms(String language, String text) {
        return new HashSet<>(analysis.terms(language, text));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static LearnedQuery read(ResultSet row, int index) throws SQLException {
        return new LearnedQuery(row.getLong("id"), row.getString("article_id"), row.getLong("request_id"),
                row.getString("text_body"), row.getObject("learned_at", OffsetDateTime.class).toInstant());
    }
}
