package io.aftercare.knowledge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The articles as the database keeps them, from which every index is made. */
@Repository
class Articles {

    private static final String COLUMNS =
            "id, source, title, language, section, url, text_body, html_body, modified_at";
    // Databases bound the parameters of a statement.
    private static final int IDS_AT_ONCE = 500;

    private final JdbcClient jdbc;

    Articles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Known articles by id; unknown ids are left out. */
    Map<String, Article> byId(Collection<String> ids) {
        var wanted = List.copyOf(ids);
        var found = new HashMap<String, Article>();
        for (int from = 0; from < wanted.size(); from += IDS_AT_ONCE) {
            jdbc.sql("select " + COLUMNS + " from article where id in (:ids)")
                    .param("ids", wanted.subList(from, Math.min(wanted.size(), from + IDS_AT_ONCE)))
                    .query(Articles::read).list().forEach(article -> found.put(article.id(), article));
        }
        return found;
    }

    /** By the end of its id or of its web address; the first by id when several end so. */
    Optional<Article> named(String slug, String language) {
        return jdbc.sql("select " + COLUMNS + " from article where language = :language and (id like :byId "
                + "or id like :byIdWithLanguage or url like :byUrl or url like :byUrlOfFolder) order by id limit 1")
                .param("language", language).param("byId", "%:" + slug)
                .param("byIdWithLanguage", "%:" + language + "-" + slug)
                .param("byUrl", "%/" + slug).param("byUrlOfFolder", "%/" + slug + "/")
                .query(Articles::read).optional();
    }

    /** By their web address. */
    List<Article> at(Collection<String> urls) {
        return jdbc.sql("select " + COLUMNS + " from article where url in (:urls) order by id").param("urls", urls)
                .query(Articles::read).list();
    }

    /** By language and title; language null means all. */
    List<Article> all(String language) {
        return jdbc.sql("select " + COLUMNS + " from article "
                + "where (cast(:language as varchar) is null or language = :language) order by language, title, id")
                .param("language", language).query(Articles::read).list();
    }

    /** The titles of the articles that stand in a section, with it; by id, so many at most. */
    Map<String, Section> sections(String language, int most) {
        var sections = new LinkedHashMap<String, Section>();
        jdbc.sql(
                "select title, section from article where language = :language and section is not null order by id "
                        + "limit :most")
                .param("language", language).param("most", most).query(row -> {
                    sections.put(row.getString("title"), Section.valueOf(row.getString("section")));
                });
        return sections;
    }

    List<String> idsOf(String source) {
        return jdbc.sql("select id from article where source = :source order by id").param("source", source)
                .query(String.class).list();
    }

    int count(String source) {
        return jdbc.sql("select count(*) from article where source = :source").param("source", source)
                .query(Integer.class).single();
    }

    /** When each article of a source changed, by id. */
    Map<String, Instant> changes(String source) {
        var changes = new HashMap<String, Instant>();
        jdbc.sql("select id, modified_at from article where source = :source").param("source", source).query(row -> {
            changes.put(row.getString("id"), row.getObject("modified_at", OffsetDateTime.class).toInstant());
        });
        return changes;
    }

    /** As {@link ArticleStore#copies}. */
    Map<String, String> copies(List<Article> published, Set<String> sources) {
        var copies = new HashMap<String, String>();
        Map<String, Article> byUrl = published.stream().filter(article -> article.url() != null)
                .collect(Collectors.toMap(Article::url, article -> article, (one, other) -> one));
        var urls = List.copyOf(byUrl.keySet());
        for (int from = 0; from < urls.size(); from += IDS_AT_ONCE) {
            jdbc.sql("select id, url, language from article where url in (:urls) and source not in (:sources)")
                    .param("urls", urls.subList(from, Math.min(urls.size(), from + IDS_AT_ONCE)))
                    .param("sources", sources)
                    .query(row -> {
                        Article article = byUrl.get(row.getString("url"));
                        if (article.language().equals(row.getString("language"))) {
                            copies.put(row.getString("id"), article.id());
                        }
                    });
        }
        return copies;
    }

    void insert(Article article) {
        write("""
                insert into article (id, source, title, language, section, url, text_body, html_body, modified_at)
                values (:id, :source, :title, :language, :section, :url, :text, :html, :modified)""", article);
    }

