package io.aftercare.desk.savedreplies;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A text that agents answer with again and again.
 *
 * @param version    raised by each change
 * @param keyWords   may be empty
 * @param groups     ids of the groups it is for; empty for all
 * @param texts      by language, ISO 639-1; at least one
 * @param uses       how often it was put into an answer
 * @param lastUsedAt null when it never was
 * @param changedBy  engine user id
 */
public record SavedReply(long id, long version, String title, String keyWords, List<String> groups,
        Map<String, String> texts, int uses, Instant lastUsedAt, Instant changedAt, String changedBy) {

    private static final String SECOND_CHOICE = "en";

    /** The language to answer in: the one asked for, or English, or whichever there is. @param asked may be null */
    String languageFor(String asked) {
        return asked != null && texts.containsKey(asked) ? asked
                : texts.containsKey(SECOND_CHOICE) ? SECOND_CHOICE : texts.keySet().iterator().next();
    }

    /** Whether it is for all, or for one of these groups. */
    boolean isFor(List<String> ownGroups) {
        return groups.isEmpty() || groups.stream().anyMatch(ownGroups::contains);
    }
}
