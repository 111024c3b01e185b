package io.aftercare.triage;

import java.util.List;
import java.util.Locale;

/** The signs of a problem's origin that a text is searched for; the words are the designers', in a decision table. */
public interface OriginIndicators {

    /**
     * All rows of the table for texts of a language, in the table's order.
     *
     * @param language ISO 639-1
     * @throws IllegalStateException when a row cannot be understood; names the row
     */
    List<OriginIndicator> in(String language);

    /** What an origin is called in English, as within a sentence: where nobody knows better, its code in words. */
    default String name(String origin) {
        return origin.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
