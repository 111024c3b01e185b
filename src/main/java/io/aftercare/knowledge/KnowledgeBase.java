package io.aftercare.knowledge;

import io.aftercare.meaning.SentenceModels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * The articles of the help: search, look up, import. Carries out rule 1 of the support policy, the knowledge base first.
 */
@Component
public class KnowledgeBase {

    /** The source of Markdown articles when no other name is given. */
    public static final String MARKDOWN = "markdown";

    private static final int MOST_HITS = 50;
    private static final int MOST_ANSWERS = 3;
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>()\"]+");

    private final Articles articles;
    private final ArticleSearch search;
    private final ArticleImport imports;
    private final KnowledgeProperties properties;
    private final Passages passages;
    private final String baseUrl;

    KnowledgeBase(Articles articles, ArticleSearch search, Analysis analysis, SentenceModels models, ArticleImport imports,
            KnowledgeProperties properties, @Value("${aftercare.base-url}") String baseUrl) {
        this.articles = articles;
        this.search = search;
        this.imports = imports;
        this.properties = properties;
        this.passages = new Passages(analysis, models);
        this.baseUrl = baseUrl.replaceAll("/+$", "");
    }

    /**
     * The articles nearest to a question, best first. Never fails because of what the question consists of.
     *
     * @param query    a few words or a whole mail, its subject on the first line; its beginning is looked at
     *                 ({@code aftercare.knowledge.longest-query}). Null or empty finds nothing
     * @param language ISO 639-1, also {@code fr-FR}; null means any. A language without articles finds nothing
     * @param limit    1 to 50; other values are taken as the nearest of these
     */
    public List<Hit> search(String query, String language, int limit) {
        return find(query, language, limit, false);
    }

    /** As {@link #search}, for a query whose last word may still be being typed: it may be the beginning of a word. */
    public List<Hit> suggestions(String query, String language, int limit) {
        return find(query, language, limit, true);
    }

    private List<Hit> find(String query, String language, int limit, boolean typing) {
        if (query == null || query.isBlank()) {
            return List.of();
        }
        Question question = Question.of(query, properties.longestQuery());
        List<ArticleSearch.Found> best = search.find(question, language, Math.max(1, Math.min(MOST_HITS, limit)), typing);
        Map<String, Article> found = articles.byId(best.stream().map(ArticleSearch.Found::id).toList());
        return best.stream().filter(hit -> found.containsKey(hit.id())).map(hit -> {
            Article article = found.get(hit.id());
            return new Hit(article, hit.score(), hit.offered(), () -> passages.byWords(article, question));
        }).toList();
    }

    /** The article of this id; empty when there is none, or it has been withdrawn. */
    public Optional<Article> article(String id) {
        return Optional.ofNullable(articles.byId(List.of(id)).get(id));
    }

    /**
     * The articles that answer a question with confidence, best first, three at most: in the asker's language, and only when
     * there is none in another one.
     *
     * @param query    as for {@link #search}
     * @param language of the question, ISO 639-1; null means that it is not known and any will do
     */
    public List<Hit> answers(String query, String language) {
        List<Hit> own = confident(query, language);
        return own.isEmpty() && language != null ? confident(query, null) : own;
    }

    private List<Hit> confident(String query, String language) {
        return search(query, language, MOST_ANSWERS).stream().filter(Hit::confident).toList();
    }

    /**
     * The passage of an article that is nearest to a question: by meaning where both have a sentence model in common, which
     * takes a moment, else by words. Whole sentences, lists and steps of the article, under their heading, a line each; at most
     * about 700 characters. Empty when the article has no text.
     *
     * @param language of the question, ISO 639-1; null when it is not known
     */
    public String passage(Article article, String query, String language) {
        Question question = Question.of(query, properties.longestQuery());
        return language == null ? passages.byWords(article, question) : passages.byMeaning(article, question, language);
    }

    /** The article in this language whose id or web address ends with a slug such as {@code antivirus-blocks-installation}. */
    public Optional<Article> named(String slug, String language) {
        return articles.named(slug, ImportedArticles.language(language));
    }

    /** In the order asked for; unknown ids are left out. */
    public List<Article> byId(Collection<String> ids) {
        Map<String, Article> found = articles.byId(new LinkedHashSet<>(ids));
        return ids.stream().distinct().map(found::get).filter(Objects::nonNull).toList();
    }

    /** By language and title; language null means all. */
    public List<Article> all(String language) {
        return articles.all(ImportedArticles.language(language));
    }

    /** The titles of articles that stand in a section, with it; at most so many, the same at each call. */
    public Map<String, Section> sections(String language, int most) {
        return articles.sections(ImportedArticles.language(language), most);
    }

    /** Where a customer can read the article: its original address, or else its page in the help centre. */
    public String linkTo(Article article) {
        return article.url() != null ? article.url() : baseUrl + "/articles/" + article.id();
    }

    /**
     * The articles that a text has links to, by their page in the help centre, whatever was searched for there, or by their
     * original address with or without a final slash.
     */
    List<Article> linkedIn(String text) {
        Set<String> links = LINK.matcher(text).results().map(link -> link.group().replaceFirst("[.,;:!?]+$", ""))
                .limit(MOST_HITS).collect(Collectors.toSet());
        if (links.isEmpty()) {
            return List.of();
        }
        String ours = baseUrl + "/articles/";
        List<Article> here = byId(links.stream().filter(link -> link.startsWith(ours))
                .flatMap(link -> decoded(link.substring(ours.length()).replaceFirst("[?#].*", "")).stream()).toList());
        List<Article> elsewhere = articles.at(links.stream().map(link -> link.replaceFirst("/+$", ""))
                .flatMap(link -> Stream.of(link, link + "/")).toList());
        return Stream.concat(here.stream(), elsewhere.stream()).distinct().toList();
    }

    /** Empty for what only looks like a part of an address, such as 100%-sure. */
    private static Optional<String> decoded(String part) {
        try {
            return Optional.of(UriUtils.decode(part, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** As {@link #importWordPress(byte[], String, boolean)}; what is not in the file stays as it is. */
    public ImportReport importWordPress(byte[] json, String language) {
        return importWordPress(json, language, false);
    }

    /**
     * Imports what {@code /wp-json/wp/v2/posts} of a WordPress site answered, one post or an array. All or nothing.
     *
     * @param language ISO 639-1 for posts that name none; null when each must
     * @param complete whether the file holds all articles of its site, so that the others are withdrawn; WordPress
     *                 answers at most 100 posts a page
     * @throws ImportFailed when the file is unusable; nothing is changed then
     */
    public ImportReport importWordPress(byte[] json, String language, boolean complete) {
        return imports.json(json, ArticleImport.WORDPRESS, null, language, complete);
    }

    /**
     * Imports a saved answer of WordPress or of the Zendesk Help Center. All or nothing.
     *
     * @param format   {@code wordpress} or {@code zendesk}; null to see it from the content
     * @param source   a name for where they come from, the first part of their ids; null for the host of their links
     * @param language ISO 639-1 for articles that name none; null when each must
     * @param complete whether the file holds all articles of its source, so that the others are withdrawn
     * @throws ImportFailed when the file is unusable; nothing is changed then
     */
    public ImportReport importJson(byte[] json, String format, String source, String language, boolean complete) {
        return imports.json(json, format, source, language, complete);
    }

    /** As {@link #importMarkdown(Map, String, String, boolean)}, from a zip; hidden and other files are passed over. */
    public ImportReport importMarkdown(byte[] zip, String source, String language, boolean complete) {
        return imports.zip(zip, source, language, complete);
    }

    /** As {@link #importMarkdown(Map, String, String, boolean)}, from a folder and all folders in it. */
    public ImportReport importMarkdown(Path folder, String source, String language, boolean complete) {
        return imports.folder(folder, source, language, complete);
    }

    /**
     * Imports Markdown with YAML front matter. All or nothing.
     *
     * @param files    content by path with forward slashes; a folder named by a language says the language of its files
     * @param source   a name for where they come from, the first part of their ids; null for {@link #MARKDOWN}
     * @param language ISO 639-1 for files that name none; null when each must
     * @param complete whether these are all articles of the source, so that others it once had are withdrawn
     * @throws ImportFailed when anything in it is unusable; nothing is changed then
     */
    public ImportReport importMarkdown(Map<String, byte[]> files, String source, String language, boolean complete) {
        return imports.markdown(files, source, language, complete);
    }
}
