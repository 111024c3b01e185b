package io.aftercare.knowledge.sources;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How far a source has been fetched.
 *
 * @param changedUntil the latest change seen, by the source's own clock; null when it does not say
 * @param published    how many articles the source said it publishes, by language or locale
 * @param locales      in which a Zendesk Help Center is read
 * @param validators   by address, what the next question after it may say to hear only of a change
 * @param incremental  false once the source refused to tell changes only
 */
record SyncCursor(Instant changedUntil, Map<String, Integer> published, List<String> locales,
        Map<String, Validators> validators, boolean incremental) {

    /** What an answer said about its state; each may be null. */
    record Validators(String etag, String lastModified) {
    }
}
