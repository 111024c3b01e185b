package io.aftercare.knowledge.sources;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.ArticleText;
import io.aftercare.knowledge.LanguageCode;
import io.aftercare.knowledge.Section;
import io.aftercare.knowledge.sources.BoundedReading.TooHeavy;
import io.aftercare.unicode.QuotedInput;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Reads articles as {@code /api/v2/help_center/…/articles.json} of a Zendesk Help Center answers them, with the
 * sections, categories and translations that came along. Each translation is an article of its own.
 */
@Component
class ZendeskArticles {

    /** More than there are locales; all are compared with each other. */
    private static final int MOST_TRANSLATIONS = 200;

    private final ImportProperties limits;
    private final BoundedReading reading;

    ZendeskArticles(ImportProperties limits) {
        this.limits = limits;
        this.reading = new BoundedReading(limits);
    }

    /** Whether this is an answer of Zendesk, a single article, or several answers in an array. */
    static boolean recognise(JsonNode answer) {
        JsonNode page = answer.isArray() ? answer.path(0) : answer;
        return page.path("articles").isArray() || page.path("article").isObject();
    }

    /**
     * @param answer   an answer, or an array of all pages
     * @param complete whether it is said to be all there is
     * @throws ImportFailed when it is not such an answer, or an article lacks what is needed
     */
    ImportedArticles read(JsonNode answer, ImportDefaults defaults, boolean complete) {
        if (answer.path("error").isTextual()) {
            throw new ImportFailed("This is an error that Zendesk answered (" + QuotedInput.of(ArticleText.storable(
                    answer.path("error").asText())) + "), not articles. Check the address it comes from.");
        }
        List<JsonNode> pages = answer.isArray() ? JsonAnswer.elements(answer) : List.of(answer);
        if (!recognise(answer) || !pages.stream().allMatch(ZendeskArticles::recognise)) {
            throw new ImportFailed("This is no answer of a Zendesk Help Center: it has no articles. Save the answer of "
                    + "/api/v2/help_center/en-us/articles.json, for instance.");
        }
        JsonNode last = pages.get(pages.size() - 1);
        if (complete && (last.path("next_page").isTextual() || last.path("meta").path("has_more").asBoolean())) {
            throw new ImportFailed("There are further pages after this one, so that it cannot be complete. "
                    + "Put all pages into one file, as an array, or import without complete=true.");
        }
        var imported = new ImportedArticles();
        pages.forEach(page -> read(page, defaults, locale -> true, imported));
        return imported.checked();
    }

    /**
     * Reads a page into an import to which others may come; what is wrong with it is kept there.
     *
     * @param wanted which locales, in lower case, such as {@code en-us}
     */
    void read(JsonNode page, ImportDefaults defaults, Predicate<String> wanted, ImportedArticles imported) {
        List<JsonNode> articles = articles(page);
        if (articles.size() > limits.mostArticles()) {
            throw new ImportFailed("There are " + articles.size() + " articles; " + limits.mostArticles()
                    + " are allowed at once (aftercare.knowledge.most-articles).");
        }
        var sections = new Sections(page);
        Map<String, List<JsonNode>> translations = translations(page);
        for (int index = 0; index < articles.size(); index++) {
            JsonNode article = articles.get(index);
            String number = JsonAnswer.number(article.path("id"));
            if (number == null) {
                imported.fault("Entry " + (index + 1) + " is not a Zendesk article: it has no numeric id.");
                continue;
            }
            var versions = new ArrayList<Version>();
            versions.add(new Version(number, article, article));
            Stream.concat(translations.getOrDefault(number, List.of()).stream(),
                    JsonAnswer.elements(article.path("translations")).stream())
                    .filter(translation -> translation.path("body").isTextual()
                            || translation.path("draft").asBoolean())
                    .limit(MOST_TRANSLATIONS)
                    .forEach(translation -> merge(versions, new Version(number, article, translation)));
            Section section = sections.of(article).orElse(defaults.section());
            versions.stream().filter(version -> version.locale() == null || wanted.test(version.locale()))
                    .forEach(version -> read(version, section, defaults, imported));
        }
    }

    static List<JsonNode> articles(JsonNode page) {
        return page.path("article").isObject() ? List.of(page.path("article"))
                : JsonAnswer.elements(page.path("articles"));
    }

    /** When the article or what belongs to it changed; null when it does not say. */
    static Instant updated(JsonNode article) {
        return moment(article.path("updated_at"));
    }

    /** The translation of the article's own locale tells more about it, such as that it is outdated; it comes once. */
    private static void merge(List<Version> versions, Version version) {
        if (version.locale() == null) {
            return;
        }
        Version own = versions.get(0);
        if (version.locale().equals(own.locale())) {
            if (version.unpublished().isPresent() && own.unpublished().isEmpty()) {
                versions.set(0, version);
            }
        } else if (versions.stream().noneMatch(other -> version.locale().equals(other.locale()))) {
            versions.add(version);
        }
    }

