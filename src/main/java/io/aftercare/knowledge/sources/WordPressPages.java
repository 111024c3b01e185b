package io.aftercare.knowledge.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercare.knowledge.sources.SyncCursor.Validators;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks the REST API of a WordPress site for posts, in one language or all, page after page. */
final class WordPressPages {

    /** How many posts are asked for at once: the most that WordPress gives. */
    static final int PAGE = 100;

    private final ObjectMapper mapper;
    private final ArticleSource source;
    private final WebVisit web;
    private final int mostPosts;

    WordPressPages(ObjectMapper mapper, ArticleSource source, WebVisit web, int mostPosts) {
        this.mapper = mapper;
        this.source = source;
        this.web = web;
        this.mostPosts = mostPosts;
    }

    /**
     * All pages of an answer.
     *
     * @param posts by their number
     * @param total null when the site does not tell
     */
    record Listing(Map<String, JsonNode> posts, Integer total, Validators validators, boolean unchanged) {
    }

    /**
     * Reads page after page; once more from the beginning when posts came or went meanwhile.
     *
     * @param language null for those of all languages
     * @param last     of an earlier answer with the first page; null to read it in any case
     * @throws FetchFailed when the site does not answer as it should, or has too many posts
     */
    Listing posts(String language, String query, Validators last) {
        for (int attempt = 1;; attempt++) {
            var posts = new LinkedHashMap<String, JsonNode>();
            WebVisit.Answer first = web.get(address(language, query, 1), last);
            if (first.unchanged()) {
                return new Listing(Map.of(), null, last, true);
            }
            WebVisit.Answer page = first;
            for (int number = 1; collect(page, address(language, query, number), posts, number); number++) {
                page = web.get(address(language, query, number + 1));
            }
            Integer total = page.number("X-WP-Total").orElse(null);
            if (total == null || total == posts.size() && total.equals(first.number("X-WP-Total").orElse(total))) {
                return new Listing(posts, total, first.validators(), false);
            }
            if (attempt == 2) {
                throw new FetchFailed("The site says it has " + total + " posts but showed " + posts.size()
                        + " of them. If this goes on, check what its plugins do to /wp-json/wp/v2.");
            }
        }
    }

    /** How many posts there are; null when the site does not tell. */
    Integer total(String language) {
        return web.get(endpoint(language, "_fields=id&per_page=1")).number("X-WP-Total").orElse(null);
    }

    /** The address by which the validators of an answer are kept. */
    String firstPage(String language, String query) {
        return address(language, query, 1);
    }

    /** For sites that do not embed the names of categories. */
    void nameCategories(Collection<JsonNode> posts, String language) {
        List<JsonNode> nameless = posts.stream().filter(post -> !post.path("_embedded").has("wp:term")
                && !post.path("categories").isEmpty()).toList();
        String categories = endpoint(language, "_fields=id,name&per_page=100")
                .replace("/wp/v2/posts", "/wp/v2/categories");
        if (nameless.isEmpty() || !categories.contains("/wp/v2/categories")) {
            return;
        }
        var names = new HashMap<String, JsonNode>();
        String ids = nameless.stream().flatMap(post -> JsonAnswer.elements(post.path("categories")).stream())
                .map(JsonNode::asText).distinct().limit(PAGE).collect(Collectors.joining(","));
        array(web.get(categories + "&include=" + ids), categories)
                .forEach(category -> names.put(category.path("id").asText(), category));
        for (JsonNode post : nameless) {
            var terms = ((ObjectNode) post).withObject("/_embedded").putArray("wp:term").addArray();
            post.path("categories").forEach(number -> {
                if (names.containsKey(number.asText())) {
                    terms.add(names.get(number.asText()));
                }
            });
        }
    }

    /** Whether another page follows. */
    private boolean collect(WebVisit.Answer page, String address, Map<String, JsonNode> posts, int number) {
        List<JsonNode> found = array(page, address);
        for (JsonNode post : found) {
            String id = JsonAnswer.number(post.path("id"));
            if (id == null) {
                throw new FetchFailed("The answer of " + address + " holds something without a numeric id: no post.");
            }
            posts.put(id, post);
        }
        int there = Math.max(posts.size(), page.number("X-WP-Total").orElse(0));
        if (there > mostPosts) {
            throw new FetchFailed("The site has " + there + " posts; " + mostPosts
                    + " are allowed (aftercare.knowledge.most-articles).");
        }
        return page.number("X-WP-TotalPages").map(pages -> number < pages)
                .orElseGet(() -> page.response().headers().allValues("Link").stream()
                        .anyMatch(link -> link.contains("rel=\"next\"")))
                && !found.isEmpty();
    }

    private List<JsonNode> array(WebVisit.Answer answer, String address) {
        JsonNode json;
        try {
            json = JsonAnswer.read(mapper, answer.body());
        } catch (ImportFailed unreadable) {
            throw new FetchFailed("The answer of " + address + " is no JSON of WordPress. Check that the address is a "
                    + "WordPress site whose REST API is open.");
        }
        if (!json.isArray()) {
            throw new FetchFailed("The answer of " + address + " is no list of posts. Check the url of the source.");
        }
        return JsonAnswer.elements(json);
    }

    private String address(String language, String query, int page) {
        return endpoint(language, query + "&per_page=" + PAGE + "&page=" + page);
    }

    /** The url may be that of the site or of an endpoint, such as of posts of a type of its own. */
    private String endpoint(String language, String query) {
        String url = source.urlFor(language).strip().replaceFirst("#.*$", "").replaceFirst("/+$", "");
        String posts = url.contains("?") || url.matches(".*/wp/v2/[\\w-]+") ? url
                : url.replaceFirst("/wp-json(?:/wp/v2)?$", "") + "/wp-json/wp/v2/posts";
        String lang = language == null || source.siteForEachLanguage() ? "" : "&lang=" + language;
        return posts + (posts.contains("?") ? "&" : "?") + query + lang;
    }
}
