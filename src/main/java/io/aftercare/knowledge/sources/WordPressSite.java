package io.aftercare.knowledge.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.knowledge.LanguageCode;
import io.aftercare.knowledge.sources.SyncCursor.Validators;
import io.aftercare.knowledge.sources.WordPressPages.Listing;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Fetches the posts of a WordPress site over its REST API: first all of them, then those changed since. When the number
 * of posts is another than expected, and now and then, all ids and dates are compared, which finds what was removed and
 * what came back with an old date.
 */
@Component
class WordPressSite implements Connector {

    private static final String WHOLE =
            "_embed=wp:term&_fields=id,link,status,title,content,modified_gmt,lang,categories,"
                    + "translations,wpml_translations,wpml_current_locale,"
                    + "_links,_embedded";
    /** Posts saved within the same moments as the last one seen, or by a server whose clock was put right. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    private final ObjectMapper mapper;
    private final WordPressPosts reader;
    private final ImportProperties limits;

    WordPressSite(ObjectMapper mapper, WordPressPosts reader, ImportProperties limits) {
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
        if (visit.cursor() == null) {
            languages.forEach(reading::everything);
        } else {
            languages.forEach(reading::changes);
            if (visit.compare() || reading.numbersDiffer) {
                languages.forEach(reading::compare);
            }
        }
        return reading.fetched();
    }

    private final class Reading {

        private final Visit visit;
        private final WordPressPages site;
        private final ImportedArticles imported = new ImportedArticles();
        private final Map<String, Integer> totals = new HashMap<>();
        private final Map<String, Validators> validators = new HashMap<>();
        private final Set<String> fetched = new HashSet<>();
        private Set<String> published;
        private Instant changedUntil;
        private boolean numbersDiffer;

        Reading(Visit visit) {
            this.visit = visit;
            this.site = new WordPressPages(mapper, visit.source(), visit.web(), limits.mostArticles());
            this.changedUntil = visit.cursor() == null ? null : visit.cursor().changedUntil();
        }

        Fetched fetched() {
            return new Fetched(imported.faultless(), published,
                    new SyncCursor(changedUntil, totals, List.of(), validators, true));
        }

        void everything(String language) {
            Listing all = site.posts(language, WHOLE + "&orderby=id&order=asc", null);
            take(all.posts().values(), language);
            publish(all.posts().keySet(), language);
            totals.put(key(language), all.total() == null ? all.posts().size() : all.total());
        }

        /** One question for what changed and one for how many there are. */
        void changes(String language) {
            if (visit.cursor().changedUntil() != null) {
                String since = URLEncoder.encode(visit.cursor().changedUntil().minus(OVERLAP).toString(),
                        StandardCharsets.UTF_8);
                String query = WHOLE + "&orderby=id&order=asc&modified_after=" + since;
                String first = site.firstPage(language, query);
                Validators last = visit.cursor().validators().get(first);
                Listing changed = site.posts(language, query, last);
                take(changed.posts().values(), language);
                Validators next = changed.unchanged() ? last : changed.validators();
                // Of several pages, the first may stay as it is while another changes.
                if (next != null && changed.posts().size() < WordPressPages.PAGE) {
                    validators.put(first, next);
                }
            }
            Integer before = visit.cursor().published().get(key(language));
            Integer now = site.total(language);
            totals.put(key(language), now == null ? before : now);
            numbersDiffer |= now != null && !now.equals(before) || visit.cursor().changedUntil() == null;
        }

        /** All ids and dates; fetches what is not known or known with another date. */
        void compare(String language) {
            Listing all = site.posts(language, "_fields=id,modified_gmt&orderby=id&order=asc", null);
            publish(all.posts().keySet(), language);
            totals.put(key(language), all.total() == null ? all.posts().size() : all.total());
            List<String> wanted = all.posts().entrySet().stream().filter(post -> {
                String id = id(post.getKey(), language);
                Instant modified = WordPressPosts.modified(post.getValue());
                return !fetched.contains(id) && (modified == null || !modified.equals(visit.known().get(id)));
            }).map(Map.Entry::getKey).toList();
            for (int from = 0; from < wanted.size(); from += WordPressPages.PAGE) {
                String include =
                        String.join(",", wanted.subList(from, Math.min(wanted.size(), from + WordPressPages.PAGE)));
                take(site.posts(language, WHOLE + "&orderby=id&order=asc&include=" + include, null).posts().values(),
                        language);
            }
        }

        private void take(Collection<JsonNode> posts, String language) {
            site.nameCategories(posts, language);
            var defaults =
                    new ImportDefaults(visit.source().name(), LanguageCode.of(language), visit.source().section(),
                            prefix(language));
            reader.read(List.copyOf(posts), defaults, imported);
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