    private void read(Version version, Section section, ImportDefaults defaults, ImportedArticles imported) {
        String url = ImportedArticles.link(version.text("html_url"));
        String source = defaults.sourceOf(url, ArticleImports.ZENDESK);
        String id = ImportedArticles.idOf(source, defaults.prefix() + version.localId());
        String where = "Article " + QuotedInput.of(version.localId());
        String title;
        ArticleText text;
        try {
            reading.checkSize((long) version.body().length() + version.title().length());
            title = ArticleText.storable(version.title().replaceAll("\\s+", " ")).strip();
            text = reading.read(imported, () -> ArticleText.of(version.body(), url));
        } catch (TooHeavy tooHeavy) {
            imported.leave(where, source, id, tooHeavy.getMessage());
            return;
        }
        String language = version.locale() == null ? defaults.language() : LanguageCode.of(version.locale());
        Optional<String> unpublished = version.unpublished();
        if (unpublished.isPresent()) {
            imported.skip(where, source, id, unpublished.get());
        } else if (title.isEmpty()) {
            imported.skip(where, source, id, "it has no title");
        } else if (text.text().isEmpty()) {
            imported.skip(where, source, id, "it has no text");
        } else if (language == null) {
            imported.fault(where + (version.locale() == null
                    ? " does not say its language. Repeat the import with language=en, for instance."
                    : " has the locale \"" + QuotedInput.of(version.locale())
                            + "\", which begins with no ISO 639-1 code."));
        } else {
            imported.add(where, new Article(id, source, title, language, section, url, text.text(), text.html(),
                    version.modified()), text.leftOut(), source + ":" + defaults.prefix() + version.number());
        }
    }

    private static Map<String, List<JsonNode>> translations(JsonNode page) {
        var byArticle = new HashMap<String, List<JsonNode>>();
        for (JsonNode translation : JsonAnswer.elements(page.path("translations"))) {
            if (translation.path("source_type").asText("Article").equals("Article")) {
                byArticle.computeIfAbsent(translation.path("source_id").asText(), id -> new ArrayList<>())
                        .add(translation);
            }
        }
        return byArticle;
    }

    private static Instant moment(JsonNode value) {
        return ImportedArticles.orNull(() -> OffsetDateTime.parse(value.asText("")).toInstant());
    }

    /** An article in one locale: the article itself or a translation of it. */
    private record Version(String number, JsonNode article, JsonNode content) {

        /** Lower case; null when it does not say. */
        String locale() {
            return content.path("locale").isTextual() ? content.path("locale").asText().toLowerCase(Locale.ROOT) : null;
        }

        /** All translations have the number of their article: that of its first language keeps it as it is. */
        String localId() {
            String first =
                    article.path("source_locale").asText(article.path("locale").asText("")).toLowerCase(Locale.ROOT);
            return locale() == null || locale().equals(first) ? number : locale() + "-" + number;
        }

        String title() {
            return content.path("title").asText(article.path("title").asText(""));
        }

        String body() {
            return content.path("body").isTextual() ? content.path("body").asText() : "";
        }

        String text(String field) {
            return content.path(field).isTextual() ? content.path(field).asText() : article.path(field).asText(null);
        }

        Instant modified() {
            return Stream.of(content.path("edited_at"), content.path("updated_at")).map(ZendeskArticles::moment)
                    .filter(Objects::nonNull).findFirst().orElse(null);
        }

        /** Why customers do not see it; empty when they do. */
        Optional<String> unpublished() {
            boolean outdated =
                    content.path("outdated").asBoolean() || JsonAnswer.elements(article.path("outdated_locales"))
                            .stream().anyMatch(locale -> locale.asText().equalsIgnoreCase(locale()));
            boolean restricted = article.hasNonNull("user_segment_id") || !article.path("user_segment_ids").isEmpty();
            return content.path("draft").asBoolean() ? Optional.of("it is a draft")
                    : content.path("hidden").asBoolean() ? Optional.of("it is hidden")
                            : outdated ? Optional.of("it is marked as outdated")
                                    : restricted ? Optional.of("not everybody may read it") : Optional.empty();
        }
    }

    /** The names of sections and categories on a page, by which the kind of an article is recognised. */
    private static final class Sections {

        private static final int DEEPEST = 10;

        private final Map<String, JsonNode> sections = new HashMap<>();
        private final Map<String, JsonNode> categories = new HashMap<>();

        Sections(JsonNode page) {
            page.path("sections").forEach(section -> sections.put(section.path("id").asText(), section));
            page.path("categories").forEach(category -> categories.put(category.path("id").asText(), category));
        }

        /** By its section, then the sections around that one, then the category. */
        Optional<Section> of(JsonNode article) {
            JsonNode section = sections.get(article.path("section_id").asText());
            for (int depth = 0; section != null && depth < DEEPEST; depth++) {
                Optional<Section> recognised = SectionNames.recognise(section.path("name").asText(""));
                if (recognised.isPresent()) {
                    return recognised;
                }
                JsonNode parent = sections.get(section.path("parent_section_id").asText());
                if (parent == null) {
                    return Optional.ofNullable(categories.get(section.path("category_id").asText()))
                            .flatMap(category -> SectionNames.recognise(category.path("name").asText("")));
                }
                section = parent;
            }
            return Optional.empty();
        }
    }
}
