/**
 * Where articles come from: files that are imported, and web sites and folders that are fetched from on a schedule.
 *
 * <p>
 * {@link io.aftercare.knowledge.sources.ArticleImports} is what other modules may call; over HTTP it is
 * {@code ArticleImportController} for files and {@code ArticleSourceController} for what is fetched.
 * {@code SourceSchedule} begins a run of {@code SourceRuns} when a source is due; a {@code Connector} for each kind of
 * source says what is new, asking the web through {@code WebVisit} only.
 *
 * <p>
 * What holds: an import is written as a whole or not at all, through {@code ArticleStore}; of all nodes one fetches at
 * a time, one source at a time; what a run brought and how far it came ({@code SyncCursor}) are committed together; no
 * address outside the source's own host is asked. This package knows the knowledge base around it, which knows nothing
 * of sources.
 */
@org.springframework.modulith.NamedInterface("sources")
package io.aftercare.knowledge.sources;
