package io.aftercare.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aftercare.knowledge.Bookmark.Validators;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Fetches the posts of a WordPress site over its REST API: first all of them, then those changed since. When the number of
 * posts is another than expected, and now and then, all ids and dates are compared, which finds what was removed and what
 * came back with an old date.
 */
@Component
class WordPressSite implements Connector {

    private static final int PAGE = 100;
    private static final String WHOLE = "_embed=wp:term&_fields=id,link,status,title,content,modified_gmt,lang,categories,"
            + "_links,_embedded";
    /** Posts saved within the same moments as the last one seen, or by a server whose clock was put right. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    private final ObjectMapper mapper;
    private final WordPressPosts reader;
    private final KnowledgeProperties limits;

    WordPressSite(ObjectMapper mapper, WordPressPosts reader, KnowledgeProperties limits) {
        this.mapper = mapper;
        this.reader = reader;
        this.limits = limits;
    }

    @Override
    public ArticleSource.Type type() {
        return ArticleSource.Type.WORDPRESS;
    }

    @Override
    public Fetched fetch(Visit visit) {
        var reading = new Reading(visit);
        List<String> languages = new ArrayList<>(visit.source().languages());
        if (languages.isEmpty()) {
            languages.add(null);
        }
        if (visit.bookmark() == null) {
            languages.forEach(reading::everything);
        } else {
            languages.forEach(reading::changes);
            if (visit.compare() || reading.numbersDiffer) {
                languages.forEach(reading::compare);
            }
        }
        return reading.fetched();
    }

    /** A few pages of an answer; the total is null when the site does not tell. */
    private record Listing(Map<String, JsonNode> posts, Integer total, Validators validators, boolean unchanged) {
    }

    private final class Reading {

        private final Visit visit;
        private final ImportedArticles imported = new ImportedArticles();
        private final Map<String, Integer> totals = new HashMap<>();
        private final Map<String, Validators> validators = new HashMap<>();
        private final Set<String> fetched = new HashSet<>();
        private Set<String> published;
        private Instant changedUntil;
        private boolean numbersDiffer;

        Reading(Visit visit) {
            this.visit = visit;
            this.changedUntil = visit.bookmark() == null ? null : visit.bookmark().changedUntil();
        }

        Fetched fetched() {
            return new Fetched(imported.faultless(), published,
                    new Bookmark(changedUntil, totals, List.of(), validators, true));
        }

        void everything(String language) {
            Listing all = pages(language, WHOLE + "&orderby=id&order=asc", null);
            take(all.posts().values(), language);
            publish(all.posts().keySet(), language);
            totals.put(key(language), all.total() == null ? all.posts().size() : all.total());
        }

        /** One question for what changed and one for how many there are. */
        void changes(String language) {
            if (visit.bookmark().changedUntil() != null) {
                String since = URLEncoder.encode(visit.bookmark().changedUntil().minus(OVERLAP).toString(),
                        StandardCharsets.UTF_8);
                String query = WHOLE + "&orderby=id&order=asc&modified_after=" + since;
                Validators last = visit.bookmark().validators().get(address(language, query, 1));
                Listing changed = pages(language, query, last);
                take(changed.posts().values(), language);
                Validators next = changed.unchanged() ? last : changed.validators();
                // Of several pages, the first may stay as it is while another changes.
                if (next != null && changed.posts().size() < PAGE) {
                    validators.put(address(language, query, 1), next);
                }
            }
            Integer before = visit.bookmark().published().get(key(language));
            Integer now = visit.web().get(endpoint(language, "_fields=id&per_page=1")).number("X-WP-Total").orElse(null);
            totals.put(key(language), now == null ? before : now);
            numbersDiffer |= now != null && !now.equals(before) || visit.bookmark().changedUntil() == null;
        }

        /** All ids and dates; fetches what is not known or known with another date. */
        void compare(String language) {
            Listing all = pages(language, "_fields=id,modified_gmt&orderby=id&order=asc", null);
            publish(all.posts().keySet(), language);
            totals.put(key(language), all.total() == null ? all.posts().size() : all.total());
            List<String> wanted = all.posts().entrySet().stream().filter(post -> {
                String id = id(post.getKey(), language);
                Instant modified = WordPressPosts.modified(post.getValue());
                return !fetched.contains(id) && (modified == null || !modified.equals(visit.known().get(id)));
            }).map(Map.Entry::getKey).toList();
            for (int from = 0; from < wanted.size(); from += PAGE) {
                String include = String.join(",", wanted.subList(from, Math.min(wanted.size(), from + PAGE)));
                take(pages(language, WHOLE + "&orderby=id&order=asc&include=" + include, null).posts().values(), language);
            }
        }

        private void take(Collection<JsonNode> posts, String language) {
            nameCategories(posts, language);
            var origin = new Origin(visit.source().name(), ImportedArticles.language(language), visit.source().section(),
                    prefix(language));
            reader.read(List.copyOf(posts), origin, imported);
            for (JsonNode post : posts) {
                fetched.add(id(post.path("id").asText(), language));
                Instant modified = WordPressPosts.modified(post);
                if (modified != null && (changedUntil == null || modified.isAfter(changedUntil))) {
                    changedUntil = modified;
                }
            }
        }

        private void publish(Set<String> numbers, String language) {
            published = published == null ? new HashSet<>() : published;
            numbers.forEach(number -> published.add(id(number, language)));
        }

        /** For sites that do not embed the names of categories. */
        private void nameCategories(Collection<JsonNode> posts, String language) {
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
            array(visit.web().get(categories + "&include=" + ids), categories)
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

        /** Reads page after page; once more from the beginning when posts came or went meanwhile. */
        private Listing pages(String language, String query, Validators last) {
            for (int attempt = 1; ; attempt++) {
                var posts = new LinkedHashMap<String, JsonNode>();
                WebVisit.Answer first = visit.web().get(address(language, query, 1), last);
                if (first.unchanged()) {
                    return new Listing(Map.of(), null, last, true);
                }
                WebVisit.Answer page = first;
                for (int number = 1; collect(page, address(language, query, number), posts, number); number++) {
                    page = visit.web().get(address(language, query, number + 1));
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
            int most = Math.max(posts.size(), page.number("X-WP-Total").orElse(0));
            if (most > limits.mostArticles()) {
                throw new FetchFailed("The site has " + most + " posts; " + limits.mostArticles()
                        + " are allowed (aftercare.knowledge.most-articles).");
            }
            return page.number("X-WP-TotalPages").map(pages -> number < pages).orElseGet(() ->
                    page.response().headers().allValues("Link").stream().anyMatch(link -> link.contains("rel=\"next\"")))
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
            String url = visit.source().urlFor(language).strip().replaceFirst("#.*$", "").replaceFirst("/+$", "");
            String posts = url.contains("?") || url.matches(".*/wp/v2/[\\w-]+") ? url
                    : url.replaceFirst("/wp-json(?:/wp/v2)?$", "") + "/wp-json/wp/v2/posts";
            String lang = language == null || visit.source().siteForEachLanguage() ? "" : "&lang=" + language;
            return posts + (posts.contains("?") ? "&" : "?") + query + lang;
        }

        private String id(String number, String language) {
            return ImportedArticles.idOf(visit.source().name(), prefix(language) + number);
        }

        /** Sites of their own count their posts on their own. */
        private String prefix(String language) {
            return visit.source().siteForEachLanguage() ? language + "-" : "";
        }

        private String key(String language) {
            return language == null ? "" : language;
        }
    }
}
