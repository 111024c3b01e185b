package io.aftercare.knowledge.sources;

import java.util.List;
import java.util.Map;

/**
 * What an import did to the knowledge base.
 *
 * @param created      articles that were not known
 * @param updated      known articles that had changed
 * @param unchanged    known articles that had not
 * @param removed      known articles withdrawn, since the source no longer publishes them
 * @param skipped      entries that are no published article
 * @param problems     a sentence for each entry skipped or withdrawn, and for each article that seems to be in another
 *                     language than it says, in the order of the source; of very many, the first and how many more
 * @param partsLeftOut what of the pages is no part of the articles, such as {@code script}, {@code navigation} or
 *                     {@code short code [tablepress]}, with how often in all of them
 * @param incomplete   the articles of which something was left out, in the order of the source; the first 1,000
 */
public record ArticleImportReport(int created, int updated, int unchanged, int removed, int skipped,
        List<String> problems, Map<String, Integer> partsLeftOut, List<Incomplete> incomplete) {

    public ArticleImportReport {
        problems = List.copyOf(problems);
        incomplete = List.copyOf(incomplete);
    }

    /**
     * An article whose page had more than what was taken in.
     *
     * @param article its id
     * @param leftOut as {@code partsLeftOut}, of this one
     */
    public record Incomplete(String article, String title, Map<String, Integer> leftOut) {
    }

    /** Of an import that did nothing. */
    static ArticleImportReport nothing() {
        return new ArticleImportReport(0, 0, 0, 0, 0, List.of(), Map.of(), List.of());
    }

    /** The figures only: a log is no place for thousands of lines. */
    @Override
    public String toString() {
        return created + " new, " + updated + " changed, " + unchanged + " unchanged, " + removed + " withdrawn, "
                + skipped + " left out" + (problems.isEmpty() ? "" : "; " + String.join(" ", problems));
    }
}
