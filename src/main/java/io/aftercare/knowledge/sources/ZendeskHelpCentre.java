package io.aftercare.knowledge.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.knowledge.sources.SyncCursor.Validators;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Fetches the articles of a Zendesk Help Center: first all of them in each locale, then those changed since. When the
 * number of articles in a locale is another than expected, and now and then, all are read again, which finds what was
 * removed. A Help Center that does not let us ask for changes only is read as a whole each time.
 */
@Component
class ZendeskHelpCentre implements Connector {

    private static final String WITH = "include=sections,categories,translations";
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final ObjectMapper mapper;
    private final ZendeskArticles reader;
    private final ImportProperties limits;

    ZendeskHelpCentre(ObjectMapper mapper, ZendeskArticles reader, ImportProperties limits) {
        this.mapper = mapper;
        this.reader = reader;
        this.limits = limits;
    }

    @Override
    public ArticleSource.Type type() {
        return ArticleSource.Type.ZENDESK;
    }

    @Override
    public Fetched fetch(Visit visit) {
        var reading = new Reading(visit);
        SyncCursor last = visit.cursor();
        if (last == null || visit.compare() || last.changedUntil() == null || !last.incremental()) {
            return reading.everything();
        }
        // In an import of its own: what is read again as a whole must not come twice.
        return reading.changes() ? reading.fetched() : new Reading(visit, reading.incremental).everything();
    }

    private final class Reading {

        private final Visit visit;
        private final ImportedArticles imported = new ImportedArticles();
        private final Map<String, Integer> totals = new HashMap<>();
        private final Map<String, Validators> validators = new HashMap<>();
        private List<String> locales;
        private Set<String> published;
        private Instant changedUntil;
        private boolean incremental;

        Reading(Visit visit) {
            this(visit, visit.cursor() == null || visit.cursor().incremental());
        }

        Reading(Visit visit, boolean incremental) {
            this.visit = visit;
            this.incremental = incremental;
            this.changedUntil = visit.cursor() == null ? null : visit.cursor().changedUntil();
            this.locales = visit.cursor() == null ? List.of() : visit.cursor().locales();
        }

        Fetched fetched() {
            return new Fetched(imported.faultless(), published,
                    new SyncCursor(changedUntil, totals, locales, validators, incremental));
        }

        Fetched everything() {
            locales = locales();
            published = new HashSet<>();
            for (String locale : locales) {
                var articles = new LinkedHashMap<String, JsonNode>();
                String next = "page%5Bsize%5D=100";
                for (int page = 1; next != null; page++) {
                    JsonNode answer = page(locale(locale) + "?" + next + "&" + WITH);
                    if (next.startsWith("page%5B") && !answer.path("meta").has("has_more")
                            && next(answer, page) != null) {
                        // One that knows no cursors also took no notice of the size: from the beginning, by numbers.
                        answer = page(locale(locale) + "?per_page=100&page=1&" + WITH);
                    }
                    for (JsonNode article : ZendeskArticles.articles(answer)) {
                        articles.put(article.path("id").asText(), article);
                    }
                    if (articles.size() > limits.mostArticles()) {
                        throw new FetchFailed("There are more than " + limits.mostArticles()
                                + " articles (aftercare.knowledge.most-articles).");
                    }
                    take(answer, Set.of(locale));
                    next = next(answer, page);
                }
                totals.put(locale, articles.size());
            }
            imported.articles().forEach(article -> published.add(article.id()));
            published.addAll(imported.leftOut());
            return fetched();
        }

        /**
         * False when all has to be read, since the number of articles differs or the Help Center does not tell changes.
         */
        boolean changes() {
            long since = changedUntil.minus(OVERLAP).getEpochSecond();
            String first = api("incremental/articles.json?start_time=" + since + "&" + WITH);
            Validators last = visit.cursor().validators().get(first);
            try {
                WebVisit.Answer answer = visit.web().get(first, last);
                Validators next = answer.unchanged() ? last : answer.validators();
                if (next != null) {
                    validators.put(first, next);
                }
                if (!answer.unchanged()) {
                    changes(parsed(answer, first), since);
                }
            } catch (FetchFailed refused) {
                if (refused.status() != 401 && refused.status() != 403 && refused.status() != 404) {
                    throw refused;
                }
                incremental = false;
                return false;
            }
            for (String locale : locales) {
                int count = page(locale(locale) + "?per_page=1&page=1").path("count").asInt(-1);
                Integer before = visit.cursor().published().get(locale);
                if (count >= 0 && before != null && count != before) {
                    return false;
                }
                totals.put(locale, before == null ? count : before);
            }
            return true;
        }

