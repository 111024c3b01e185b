package io.aftercare.knowledge;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What readers said of articles without a name: believed little, and no more than some of them a day. */
@Repository
@Transactional
class ArticleVotes {

    private static final int MOST_REMEMBERED = 2000;

    private final JdbcClient jdbc;
    private final LearningProperties settings;
    private final Clock clock;

    ArticleVotes(JdbcClient jdbc, LearningProperties settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** Nothing happens for an unknown article, and beyond the votes of a day. */
    public void cast(String article, boolean helped, String question) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                insert into article_vote (article_id, voted_at, helped, language, question)
                select a.id, :now, :helped, a.language, :question from article a
                where a.id = :article and (select count(*) from article_vote v
                      where v.article_id = a.id and v.voted_at > :yesterday) < :most""")
                .param("now", now).param("helped", helped).param("article", article)
                .param("question", question == null || question.isBlank() ? null
                        : PersonalData.without(
                                CustomerQuestion.of(question, settings.longestWording()), List.of(),
                                settings.longestWording()))
                .param("yesterday", now.minusDays(1)).param("most", settings.votesPerDay()).update();
    }

    /** Of readers who had searched, newest first. */
    @Transactional(readOnly = true)
    public List<NegativeFeedback.Vote> onQuestions() {
        return jdbc.sql("select article_id, language, question, helped from article_vote where question is not null "
                + "order by id desc limit :most").param("most", MOST_REMEMBERED)
                .query((row, index) -> new NegativeFeedback.Vote(row.getString("article_id"), row.getString("language"),
                        row.getString("question"), row.getBoolean("helped")))
                .list();
    }

    /** Another after every vote. */
    @Transactional(readOnly = true)
    public String revision() {
        return jdbc.sql("select count(*), max(id) from article_vote")
                .query((row, index) -> row.getString(1) + " " + row.getString(2)).single();
    }
}
