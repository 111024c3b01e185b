package io.aftercare.knowledge.sources;

import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.ArticleText;
import io.aftercare.knowledge.LanguageCode;
import io.aftercare.knowledge.Section;
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
 * {@code modified}, {@code url}, {@code draft}, each optional. Without an id the path is the id, without a title the
 * first heading; the language may also be the name of a folder on the path. Tables are written as on GitHub.
 */
@Component
class MarkdownArticles {

    private static final List<Extension> EXTENSIONS =
            List.of(YamlFrontMatterExtension.create(), TablesExtension.create());

    private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    private final HtmlRenderer html = HtmlRenderer.builder().extensions(EXTENSIONS).build();

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
        Node document;
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            document = parser.parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException otherCharset) {
            imported.fault(path + " is not UTF-8. Save it as UTF-8.");
            return;
        }
        var frontMatter = new YamlFrontMatterVisitor();
        document.accept(frontMatter);
        var facts = new Facts(frontMatter.getData());
        String id = ImportedArticles.idOf(source, facts.text("id").orElse(path.replaceFirst("\\.[^./]+$", "")));
        Heading heading = firstHeading(document);
        String headed = heading == null ? "" : ArticleText.line(html.render(heading));
        String title = facts.text("title").map(ArticleText::storable).map(String::strip).orElse(headed);
        if (heading != null && headed.equals(title)) {
            // The title stands above the article wherever it is shown.
            heading.unlink();
        }
        String url = facts.text("url").map(ImportedArticles::link).orElse(null);
        ArticleText text = ArticleText.of(html.render(document), url);
        if (facts.text("draft").filter("true"::equalsIgnoreCase).isPresent()) {
            imported.skip(path, source, id, "it is a draft");
            return;
        }
        if (text.text().isEmpty()) {
            imported.skip(path, source, id, "it has no text");
            return;
        }
        String spoken = facts.text("language").or(() -> folderLanguage(path)).orElse(language);
        Section section = facts.text("section").map(MarkdownArticles::section).orElse(null);
        if (title.isEmpty()) {
            imported.fault(path + " has neither a title in its front matter nor a heading.");
        } else if (LanguageCode.of(spoken) == null) {
            imported.fault(path + (spoken == null
                    ? " does not say its language. Add it to its front matter (language: en)."
                    : " has the language \"" + spoken + "\", which is no ISO 639-1 code such as en or fr."));
        } else if (facts.text("section").isPresent() && section == null) {
            imported.fault(path + " has the section \"" + facts.text("section").get()
                    + "\"; it may be use, technical, commercial or third-party.");
        } else if (facts.text("url").isPresent() && url == null) {
            imported.fault(path + " has a url that is no web address: " + facts.text("url").get() + ".");
        } else if (facts.text("modified").isPresent() && modified(facts.text("modified").get()) == null) {
            imported.fault(path + " has the modified date \"" + facts.text("modified").get()
                    + "\"; write it like 2025-11-22.");
        } else {
            imported.add(path, new Article(id, source, title, LanguageCode.of(spoken), section, url,
                    text.text(), text.html(), facts.text("modified").map(MarkdownArticles::modified).orElse(null)));
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

    private record Facts(Map<String, List<String>> data) {

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
