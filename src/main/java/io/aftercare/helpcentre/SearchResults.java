package io.aftercare.helpcentre;

import io.aftercare.knowledge.Hit;
import io.aftercare.knowledge.KnowledgeBase;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a search shows, best first: articles in the language of the page, and those in other languages only when nothing
 * better is there.
 *
 * @param query     what was asked for, cleaned
 * @param surely    articles that probably answer it
 * @param perhaps   others that are near
 * @param elsewhere whether there is none at all in the language of the page
 */
record SearchResults(String query, List<Hit> surely, List<Hit> perhaps, boolean elsewhere) {

    static final int LONGEST_QUERY = 300;

    private static final int MOST_IN_OTHER_LANGUAGES = 3;

    /**
     * The last word may be the beginning of one: what is found while one types is found by "all results", too; one of
     * another language only when that of the page has none that is near, and the question may be meant for it (see
     * {@link KnowledgeBase#elsewhere}).
     */
    static SearchResults of(KnowledgeBase knowledge, String asked, Locale locale, int most) {
        String query = cleaned(asked);
        List<Hit> own = query.isEmpty() ? List.of() : knowledge.suggestions(query, locale.getLanguage(), most);
        List<Hit> others = query.isEmpty() || own.stream().anyMatch(Hit::confident) ? List.of()
                : knowledge.elsewhere(query, locale.getLanguage(), most).stream()
                        .filter(hit -> own.stream().noneMatch(other -> other.article().id().equals(hit.article().id())))
                        .filter(hit -> own.isEmpty() || hit.confident()).limit(MOST_IN_OTHER_LANGUAGES).toList();
        List<Hit> all = Stream.concat(others.stream(), own.stream()).limit(most).toList();
        return new SearchResults(query, all.stream().filter(Hit::confident).toList(),
                all.stream().filter(hit -> !hit.confident()).toList(), own.isEmpty()
                        && all.stream().anyMatch(hit -> !hit.article().language().equals(locale.getLanguage())));
    }

    /** Surely first. */
    public List<Hit> all() {
        return Stream.concat(surely.stream(), perhaps.stream()).toList();
    }

    /** Words as they were typed or came in an address: one line, not endless. */
    static String cleaned(String typed) {
        String line = typed == null ? "" : typed.replaceAll("[\\p{Cntrl}\\p{Cs}\\u2028\\u2029]+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST_QUERY ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_QUERY)).strip();
    }
}
