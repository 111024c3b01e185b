package io.aftercare.knowledge.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.ArticleStore;
import io.aftercare.knowledge.LanguageCode;
import io.aftercare.knowledge.SpokenLanguage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Takes articles in from files. All of an import or nothing; when it returns, the articles are found. */
@Component
public class ArticleImports {

    /** The source of Markdown articles when no other name is given. */
    public static final String MARKDOWN = "markdown";

    static final String WORDPRESS = "wordpress";
    static final String ZENDESK = "zendesk";

    private final ArticleStore store;
    private final ObjectMapper mapper;
    private final WordPressPosts wordPress;
    private final ZendeskArticles zendesk;
    private final MarkdownFiles markdownFiles;
    private final MarkdownArticles markdown;
    private final SpokenLanguage languages;

    ArticleImports(ArticleStore store, ObjectMapper mapper, WordPressPosts wordPress, ZendeskArticles zendesk,
            MarkdownFiles markdownFiles, MarkdownArticles markdown, SpokenLanguage languages) {
        this.store = store;
        this.mapper = mapper;
        this.wordPress = wordPress;
        this.zendesk = zendesk;
        this.markdownFiles = markdownFiles;
        this.markdown = markdown;
        this.languages = languages;
    }

    /**
     * Imports a saved answer of WordPress ({@code /wp-json/wp/v2/posts}, one post or an array) or of the Zendesk Help
     * Center.
     *
     * @param format   {@code wordpress} or {@code zendesk}; null to see it from the content
     * @param source   a name for where they come from, the first part of their ids; null for the host of their links
     * @param language ISO 639-1 for articles that name none; null when each must
     * @param complete whether the file holds all articles of its source, so that the others are withdrawn; WordPress
     *                 answers at most 100 posts a page
     * @throws ImportFailed when the file is unusable; nothing is changed then
     */
    public ArticleImportReport importJson(byte[] json, String format, String source, String language,
            boolean complete) {
        JsonNode answer = JsonAnswer.read(mapper, json);
        var defaults = new ImportDefaults(source == null || source.isBlank() ? null : checkedSource(source),
                checkedLanguage(language), null, "");
        boolean zendeskFile = format == null ? ZendeskArticles.recognise(answer) : format.equals(ZENDESK);
        return store(zendeskFile ? zendesk.read(answer, defaults, complete) : wordPress.read(answer, defaults),
                complete);
    }

    /** As {@link #importMarkdown(Map, String, String, boolean)}, from a zip; hidden and other files are passed over. */
    public ArticleImportReport importMarkdown(byte[] zip, String source, String language, boolean complete) {
        return importMarkdown(markdownFiles.inZip(zip), source, language, complete);
    }

    /** As {@link #importMarkdown(Map, String, String, boolean)}, from a folder and all folders in it. */
    public ArticleImportReport importMarkdown(Path folder, String source, String language, boolean complete) {
        return importMarkdown(markdownFiles.inFolder(folder), source, language, complete);
    }

    /**
     * Imports Markdown with YAML front matter.
     *
     * @param files    content by path with forward slashes; a folder named by a language says the language of its files
     * @param source   a name for where they come from, the first part of their ids; null for {@link #MARKDOWN}
     * @param language ISO 639-1 for files that name none; null when each must
     * @param complete whether these are all articles of the source, so that others it once had are withdrawn
     * @throws ImportFailed when anything in it is unusable; nothing is changed then
     */
    public ArticleImportReport importMarkdown(Map<String, byte[]> files, String source, String language,
            boolean complete) {
        String name = source == null || source.isBlank() ? MARKDOWN : checkedSource(source);
        return store(markdown.read(files, name, checkedLanguage(language)), complete);
    }

    private ArticleImportReport store(ImportedArticles imported, boolean complete) {
        Set<String> all = Stream.concat(imported.articles().stream().map(Article::id), imported.leftOut().stream())
                .collect(Collectors.toSet());
        return store(imported, complete ? imported.sources() : Set.of(), all, () -> {});
    }

    /**
     * Writes what an import brought, in a transaction of its own, and makes it searchable.
     *
     * @param compared  sources whose articles are withdrawn unless they are published or in this import
     * @param published ids of all that the sources compared publish
     * @param alongside further work of the same transaction, done first; when it fails, nothing is changed
     */
    ArticleImportReport store(ImportedArticles imported, Set<String> compared, Set<String> published,
            Runnable alongside) {
        ArticleStore.Result result =
                store.write(new ArticleStore.Changes(imported.articles(), imported.withdrawn(), compared,
                        published, imported.groups()), alongside);
        var problems = imported.remarks();
        imported.articles().forEach(article -> languages.otherThanSaid(article.text(), article.language())
                .ifPresent(seems -> problems.add("Article " + article.id() + " says it is in "
                        + SpokenLanguage.name(article.language()) + ", but seems to be in "
                        + SpokenLanguage.name(seems) + ". It was taken in as it says.")));
        result.withdrawn().forEach(id -> problems.add("Article " + id + " was withdrawn."));
        return new ArticleImportReport(result.created(), result.updated(), result.unchanged(),
                result.withdrawn().size(),
                imported.skipped(), problems.all(), imported.partsLeftOut(), imported.incomplete());
    }

    private static String checkedSource(String name) {
        if (!name.strip().matches(ImportDefaults.NAME)) {
            throw new ImportFailed("The source may consist of letters, digits, dots and hyphens only.");
        }
        return name.strip();
    }

    private static String checkedLanguage(String language) {
        if (language == null || language.isBlank()) {
            return null;
        }
        String code = LanguageCode.of(language);
        if (code == null) {
            throw new ImportFailed("The language must be an ISO 639-1 code such as en or fr.");
        }
        return code;
    }
}
