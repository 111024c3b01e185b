package io.aftercare.knowledge.sources;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.knowledge.sources.PlayedSite.Asked;
import io.aftercare.knowledge.sources.PlayedSite.Reply;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The part of a WordPress site's REST API that matters here, with posts a test can change. */
final class PlayedWordPress {

    static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    final Map<Integer, Post> posts = new ConcurrentSkipListMap<>();
    final Map<Integer, String> categories = new ConcurrentSkipListMap<>(Map.of(5, "Troubleshooting &amp; errors"));
    boolean embeds = true;
    boolean counts = true;
    boolean tags;

    record Post(String title, String content, String modified, String lang, boolean published) {
    }

    /** @param minutes after {@link #FIRST} when it was last changed */
    PlayedWordPress post(int id, String title, int minutes) {
        return post(id, title, minutes, "en");
    }

    PlayedWordPress post(int id, String title, int minutes, String lang) {
        posts.put(id, new Post(title, "<p>All about " + title + ".</p>",
                FIRST.plusSeconds(60L * minutes).toString().replace("Z", ""), lang, true));
        return this;
    }

    Reply answer(Asked question) {
        if (question.path().endsWith("/wp-json/wp/v2/categories")) {
            return Reply.json(write(categories.entrySet().stream()
                    .map(entry -> Map.of("id", entry.getKey(), "name", entry.getValue())).toList()));
        }
        if (!question.path().endsWith("/wp-json/wp/v2/posts")) {
            return Reply.of(404);
        }
        List<Integer> found = posts.entrySet().stream().filter(post -> post.getValue().published()).filter(
                post -> (question.value("lang") == null || question.value("lang").equals(post.getValue().lang()))
                        && (question.value("modified_after") == null || Instant.parse(post.getValue().modified() + "Z")
                                .isAfter(Instant.parse(question.value("modified_after"))))
                        && (question.value("include") == null || Arrays.asList(question.value("include").split(","))
                                .contains(String.valueOf(post.getKey()))))
                .map(Map.Entry::getKey).toList();
        int size = question.number("per_page", 10);
        int page = question.number("page", 1);
        int pages = (found.size() + size - 1) / size;
        if (page > 1 && page > pages) {
            return new Reply(400, Map.of(),
                    "{\"code\": \"rest_post_invalid_page_number\", \"message\": \"No\"}".getBytes());
        }
        List<String> fields = List.of(question.value("_fields").split(","));
        String body = write(
                found.stream().skip((page - 1L) * size).limit(size).map(id -> shown(id, question, fields)).toList());
        String tag = "\"" + body.hashCode() + "\"";
        if (tags && tag.equals(question.headers().getFirst("If-None-Match"))) {
            return Reply.of(304, "ETag", tag);
        }
        Reply reply = Reply.json(body);
        reply = tags ? reply.with("ETag", tag) : reply;
        reply = counts ? reply.with("X-WP-Total", found.size()).with("X-WP-TotalPages", pages) : reply;
        return page < pages ? reply.with("Link", "<http://elsewhere.example/?page=2>; rel=\"next\"") : reply;
    }

    private Map<String, Object> shown(int id, Asked question, List<String> fields) {
        Post post = posts.get(id);
        var all = new LinkedHashMap<String, Object>();
        all.put("id", id);
        all.put("link", "https://help.example.org/" + id + "/");
        all.put("status", "publish");
        all.put("modified_gmt", post.modified());
        all.put("title", Map.of("rendered", post.title()));
        all.put("content", Map.of("rendered", post.content()));
        all.put("lang", post.lang());
        all.put("categories", List.of(5));
        all.keySet().retainAll(fields);
        if (embeds && question.query().containsKey("_embed") && fields.contains("_links")) {
            all.put("_embedded",
                    Map.of("wp:term", List.of(List.of(Map.of("taxonomy", "category", "name", categories.get(5))))));
        }
        return all;
    }

    private static String write(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
