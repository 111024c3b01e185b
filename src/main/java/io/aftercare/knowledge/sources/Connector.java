package io.aftercare.knowledge.sources;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Knows how to ask one kind of source for its articles; writes nothing. */
interface Connector {

    ArticleSource.Type type();

    /** @throws ImportFailed when the source does not answer as it should, or an article cannot be read */
    Fetched fetch(Visit visit);

    /**
     * What a connector is told.
     *
     * @param cursor  how far the last visit came; null to fetch everything
     * @param compare whether all ids are to be compared in any case
     * @param known   when each article of this source changed, by id
     */
    record Visit(ArticleSource source, SyncCursor cursor, boolean compare, Map<String, Instant> known, WebVisit web) {
    }

    /**
     * What a visit brought.
     *
     * @param imported  new and changed articles
     * @param published ids of all articles the source publishes; null when they were not compared
     */
    record Fetched(ImportedArticles imported, Set<String> published, SyncCursor cursor) {
    }
}
