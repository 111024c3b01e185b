package io.aftercare.triage;

import java.util.List;

/** Finds signals of a problem's origin; the words are the designers', in a decision table. */
public interface OriginSignals {

    /**
     * All signals in a text, in the table's order.
     *
     * @param normalisedText lower case, without accents, quotes straight, single blanks; at most 20,000 characters
     */
    List<OriginSignal> in(String normalisedText);
}
