package io.aftercare.triage;

import java.util.List;

/** The signs of a problem's origin that a text is searched for; the words are the designers', in a decision table. */
public interface OriginSignals {

    /**
     * All rows of the table for texts of a language, in the table's order.
     *
     * @param language ISO 639-1
     * @throws IllegalStateException when a row cannot be understood; names the row
     */
    List<OriginSign> in(String language);
}