        private void changes(JsonNode first, long since) {
            JsonNode answer = first;
            long from = since;
            var seen = new HashSet<String>();
            while (true) {
                take(answer, Set.copyOf(locales));
                long end = answer.path("end_time").asLong(from);
                boolean fresh = false;
                for (JsonNode article : ZendeskArticles.articles(answer)) {
                    fresh |= seen.add(article.path("id").asText());
                }
                if (!answer.path("next_page").isTextual() || !fresh || end <= from) {
                    return;
                }
                from = end;
                answer = page(api("incremental/articles.json?start_time=" + end + "&" + WITH));
            }
        }

        private void take(JsonNode page, Set<String> wanted) {
            reader.read(page, new ImportDefaults(visit.source().name(), null, visit.source().section(), ""),
                    wanted::contains, imported);
            for (JsonNode article : ZendeskArticles.articles(page)) {
                Instant updated = ZendeskArticles.updated(article);
                if (updated != null && (changedUntil == null || updated.isAfter(changedUntil))) {
                    changedUntil = updated;
                }
            }
        }

        /** Those configured; of a language without a region, all that the Help Center has. */
        private List<String> locales() {
            List<String> wanted = visit.source().languages().stream()
                    .map(locale -> locale.toLowerCase(Locale.ROOT).replace('_', '-')).toList();
            if (!wanted.isEmpty() && wanted.stream().allMatch(locale -> locale.contains("-"))) {
                return wanted;
            }
            List<String> offered = new ArrayList<>();
            try {
                String address = api("locales.json");
                parsed(visit.web().get(address), address).path("locales").forEach(locale -> offered.add(
                        locale.asText().toLowerCase(Locale.ROOT)));
            } catch (FetchFailed refused) {
                if (wanted.isEmpty() || refused.status() == 0 || refused.status() >= 429) {
                    throw refused;
                }
            }
            if (wanted.isEmpty()) {
                return List.copyOf(offered);
            }
            return wanted.stream().flatMap(locale -> {
                List<String> same = offered.stream().filter(other -> other.equals(locale)
                        || other.startsWith(locale + "-")).toList();
                return (same.isEmpty() ? List.of(locale) : same).stream();
            }).distinct().toList();
        }

        /**
         * The pages of an answer are counted or linked by a cursor; only the cursor is taken, never a foreign address.
         */
        private String next(JsonNode answer, int page) {
            JsonNode meta = answer.path("meta");
            if (meta.has("has_more")) {
                String cursor = meta.path("after_cursor").asText("");
                return !meta.path("has_more").asBoolean() || cursor.isEmpty() ? null
                        : "page%5Bsize%5D=100&page%5Bafter%5D=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
            }
            return answer.path("next_page").isTextual() ? "per_page=100&page=" + (page + 1) : null;
        }

        private JsonNode page(String address) {
            return parsed(visit.web().get(address), address);
        }

        private JsonNode parsed(WebVisit.Answer answer, String address) {
            try {
                JsonNode json = JsonAnswer.read(mapper, answer.body());
                if (address.contains("locales.json") || ZendeskArticles.recognise(json)) {
                    return json;
                }
            } catch (ImportFailed unreadable) {
                // Said below, with the address.
            }
            throw new FetchFailed(
                    "The answer of " + address + " is not what a Zendesk Help Center says. Check the url of "
                            + "the source.");
        }

        private String locale(String locale) {
            return api(locale + "/articles.json");
        }

        /** The url may be that of the Help Center, with or without {@code /hc/en-us}. */
        private String api(String path) {
            return visit.source().urlFor(null).strip().replaceFirst("/(?:hc|api)(?:/.*)?$", "").replaceFirst("[/?#]+$",
                    "")
                    + "/api/v2/help_center/" + path;
        }
    }
}
