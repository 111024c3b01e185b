package io.aftercare.knowledge;

import java.time.Instant;

/**
 * An article of the help as it was imported.
 *
 * @param id         {@code source:id}, the same at every import; fit for a path segment of a URL
 * @param source     where it comes from: the host of a web site or a name given to a folder
 * @param language   ISO 639-1, two lower-case letters
 * @param section    null when the source does not say
 * @param url        original web address, http or https; null for an article that is only here
 *                   ({@link KnowledgeBase#linkTo} always gives a link)
 * @param text       plain text, one paragraph, heading or step a line
 * @param html       safe to show: headings, steps, tables and links kept, no scripts, styles or images
 * @param modifiedAt when the source changed it last; the time of its first import when the source does not say
 */
public record Article(String id, String source, String title, String language, Section section, String url, String text,
        String html, Instant modifiedAt) {
}
