package io.aftercare.knowledge;

import java.util.Locale;
import java.util.Optional;

/** Tells in which language a text is written; what knows languages implements it. */
public interface SpokenLanguage {

    /**
     * The language of a text when that is surely another one than it is said to be in; empty when it fits, or the text
     * is too short to tell.
     *
     * @param said ISO 639-1
     * @return ISO 639-1
     */
    Optional<String> otherThanSaid(String text, String said);

    /** The English name of a language. */
    static String name(String code) {
        return Locale.forLanguageTag(code).getDisplayLanguage(Locale.ENGLISH);
    }
}
