package io.aftercare.knowledge;

import io.aftercare.embedding.SentenceModels;
import java.nio.charset.StandardCharsets;
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
 * The articles of the help: search and look up. Carries out rule 1 of the support policy, the knowledge base first.
 */
@Component
public class KnowledgeBase {

    private static final int MOST_HITS = 50;
    static final int MOST_ANSWERS = 3;
    /** Such an article is named beside other things that are still possible, and not as the answer. */
    private static final double NEAR = 0.35;
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>()\"]+");

    private final Articles articles;
    private final ArticleSearch search;
    private final KnowledgeProperties properties;
    private final Analysis analysis;
    private final Passages passages;
    private final String baseUrl;

    KnowledgeBase(Articles articles, ArticleSearch search, Analysis analysis, SentenceModels models,
            KnowledgeProperties properties, @Value("${aftercare.base-url}") String baseUrl) {
        this.articles = articles;
        this.search = search;
        this.properties = properties;
        this.analysis = analysis;
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
        CustomerQuestion question = CustomerQuestion.of(query, properties.longestQuery());
        return hits(question, search.find(question, language, Math.max(1, Math.min(MOST_HITS, limit)), typing));
    }

    private List<Hit> hits(CustomerQuestion question, List<ArticleSearch.Found> best) {
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
     * The articles that answer a question with confidence, best first, three at most: in the asker's language, and only
     * when there is none in another one that the same sentence model reads.
     *
     * @param query    as for {@link #search}
     * @param language of the question, ISO 639-1; null means that it is not known and any will do
     */
    public List<Hit> answers(String query, String language) {
        List<Hit> own = confident(query, language);
        if (!own.isEmpty() || language == null || query == null || query.isBlank()) {
            return own;
        }
        CustomerQuestion question = CustomerQuestion.of(query, properties.longestQuery());
        List<Hit> across = byMeaningElsewhere(question, language, MOST_ANSWERS).stream().filter(Hit::confident)
                .map(hit -> inLanguage(hit, query, language)).toList();
        // Without a model that reads both languages only what is there in the asker's, such as by a message it quotes.
        return across.isEmpty() ? byWordsElsewhere(question, language, MOST_ANSWERS, false).stream()
                .filter(Hit::confident).map(hit -> inLanguage(hit, query, language))
                .filter(hit -> hit.article().language().equals(language)).toList() : across;
    }

    /**
     * What a reader of pages in one language may be shown from articles in others, best first: what a sentence model
     * finds that reads both, and by words only what is translated into the page's language, or what a question finds
     * that may be in the article's language. An article that has a translation is given as that.
     *
     * @param query    as for {@link #search}; its last word may still be being typed
     * @param language of the page, ISO 639-1
     */
    public List<Hit> elsewhere(String query, String language, int limit) {
        if (query == null || query.isBlank()) {
            return List.of();
        }
        CustomerQuestion question = CustomerQuestion.of(query, properties.longestQuery());
        List<Hit> byMeaning = byMeaningElsewhere(question, language, limit).stream()
                .filter(KnowledgeBase::isNear).toList();
        List<Hit> found = byMeaning.isEmpty() ? byWordsElsewhere(question, language, limit, true) : byMeaning;
        long grammar = analysis.grammarWords(language, query);
        return found.stream().map(hit -> inLanguage(hit, query, language))
                .filter(hit -> !byMeaning.isEmpty() || hit.article().language().equals(language)
                        || grammar <= analysis.grammarWords(hit.article().language(), query))
                .toList();
    }

    private List<Hit> byMeaningElsewhere(CustomerQuestion question, String language, int limit) {
        return hits(question, search.acrossLanguages(question, LanguageCode.of(language), limit));
    }

    private List<Hit> byWordsElsewhere(CustomerQuestion question, String language, int limit, boolean typing) {
        return hits(question, search.elsewhere(question, LanguageCode.of(language), limit, typing));
    }

    private static boolean isNear(Hit hit) {
        return hit.confident() || hit.score() >= NEAR;
    }

    /**
     * A hit with its article's translation into a language, where there is one; else as it is.
     *
     * @param query by which it was found
     */
    public Hit inLanguage(Hit hit, String query, String language) {
        return translation(hit.article(), language).map(translated -> new Hit(translated, hit.score(), hit.confident(),
                () -> passages.byWords(translated, CustomerQuestion.of(query, properties.longestQuery())))).orElse(hit);
    }

    /** The articles that say the same in other languages, as their source tells, by language. */
    public List<Article> translations(Article article) {
        return articles.translations(article.id());
    }

    /**
     * The article that says the same in another language: by what its source tells, else by its id, where that differs
     * in the language at the beginning only. Empty for the article's own language.
     *
     * @param language ISO 639-1
     */
    public Optional<Article> translation(Article article, String language) {
        if (article.language().equals(language)) {
            return Optional.empty();
        }
        String own = article.id().substring(article.source().length() + 1);
        String bare = own.replaceFirst("^" + article.language() + "(-[a-z]{2})?-", "");
        return Stream.concat(translations(article).stream(),
                byId(List.of(article.source() + ":" + language + "-" + bare, article.source() + ":" + bare)).stream())
                .filter(found -> found.language().equals(language)).findFirst();
    }

    /**
     * The articles that come near to a question without surely answering it, best first, three at most, in this
     * language; none when the nearest is far.
     *
     * @param query as for {@link #search}
     */
    public List<Article> near(String query, String language) {
        return search(query, language, MOST_ANSWERS).stream().filter(KnowledgeBase::isNear)
                .map(Hit::article).toList();
    }

    private List<Hit> confident(String query, String language) {
        return search(query, language, MOST_ANSWERS).stream().filter(Hit::confident).toList();
    }

    /**
     * The passage of an article that is nearest to a question: by meaning where both have a sentence model in common,
     * which takes a moment, else by words. Whole sentences, lists and steps of the article, under their heading, a line
     * each; at most about 700 characters, unless a single step is longer. What is left out between them is an ellipsis
     * on a line of its own. Empty when the article has no text.
     *
     * @param language of the question, ISO 639-1; null when it is not known
     */
    public String passage(Article article, String query, String language) {
        CustomerQuestion question = CustomerQuestion.of(query, properties.longestQuery());
        return language == null ? passages.byWords(article, question)
                : passages.byEmbedding(article, question, language);
    }

    /**
     * The article in this language whose id or web address ends with a slug such as
     * {@code antivirus-blocks-installation}.
     */
    public Optional<Article> named(String slug, String language) {
        return articles.named(slug, LanguageCode.of(language));
    }

    /** In the order asked for; unknown ids are left out. */
    public List<Article> byId(Collection<String> ids) {
        Map<String, Article> found = articles.byId(new LinkedHashSet<>(ids));
        return ids.stream().distinct().map(found::get).filter(Objects::nonNull).toList();
    }

    /** By language and title; language null means all. */
    public List<Article> all(String language) {
        return articles.all(LanguageCode.of(language));
    }

    /** The titles of articles that stand in a section, with it; at most so many, the same at each call. */
    public Map<String, Section> sections(String language, int most) {
        return articles.sections(LanguageCode.of(language), most);
    }

    /** Where a customer can read the article: its original address, or else its page in the help centre. */
    public String linkTo(Article article) {
        return article.url() != null ? article.url() : baseUrl + "/articles/" + article.id();
    }

    /**
     * The articles that a text has links to, by their page in the help centre, whatever was searched for there, or by
     * their original address with or without a final slash.
     */
    public List<Article> linkedIn(String text) {
        Set<String> links = LINK.matcher(text).results().map(link -> link.group().replaceFirst("[.,;:!?*]+$", ""))
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
}