    void update(Article article) {
        write("""
                update article set source = :source, title = :title, language = :language, section = :section,
                       url = :url,
                       text_body = :text, html_body = :html, modified_at = :modified where id = :id""", article);
    }

    void delete(String id) {
        jdbc.sql("delete from article where id = :id").param("id", id).update();
    }

    /**
     * The keys of the groups of translations that these articles are in, by id; those that are in none are left out.
     */
    Map<String, String> translationGroups(Collection<String> ids) {
        var wanted = List.copyOf(ids);
        var groups = new HashMap<String, String>();
        for (int from = 0; from < wanted.size(); from += IDS_AT_ONCE) {
            jdbc.sql("select article_id, group_key from article_translation where article_id in (:ids)")
                    .param("ids", wanted.subList(from, Math.min(wanted.size(), from + IDS_AT_ONCE)))
                    .query(row -> {
                        groups.put(row.getString("article_id"), row.getString("group_key"));
                    });
        }
        return groups;
    }

    /** @param group null when it is a translation of none */
    void translationGroup(String id, String group) {
        jdbc.sql("delete from article_translation where article_id = :id").param("id", id).update();
        if (group != null) {
            jdbc.sql("insert into article_translation (article_id, group_key) values (:id, :group)")
                    .param("id", id).param("group", group).update();
        }
    }

    /** The articles that say the same in other languages as one does, by language. */
    List<Article> translations(String id) {
        return jdbc.sql("select " + COLUMNS + " from article where id <> :id and id in (select other.article_id "
                + "from article_translation one join article_translation other on other.group_key = one.group_key "
                + "where one.article_id = :id) order by language, id").param("id", id).query(Articles::read).list();
    }

    /** Which state of the articles this is: another after every change, in no order. */
    String revision() {
        return jdbc.sql("select revision from article_revision where id = 1").query(String.class).single();
    }

    /** Customers' own words by the id of the article that answers them; see {@link LearnedQueries}. */
    Map<String, List<String>> learnedQueries() {
        var learnedQueries = new HashMap<String, List<String>>();
        jdbc.sql("select article_id, text_body from learned_query where removed_at is null order by id").query(row -> {
            learnedQueries.computeIfAbsent(row.getString(1), id -> new ArrayList<>()).add(row.getString(2));
        });
        return learnedQueries;
    }

    /** Customers' own words that a translation of an article answers, by the article's id. */
    Map<String, List<String>> learnedByTranslations() {
        var learnedQueries = new HashMap<String, List<String>>();
        jdbc.sql("select other.article_id, learned.text_body from learned_query learned "
                + "join article_translation one on one.article_id = learned.article_id "
                + "join article_translation other on other.group_key = one.group_key "
                + "and other.article_id <> one.article_id where learned.removed_at is null order by learned.id")
                .query(row -> {
                    learnedQueries.computeIfAbsent(row.getString(1), id -> new ArrayList<>()).add(row.getString(2));
                });
        return learnedQueries;
    }

    /** Another after every change of the wordings. */
    String learnedQueriesRevision() {
        return jdbc.sql("select count(*), max(id), sum(id) from learned_query where removed_at is null")
                .query((row, index) -> row.getLong(1) + " " + row.getLong(2) + " " + row.getLong(3)).single();
    }

    /** Lets no other import begin until the transaction ends. */
    void lock() {
        jdbc.sql("select revision from article_revision where id = 1 for update").query(String.class).single();
    }

    void changed() {
        jdbc.sql("update article_revision set revision = :revision where id = 1")
                .param("revision", UUID.randomUUID().toString()).update();
    }

    private void write(String sql, Article article) {
        jdbc.sql(sql).param("id", article.id()).param("source", article.source()).param("title", article.title())
                .param("language", article.language())
                .param("section", article.section() == null ? null : article.section().name())
                .param("url", article.url()).param("text", article.text()).param("html", article.html())
                .param("modified", article.modifiedAt().atOffset(ZoneOffset.UTC)).update();
    }

    private static Article read(ResultSet row, int index) throws SQLException {
        String section = row.getString("section");
        return new Article(row.getString("id"), row.getString("source"), row.getString("title"),
                row.getString("language"), section == null ? null : Section.valueOf(section), row.getString("url"),
                row.getString("text_body"), row.getString("html_body"),
                row.getObject("modified_at", OffsetDateTime.class).toInstant());
    }
}
