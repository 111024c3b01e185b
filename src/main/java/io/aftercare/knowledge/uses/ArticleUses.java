package io.aftercare.knowledge.uses;

import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.KnowledgeBase;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Each time that an agent's answer led to an article; changes take part in the caller's transaction. */
@Repository
@Transactional
public class ArticleUses {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}]+");
    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
    /** So many words in a row are the article's, and no phrase that anybody may use. */
    private static final int QUOTED = 8;

    private final JdbcClient jdbc;
    private final KnowledgeBase knowledge;
    private final Clock clock;

    ArticleUses(JdbcClient jdbc, KnowledgeBase knowledge, Clock clock) {
        this.jdbc = jdbc;
        this.knowledge = knowledge;
        this.clock = clock;
    }

    /**
     * One use.
     *
     * @param request  its number without prefix
     * @param user     engine user id of who answered
     * @param inserted whether the answer has words of the article, and not only the link
     */
    public record Use(long request, String user, Instant usedAt, boolean inserted) {
    }

    /** How many answers led to an article: with its link alone, or with words of it too. */
    public record Count(long linked, long inserted) {
    }

    /**
     * Records each article that an answer has the address of, once an answer, when the answer is sent.
     *
     * @param request its number without prefix
     * @param user    engine user id of who wrote it
     * @param answer  as the agent wrote it
     */
    public void record(long request, String user, String answer) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        String said = words(ADDRESS.matcher(answer).replaceAll(" "));
        for (Article article : knowledge.linkedIn(answer)) {
            // An article that is removed at this very moment must not hold the answer up.
            jdbc.sql("""
                    insert into article_use (article_id, request_id, user_id, used_at, inserted)
                    select id, :request, cast(:user as varchar(64)), :now, :inserted from article
                    where id = :article""").param("article", article.id()).param("request", request)
                    .param("user", user).param("now", now).param("inserted", quotes(said, words(article.text())))
                    .update();
        }
    }

    @Transactional(readOnly = true)
    public Count count(String article) {
        return jdbc.sql("select count(*) as uses, coalesce(sum(case when inserted then 1 else 0 end), 0) as inserted "
                + "from article_use where article_id = :article").param("article", article)
                .query((row, index) -> new Count(row.getLong("uses") - row.getLong("inserted"),
                        row.getLong("inserted")))
                .single();
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public List<Use> of(String article, int most) {
        return jdbc.sql("select request_id, user_id, used_at, inserted from article_use where article_id = :article "
                + "order by used_at desc fetch first :most rows only").param("article", article).param("most", most)
                .query((row, index) -> new Use(row.getLong("request_id"), row.getString("user_id"),
                        row.getObject("used_at", OffsetDateTime.class).toInstant(), row.getBoolean("inserted")))
                .list();
    }

    /** Whether some words in a row are in both; of a shorter article all of it. */
    static boolean quotes(String said, String article) {
        String[] own = article.strip().split(" ");
        int run = Math.min(QUOTED, own.length);
        String[] words = said.strip().split(" ");
        for (int first = 0; first + run <= words.length; first++) {
            String part = " " + String.join(" ", List.of(words).subList(first, first + run)) + " ";
            if (!part.isBlank() && article.contains(part)) {
                return true;
            }
        }
        return false;
    }

    /** In lower case and between blanks. */
    static String words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group)
                .reduce(new StringBuilder(" "), (all, word) -> all.append(word.toLowerCase(Locale.ROOT)).append(' '),
                        (one, other) -> one.append(other))
                .toString();
    }
}
