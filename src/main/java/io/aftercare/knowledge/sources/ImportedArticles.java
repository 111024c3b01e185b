package io.aftercare.knowledge.sources;

import io.aftercare.knowledge.Article;
import io.aftercare.knowledge.sources.ArticleImportReport.Incomplete;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What a file to import holds, before anything is written: collects articles, what is left out and why, and what is
 * wrong with the file.
 */
class ImportedArticles {

    static final int LONGEST_GROUP = 250;

    private static final int MOST_INCOMPLETE = 1_000;

    private final Map<String, Article> articles = new LinkedHashMap<>();
    private final Set<String> withdrawn = new LinkedHashSet<>();
    private final Set<String> sources = new LinkedHashSet<>();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private final Map<String, Integer> partsLeftOut = new TreeMap<>();
    private final List<Incomplete> incomplete = new ArrayList<>();
    private final Map<String, String> groups = new HashMap<>();
    private final Sentences remarks = new Sentences();
    private final Sentences errors = new Sentences();
    private int skipped;
    private Duration reading = Duration.ZERO;

    /** What of the pages of these articles is no part of them, with how often. */
    Map<String, Integer> partsLeftOut() {
        return Collections.unmodifiableMap(partsLeftOut);
    }

    /** Articles of which something was left out, in the order of the source; the first ones. */
    List<Incomplete> incomplete() {
        return List.copyOf(incomplete);
    }

    /** By id of an article what it shares with those that say the same in other languages. */
    Map<String, String> groups() {
        return groups;
    }

    /** Articles in the order of the source; a null {@code modifiedAt} means the source does not say. */
    List<Article> articles() {
        return List.copyOf(articles.values());
    }

    /** Ids of what the source holds but does not publish. */
    Set<String> withdrawn() {
        return withdrawn;
    }

    Set<String> sources() {
        return sources;
    }

    /** Ids of articles that could not be read; where they are known, they stay as they were. */
    Set<String> leftOut() {
        return leftOut;
    }

    Sentences remarks() {
        return remarks;
    }

    int skipped() {
        return skipped;
    }

    /** @param where how the reader of the report finds the entry, such as {@code Post 12} or a path */
    private void add(String where, Article article) {
        if (article.equals(articles.get(article.id()))) {
            // Pages of a web site fetched one after another overlap when something is published meanwhile.
            skipped++;
            remarks.add(where + " was left out: it is in this import twice.");
        } else if (articles.containsKey(article.id())) {
            fault(where + " has the id " + article.id() + ", which another entry of this import has too. "
                    + "Give each article an id of its own.");
        } else if (article.title().length() > 500) {
            fault(where + " has a title of " + article.title().length() + " characters; 500 are allowed.");
        } else if (article.id().length() > 200 || article.source().length() > 100) {
            fault(where + " has an id or source that is too long (200 and 100 characters are allowed).");
        } else {
            articles.put(article.id(), article);
            sources.add(article.source());
        }
    }

    /**
     * As {@link #add(String, Article)}, with what else is known of it.
     *
     * @param leftOut what of its page is no part of it, with how often
     * @param group   what it shares with those that say the same in other languages; null when there are none
     */
    void add(String where, Article article, Map<String, Integer> leftOut, String group) {
        boolean known = articles.containsKey(article.id());
        add(where, article);
        if (known || !articles.containsKey(article.id())) {
            return;
        }
        leftOut.forEach((part, count) -> partsLeftOut.merge(part, count, Integer::sum));
        if (!leftOut.isEmpty() && incomplete.size() < MOST_INCOMPLETE) {
            incomplete.add(new Incomplete(article.id(), article.title(), new TreeMap<>(leftOut)));
        }
        if (group != null) {
            groups.put(article.id(), group);
        }
    }

    /** The entry is too much to be read; what is known of it stays. */
    void leave(String where, String source, String id, String why) {
        skipped++;
        leftOut.add(id);
        sources.add(source);
        remarks.add(where + " was left out: " + why + ".");
    }

    /** Adds to the time that reading took so far. */
    void took(Duration time) {
        reading = reading.plus(time);
    }

    /** @throws ImportFailed when reading all took longer than it may */
    void takes(Duration longest) {
        if (reading.compareTo(longest) > 0) {
            throw new ImportFailed("Reading the articles takes longer than " + longest.toMinutes()
                    + " min (aftercare.knowledge.longest-import). Import them in parts.");
        }
    }

    /** The entry is not published: left out, and taken back if it once was. */
    void skip(String where, String source, String id, String why) {
        skipped++;
        withdrawn.add(id);
        sources.add(source);
        remarks.add(where + " was left out: " + why + ".");
    }

    /** A known article, from wherever, gives way to one of this import. */
    void replace(String known, String by) {
        withdrawn.add(known);
        remarks.add("Article " + known + " has the same address as " + by + " and is replaced by it.");
    }

    /** The whole import will be rejected. */
    void fault(String problem) {
        errors.add(problem);
    }

    /** @throws ImportFailed when anything is wrong, or there is nothing at all in the import */
    ImportedArticles checked() {
        if (errors.isEmpty() && articles.isEmpty() && skipped == 0) {
            errors.add("There is no article in it.");
        }
        return faultless();
    }

    /** @throws ImportFailed when anything is wrong; there may be nothing in it */
    ImportedArticles faultless() {
        if (!errors.isEmpty()) {
            throw new ImportFailed(errors.all());
        }
        return this;
    }

    /** Fit for a path segment of a URL. */
    static String idOf(String source, String local) {
        return source + ":" + local.strip().replaceAll("[^\\p{Alnum}._-]+", "-");
    }

    /** A web address that may be shown as a link, or null. */
    static String link(String address) {
        if (address == null) {
            return null;
        }
        try {
            var uri = new URI(address.strip());
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && address.strip().length() <= 2000 ? uri.toASCIIString() : null;
        } catch (URISyntaxException unusable) {
            return null;
        }
    }

    static Instant orNull(Supplier<Instant> moment) {
        try {
            return moment.get();
        } catch (DateTimeException unknown) {
            return null;
        }
    }
}
