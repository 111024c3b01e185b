package io.aftercare.knowledge.sources;

import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.ArticleText;
import io.aftercare.knowledge.LanguageCode;
import io.aftercare.knowledge.Section;
import io.aftercare.knowledge.sources.BoundedReading.TooHeavy;
import io.aftercare.unicode.QuotedInput;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.stereotype.Component;

/**
 * Reads Markdown files with YAML front matter: {@code id}, {@code title}, {@code language}, {@code section},
 * {@code modified}, {@code url}, {@code draft}, {@code translation} (a name that translations share), each optional.
 * Without an id the path is the id, without a title the first heading; the language may also be the name of a folder on
 * the path. Tables are written as on GitHub.
 */
@Component
class MarkdownArticles {

    private static final List<Extension> EXTENSIONS =
            List.of(YamlFrontMatterExtension.create(), TablesExtension.create());

    /** Blocks within blocks; deeper marks are text. */
    private static final int DEEPEST = 50;
    private static final Pattern BEGINS = Pattern.compile("-{3}(\\s.*)?");
    private static final Pattern ENDS = Pattern.compile("(-{3}|\\.{3})(\\s.*)?");

    private final Parser parser = Parser.builder().extensions(EXTENSIONS).maxOpenBlockParsers(DEEPEST)
            .customInlineContentParserFactory(new InlineMarkup()).build();
    private final HtmlRenderer html = HtmlRenderer.builder().extensions(EXTENSIONS).build();
    private final BoundedReading reading;

    MarkdownArticles(ImportProperties limits) {
        this.reading = new BoundedReading(limits);
    }

    /**
     * @param files    content by path
     * @param source   a name for where they come from, the first part of their ids
     * @param language ISO 639-1 for files that name none; null when each must
     * @throws ImportFailed when a file lacks what an article needs
     */
    ImportedArticles read(Map<String, byte[]> files, String source, String language) {
        var imported = new ImportedArticles();
        files.forEach((path, content) -> read(path, content, source, language, imported));
        return imported.checked();
    }

