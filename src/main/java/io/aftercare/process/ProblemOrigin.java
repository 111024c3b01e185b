package io.aftercare.process;

import java.util.Locale;
import java.util.Map;

/**
 * Where a problem may come from: a row of the decision table of competent services.
 *
 * @param code     such as {@code ANTIVIRUS}; requests keep it
 * @param names    for people, by language (ISO 639-1), as within a sentence
 * @param services whom the customer is directed to, by language, as after "please contact"
 * @param link     null when the service has no web address for everybody
 * @param article  slug of the article that helps; null when there is none
 */
public record ProblemOrigin(String code, Map<String, String> names, Map<String, String> services, String link,
        String article) {

    private static final String FALLBACK = "en";

    /** In English, for lists and headings. */
    public String title() {
        String name = names.get(FALLBACK);
        return name.substring(0, name.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
                + name.substring(name.offsetByCodePoints(0, 1));
    }

    /** @param language ISO 639-1; English for languages without a column */
    public String service(String language) {
        return services.getOrDefault(language, services.get(FALLBACK));
    }
}
