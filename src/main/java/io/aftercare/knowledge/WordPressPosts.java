package io.aftercare.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.springframework.stereotype.Component;

/** Reads what {@code /wp-json/wp/v2/posts} of a WordPress site answered, saved to a file: one post or an array. */
@Component
class WordPressPosts {

    private final ObjectMapper json;
    private final KnowledgeProperties limits;

    WordPressPosts(ObjectMapper json, KnowledgeProperties limits) {
        this.json = json;
        this.limits = limits;
    }

    /**
     * @param language ISO 639-1 for posts that name none; null when each must
     * @throws ImportFailed when the file is not such an answer, or a post lacks what an article needs
     */
    ImportedArticles read(byte[] file, String language) {
        JsonNode answer = parse(file);
        var imported = new ImportedArticles();
        List<JsonNode> posts = answer.isArray() ? List.copyOf(elements(answer)) : List.of(answer);
        if (posts.size() > limits.mostArticles()) {
            throw new ImportFailed("The file holds " + posts.size() + " posts; " + limits.mostArticles()
                    + " are allowed at once (aftercare.knowledge.most-articles).");
        }
        for (int index = 0; index < posts.size(); index++) {
            read(posts.get(index), index, language, imported);
        }
        return imported.checked();
    }

    private JsonNode parse(byte[] file) {
        JsonNode answer;
        try {
            answer = json.readTree(file);
        } catch (JsonProcessingException broken) {
            var place = broken.getLocation();
            throw new ImportFailed("The file is not readable as JSON"
                    + (place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")") + ": "
                    + broken.getOriginalMessage() + ". Save the answer of /wp-json/wp/v2/posts again.");
        } catch (IOException broken) {
            throw new ImportFailed("The file is not readable as JSON: " + broken.getMessage() + ".");
        }
        if (answer == null || !answer.isContainerNode()) {
            throw new ImportFailed("The file holds neither a post nor an array of posts.");
        }
        if (answer.isObject() && answer.path("articles").isArray()) {
            throw new ImportFailed("This looks like a Zendesk Help Center file, which cannot be imported yet. "
                    + "WordPress posts and Markdown can.");
        }
        if (answer.isObject() && answer.has("code") && answer.has("message")) {
            throw new ImportFailed("The file is an error that WordPress answered (" + answer.path("message").asText()
                    + "), not posts. Check the address it was saved from.");
        }
        return answer;
    }

    private static void read(JsonNode post, int index, String language, ImportedArticles imported) {
        String number = post.path("id").isIntegralNumber() ? post.path("id").asText() : null;
        if (number == null) {
            imported.fault("Entry " + (index + 1) + " is not a WordPress post: it has no numeric id.");
            return;
        }
        String where = "Post " + number;
        JsonNode title = post.path("title").path("rendered");
        JsonNode content = post.path("content").path("rendered");
        if (!title.isTextual() || !content.isTextual()) {
            imported.fault(where + " is not a WordPress post: it has no title.rendered or no content.rendered.");
            return;
        }
        String url = ImportedArticles.link(post.path("link").asText(null));
        String source = sourceOf(url);
        String id = ImportedArticles.idOf(source, number);
        String status = post.path("status").asText("publish");
        ArticleText text = ArticleText.of(content.asText(), url);
        if (!status.equals("publish")) {
            imported.skip(where, source, id, "its status is " + ArticleText.line(status));
        } else if (post.path("content").path("protected").asBoolean()) {
            imported.skip(where, source, id, "it is protected by a password");
        } else if (ArticleText.line(title.asText()).isEmpty()) {
            imported.skip(where, source, id, "it has no title");
        } else if (text.text().isEmpty()) {
            imported.skip(where, source, id, "it has no text");
        } else {
            String spoken = ImportedArticles.language(post.path("lang").asText(null));
            if (spoken == null && language == null) {
                imported.fault(where + " does not say its language. Repeat the import with language=en, for instance.");
                return;
            }
            imported.add(where, new Article(id, source, ArticleText.line(title.asText()),
                    spoken == null ? language : spoken, sectionOf(post).orElse(null), url, text.text(), text.html(),
                    modified(post)));
        }
    }

    /** The host: a vendor may have one site for use and one for technical questions, each counting its own posts. */
    private static String sourceOf(String url) {
        return url == null ? "wordpress" : URI.create(url).getHost().toLowerCase(Locale.ROOT)
                .replaceFirst("^www\\.", "");
    }

    private static Instant modified(JsonNode post) {
        String gmt = post.path("modified_gmt").asText("");
        // WordPress leaves out the zone, which is UTC.
        Instant plain = ImportedArticles.orNull(() -> LocalDateTime.parse(gmt).toInstant(ZoneOffset.UTC));
        return plain != null ? plain : ImportedArticles.orNull(() -> OffsetDateTime.parse(gmt).toInstant());
    }

    /** By the names of its categories, which the answer holds when it was asked for with {@code _embed}. */
    private static Optional<Section> sectionOf(JsonNode post) {
        return elements(post.path("_embedded").path("wp:term")).stream().flatMap(terms -> elements(terms).stream())
                .filter(term -> term.path("taxonomy").asText("category").equals("category"))
                .map(term -> SectionNames.recognise(ArticleText.line(term.path("name").asText(""))))
                .flatMap(Optional::stream).findFirst();
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