    private void read(String path, byte[] content, String source, String language, ImportedArticles imported) {
        String markdown;
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            markdown = text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException otherCharset) {
            imported.fault(QuotedInput.of(path) + " is not UTF-8. Save it as UTF-8.");
            return;
        }
        String where = QuotedInput.of(path);
        String id = ImportedArticles.idOf(source, path.replaceFirst("\\.[^./]+$", ""));
        try {
            Facts facts = reading.read(imported, () -> facts(frontMatter(markdown)));
            id = facts.text("id").map(own -> ImportedArticles.idOf(source, own)).orElse(id);
            add(where, path, id, facts, reading.read(imported, () -> body(markdown, facts)), source, language,
                    imported);
        } catch (TooHeavy tooHeavy) {
            imported.leave(where, source, id, tooHeavy.getMessage());
        }
    }

    private Facts facts(String frontMatter) {
        var visitor = new YamlFrontMatterVisitor();
        parser.parse(frontMatter).accept(visitor);
        return new Facts(visitor.getData());
    }

    /** Read by itself, so that an article that is too much to be read is known by its id all the same. */
    private static String frontMatter(String markdown) {
        int end = end(markdown, 0);
        if (!BEGINS.matcher(markdown.substring(0, end)).matches()) {
            return "";
        }
        while (end < markdown.length()) {
            int begin = end + 1;
            end = end(markdown, begin);
            if (ENDS.matcher(markdown.substring(begin, end)).matches()) {
                return markdown.substring(0, end);
            }
        }
        return markdown;
    }

    private static int end(String markdown, int begin) {
        int end = markdown.indexOf('\n', begin);
        return end < 0 ? markdown.length() : end;
    }

    private Body body(String markdown, Facts facts) {
        Node document = parser.parse(markdown);
        Heading heading = firstHeading(document);
        String headed = heading == null ? "" : ArticleText.line(html.render(heading));
        String title = facts.text("title").map(ArticleText::storable).map(String::strip).orElse(headed);
        if (heading != null && headed.equals(title)) {
            // The title stands above the article wherever it is shown.
            heading.unlink();
        }
        return new Body(title, ArticleText.of(html.render(document), facts.link()));
    }

    private void add(String where, String path, String id, Facts facts, Body body, String source, String language,
            ImportedArticles imported) {
        String title = body.title();
        String url = facts.link();
        ArticleText text = body.text();
        if (facts.text("draft").filter("true"::equalsIgnoreCase).isPresent()) {
            imported.skip(where, source, id, "it is a draft");
            return;
        }
        if (text.text().isEmpty()) {
            imported.skip(where, source, id, "it has no text");
            return;
        }
        String spoken = facts.text("language").or(() -> folderLanguage(path)).orElse(language);
        Section section = facts.text("section").map(MarkdownArticles::section).orElse(null);
        if (title.isEmpty()) {
            imported.fault(where + " has neither a title in its front matter nor a heading.");
        } else if (LanguageCode.of(spoken) == null) {
            imported.fault(where + (spoken == null
                    ? " does not say its language. Add it to its front matter (language: en)."
                    : " has the language \"" + QuotedInput.of(spoken)
                            + "\", which is no ISO 639-1 code such as en or fr."));
        } else if (facts.text("section").isPresent() && section == null) {
            imported.fault(where + " has the section \"" + QuotedInput.of(facts.text("section").get())
                    + "\"; it may be use, technical, commercial or third-party.");
        } else if (facts.text("url").isPresent() && url == null) {
            imported.fault(
                    where + " has a url that is no web address: " + QuotedInput.of(facts.text("url").get()) + ".");
        } else if (facts.text("modified").isPresent() && modified(facts.text("modified").get()) == null) {
            imported.fault(where + " has the modified date \"" + QuotedInput.of(facts.text("modified").get())
                    + "\"; write it like 2025-11-22.");
        } else {
            imported.add(where, new Article(id, source, title, LanguageCode.of(spoken), section, url,
                    text.text(), text.html(), facts.text("modified").map(MarkdownArticles::modified).orElse(null)),
                    text.leftOut(), facts.text("translation").map(name -> source + ":" + ArticleText.storable(name))
                            .filter(key -> key.length() <= ImportedArticles.LONGEST_GROUP).orElse(null));
        }
    }

    private static Heading firstHeading(Node document) {
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                return heading;
            }
        }
        return null;
    }

    private static Optional<String> folderLanguage(String path) {
        String[] parts = path.split("/");
        return Arrays.stream(parts, 0, parts.length - 1)
                .filter(part -> part.length() == 2 && LanguageCode.of(part) != null)
                .map(LanguageCode::of).findFirst();
    }

    private static Section section(String name) {
        String constant = name.strip().toUpperCase(Locale.ROOT).replaceAll("[ -]+", "_");
        return Arrays.stream(Section.values()).filter(section -> section.name().equals(constant)).findFirst()
                .orElse(null);
    }

    /** A day counts from its beginning in UTC. */
    private static Instant modified(String date) {
        Instant day = ImportedArticles.orNull(() -> LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant());
        return day != null ? day : ImportedArticles.orNull(() -> OffsetDateTime.parse(date).toInstant());
    }

    private record Body(String title, ArticleText text) {
    }

    private record Facts(Map<String, List<String>> data) {

        String link() {
            return text("url").map(ImportedArticles::link).orElse(null);
        }

        Optional<String> text(String name) {
            return Optional.ofNullable(data.get(name)).flatMap(values -> values.stream().findFirst())
                    .map(String::strip).map(MarkdownArticles::unquoted).filter(value -> !value.isEmpty());
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && (value.startsWith("\"") && value.endsWith("\"")
                || value.startsWith("'") && value.endsWith("'"));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
