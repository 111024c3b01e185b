package io.aftercare.knowledge;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How many offers there were, and what became of them. */
@Repository
@Transactional(readOnly = true)
class OfferCounts {

    private final JdbcClient jdbc;

    OfferCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What became of the offers of a month in a language. @param month as 2026-05, in the vendor's time zone */
    record Month(String month, String language, long offers, long solved, long notSolved, long unknown) {
    }

    /** By month, the newest first, and language. @param since the first month, as 2026-05 */
    public List<Month> months(String since) {
        return jdbc
                .sql("""
                select in_month, language, count(*) as offers,
                       sum(case when outcome = 'SOLVED' then 1 else 0 end) as solved,
                       sum(case when outcome = 'NOT_SOLVED' then 1 else 0 end) as not_solved
                from article_offer where in_month >= :since group by in_month, language order by in_month desc,
                language""")
                .param("since", since)
                .query((row, index) -> new Month(row.getString("in_month"), row.getString("language"),
                        row.getLong("offers"),
                        row.getLong("solved"), row.getLong("not_solved"),
                        row.getLong("offers") - row.getLong("solved") - row.getLong("not_solved")))
                .list();
    }

    /**
     * Of the articles there are of which anything is known. An article counts as the answer when it was the best of its
     * offer; of an offer that did not help, none did.
     *
     * @param only id of the one article asked for; null for all
     */
    public List<ArticleRecords.Tally> tallies(String only) {
        return jdbc.sql("""
                select a.id, a.title, a.language, coalesce(o.offers, 0) as offers, coalesce(o.solved, 0) as solved,
                       coalesce(o.not_solved, 0) as not_solved, coalesce(v.up, 0) as up, coalesce(v.down, 0) as down,
                       coalesce(w.wordings, 0) as wordings
                from article a
                left join (select x.article_id, count(*) as offers,
                                  sum(case when y.outcome = 'SOLVED' and x.place = 1 then 1 else 0 end) as solved,
                                  sum(case when y.outcome = 'NOT_SOLVED' then 1 else 0 end) as not_solved
                           from article_offer_article x
                           join article_offer y on y.id = x.offer_id group by x.article_id) o
                       on o.article_id = a.id
                left join (select article_id, sum(case when helped then 1 else 0 end) as up,
                                  sum(case when helped then 0 else 1 end) as down
                           from article_vote group by article_id) v on v.article_id = a.id
                left join (select article_id, count(*) as wordings from learned_query where removed_at is null
                           group by article_id) w on w.article_id = a.id
                where a.id = :only or cast(:only as varchar) is null
                      and (o.offers is not null or v.up is not null or w.wordings is not null)""")
                .param("only", only).query((row, index) -> new ArticleRecords.Tally(row.getString("id"),
                        row.getString("title"), row.getString("language"), row.getLong("offers"), row.getLong("solved"),
                        row.getLong("not_solved"), row.getLong("up"), row.getLong("down"), row.getLong("wordings")))
                .list();
    }
}
