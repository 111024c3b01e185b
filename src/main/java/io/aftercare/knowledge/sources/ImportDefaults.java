package io.aftercare.knowledge.sources;

import io.aftercare.knowledge.Section;
import java.net.URI;
import java.util.Locale;

/**
 * Where articles come from, and what holds for those that do not say it themselves.
 *
 * @param source   the first part of their ids; null for the host of their links
 * @param language ISO 639-1; null when each must name its own
 * @param section  null when unknown
 * @param prefix   stands before their numbers; sites that count apart under one name need it, others have none
 */
record ImportDefaults(String source, String language, Section section, String prefix) {

    static final String NAME = "[\\p{Alnum}._-]{1,100}";

    /** A vendor may have one site for use and one for technical questions, each counting its own articles. */
    String sourceOf(String url, String otherwise) {
        if (source != null) {
            return source;
        }
        return url == null ? otherwise : URI.create(url).getHost().toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
    }
}
