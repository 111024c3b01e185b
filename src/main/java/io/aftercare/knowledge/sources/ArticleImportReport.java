package io.aftercare.knowledge.sources;

import java.util.List;

/**
 * What an import did to the knowledge base.
 *
 * @param created   articles that were not known
 * @param updated   known articles that had changed
 * @param unchanged known articles that had not
 * @param removed   known articles withdrawn, since the source no longer publishes them
 * @param skipped   entries that are no published article
 * @param problems  a sentence for each entry skipped or withdrawn, in the order of the source; of very many, the first
 *                  and how many more
 */
public record ArticleImportReport(int created, int updated, int unchanged, int removed, int skipped,
        List<String> problems) {

    public ArticleImportReport {
        problems = List.copyOf(problems);
    }
}
