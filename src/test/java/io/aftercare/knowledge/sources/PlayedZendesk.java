package io.aftercare.knowledge.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.knowledge.sources.PlayedSite.Asked;
import io.aftercare.knowledge.sources.PlayedSite.Reply;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a Zendesk Help Center's API that matters here, with articles a test can change. */
final class PlayedZendesk {

    static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pattern LISTING = Pattern.compile("/api/v2/help_center/([a-z-]+)/articles\\.json");

    /** By locale, then number. */
    final Map<String, Map<Integer, Map<String, Object>>> articles = new ConcurrentSkipListMap<>();
    boolean cursors = true;
    boolean incremental = true;

    PlayedZendesk article(String locale, int number, String title, int minutes) {
        var article = new LinkedHashMap<String, Object>();
        article.put("id", number);
        article.put("locale", locale);
        article.put("source_locale", "en-us");
        article.put("title", title);
        article.put("body", "<h2>Steps</h2><p>All about " + title + ".</p>");
        article.put("html_url", "https://acme.zendesk.example/hc/" + locale + "/articles/" + number);
        article.put("section_id", 11);
        article.put("draft", false);
        article.put("updated_at", FIRST.plusSeconds(60L * minutes).toString());
        articles.computeIfAbsent(locale, any -> new ConcurrentSkipListMap<>()).put(number, article);
        return this;
    }

    Reply answer(Asked question) {
        if (question.path().equals("/api/v2/help_center/locales.json")) {
            return Reply.json(write(Map.of("locales", List.copyOf(articles.keySet()), "default_locale", "en-us")));
        }
        if (question.path().equals("/api/v2/help_center/incremental/articles.json")) {
            return incremental ? changes(question) : Reply.of(403);
        }
        Matcher listing = LISTING.matcher(question.path());
        return listing.matches() ? listing(listing.group(1), question) : Reply.of(404);
    }

    private Reply listing(String locale, Asked question) {
        var all = List.copyOf(articles.getOrDefault(locale, Map.of()).values());
        boolean cursor = cursors && question.value("page[size]") != null;
        int size = cursor ? question.number("page[size]", 30) : question.number("per_page", 30);
        int from = cursor ? question.number("page[after]", 0) : (question.number("page", 1) - 1) * size;
        boolean more = from + size < all.size();
        Map<String, Object> answer = page(all.stream().skip(from).limit(size).toList());
        if (cursor) {
            answer.put("meta", more ? Map.of("has_more", true, "after_cursor", String.valueOf(from + size))
                    : Map.of("has_more", false));
            answer.put("links", more ? Map.of("next", "https://elsewhere.example/next") : Map.of());
        } else {
            answer.put("count", all.size());
            answer.put("next_page", more ? "https://elsewhere.example/next" : null);
        }
        return Reply.json(write(answer));
    }

    /** At most two at a time, so that there are pages; each article once, in its first language if it changed there. */
    private Reply changes(Asked question) {
        Instant since = Instant.ofEpochSecond(Long.parseLong(question.value("start_time")));
        var changed = articles.values().stream().flatMap(locale -> locale.values().stream())
                .filter(article -> !updated(article).isBefore(since))
                .sorted((one, other) -> updated(one).compareTo(updated(other))).toList();
        Map<String, Object> answer = page(changed.stream().limit(2).toList());
        answer.put("count", changed.size());
        answer.put("end_time", changed.isEmpty() ? since.getEpochSecond()
                : updated(changed.get(Math.min(2, changed.size()) - 1)).getEpochSecond());
        answer.put("next_page", changed.size() > 2 ? "https://elsewhere.example/next" : null);
        return Reply.json(write(answer));
    }

    private static Instant updated(Map<String, Object> article) {
        return Instant.parse((String) article.get("updated_at"));
    }

    private static Map<String, Object> page(List<Map<String, Object>> articles) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("articles", articles);
        answer.put("sections", List.of(Map.of("id", 11, "name", "First steps", "category_id", 21)));
        answer.put("categories", List.of(Map.of("id", 21, "name", "Help")));
        return answer;
    }

    private static String write(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
