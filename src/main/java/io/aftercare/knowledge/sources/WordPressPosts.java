package io.aftercare.knowledge.sources;

import com.fasterxml.jackson.databind.JsonNode;
import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.ArticleText;
import io.aftercare.knowledge.LanguageCode;
import io.aftercare.knowledge.Section;
import io.aftercare.knowledge.sources.BoundedReading.TooHeavy;
import io.aftercare.unicode.QuotedInput;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads posts as {@code /wp-json/wp/v2/posts} of a WordPress site answers them. */
@Component
class WordPressPosts {

    private static final int LONGEST_NUMBER = 19;

    private final ImportProperties limits;
    private final BoundedReading reading;

    WordPressPosts(ImportProperties limits) {
        this.limits = limits;
        this.reading = new BoundedReading(limits);
    }

    /** What can be read of a post. */
    private record Content(String title, ArticleText text, Section section) {
    }

    /**
     * @param answer one post or an array
     * @throws ImportFailed when it is not such an answer, or a post lacks what an article needs
     */
    ImportedArticles read(JsonNode answer, ImportDefaults defaults) {
        var imported = new ImportedArticles();
        read(posts(answer), defaults, imported);
        return imported.checked();
    }

    /** Reads posts into an import to which others may come; what is wrong with them is kept there. */
    void read(List<JsonNode> posts, ImportDefaults defaults, ImportedArticles imported) {
        if (posts.size() > limits.mostArticles()) {
            throw new ImportFailed("There are " + posts.size() + " posts; " + limits.mostArticles()
                    + " are allowed at once (aftercare.knowledge.most-articles).");
        }
        for (int index = 0; index < posts.size(); index++) {
            read(posts.get(index), index, defaults, imported);
        }
    }

    /** The posts of an answer. */
    static List<JsonNode> posts(JsonNode answer) {
        if (ZendeskArticles.recognise(answer)) {
            throw new ImportFailed("This looks like a Zendesk Help Center file. Import it with format=zendesk.");
        }
        if (answer.isObject() && answer.has("code") && answer.has("message")) {
            throw new ImportFailed("This is an error that WordPress answered (" + QuotedInput.of(ArticleText.storable(
                    answer.path("message").asText())) + "), not posts. Check the address it comes from.");
        }
        return answer.isArray() ? JsonAnswer.elements(answer) : List.of(answer);
    }

    private void read(JsonNode post, int index, ImportDefaults defaults, ImportedArticles imported) {
        String number = JsonAnswer.number(post.path("id"));
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
        String source = defaults.sourceOf(url, ArticleImports.WORDPRESS);
        String id = ImportedArticles.idOf(source, defaults.prefix() + number);
        String status = post.path("status").asText("publish");
        Content read;
        try {
            reading.checkSize((long) content.asText().length() + title.asText().length());
            read = reading.read(imported, () -> new Content(ArticleText.line(title.asText()),
                    ArticleText.of(content.asText(), url), sectionOf(post).orElse(defaults.section())));
        } catch (TooHeavy tooHeavy) {
            imported.leave(where, source, id, tooHeavy.getMessage());
            return;
        }
        ArticleText text = read.text();
        if (!status.equals("publish")) {
            imported.skip(where, source, id, "its status is " + QuotedInput.of(ArticleText.storable(status)));
        } else if (post.path("content").path("protected").asBoolean()) {
            imported.skip(where, source, id, "it is protected by a password");
        } else if (read.title().isEmpty()) {
            imported.skip(where, source, id, "it has no title");
        } else if (text.text().isEmpty()) {
            imported.skip(where, source, id, "it has no text");
        } else {
            String spoken = LanguageCode.of(post.path("lang").asText(post.path("wpml_current_locale").asText(null)));
            if (spoken == null && defaults.language() == null) {
                imported.fault(where + " does not say its language. Repeat the import with language=en, for instance.");
                return;
            }
            imported.add(where, new Article(id, source, read.title(),
                    spoken == null ? defaults.language() : spoken, read.section(), url,
                    text.text(), text.html(), modified(post)), text.leftOut(),
                    group(post, number).map(key -> source + ":" + defaults.prefix() + key).orElse(null));
        }
    }

    /**
     * The lowest number of a post and those that WPML or Polylang say are translations of it; empty when there are
     * none.
     */
    private static Optional<String> group(JsonNode post, String number) {
        Stream<JsonNode> others = Stream.concat(JsonAnswer.elements(post.path("translations")).stream(),
                JsonAnswer.elements(post.path("wpml_translations")).stream());
        List<Long> all = Stream.concat(Stream.of(number), others
                .map(other -> JsonAnswer.number(other.isObject() ? other.path("id") : other)).filter(Objects::nonNull))
                .filter(digits -> digits.length() < LONGEST_NUMBER).map(Long::valueOf).distinct().sorted().toList();
        return all.size() < 2 ? Optional.empty() : Optional.of(String.valueOf(all.get(0)));
    }

    /** When a post changed, or null when it does not say. */
    static Instant modified(JsonNode post) {
        String gmt = post.path("modified_gmt").asText("");
        // WordPress leaves out the zone, which is UTC.
        Instant plain = ImportedArticles.orNull(() -> LocalDateTime.parse(gmt).toInstant(ZoneOffset.UTC));
        return plain != null ? plain : ImportedArticles.orNull(() -> OffsetDateTime.parse(gmt).toInstant());
    }

    /** By the names of its categories, which the answer holds when it was asked for with {@code _embed}. */
    private static Optional<Section> sectionOf(JsonNode post) {
        return JsonAnswer.elements(post.path("_embedded").path("wp:term")).stream()
                .flatMap(terms -> JsonAnswer.elements(terms).stream())
                .filter(term -> term.path("taxonomy").asText("category").equals("category"))
                .map(term -> SectionNames.recognise(ArticleText.line(term.path("name").asText(""))))
                .flatMap(Optional::stream).findFirst();
    }
}
