package io.aftercare.knowledge;

import java.util.Locale;
import java.util.Set;

/** The ISO 639-1 codes of languages, by which articles are kept and searched. */
public final class LanguageCode {

    private static final Set<String> KNOWN = Set.of(Locale.getISOLanguages());

    private LanguageCode() {
    }

    /**
     * The two letters of a language tag such as {@code fr}, {@code fr-FR} or {@code fr_FR}; null when it is none, or
     * null.
     */
    public static String of(String tag) {
        if (tag == null) {
            return null;
        }
        String primary = tag.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        return KNOWN.contains(primary) ? primary : null;
    }
}
