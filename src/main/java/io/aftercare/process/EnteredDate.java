package io.aftercare.process;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** The purchase date that a person typed or picked. */
public final class EnteredDate {

    static final String WHAT_TO_ENTER = "This licence key is not known yet. To register the purchase, enter its "
            + "product, version and date of purchase.";

    private EnteredDate() {
    }

    /** @throws IllegalArgumentException saying what to enter, when the text is missing or no ISO date */
    public static LocalDate of(String text) {
        try {
            return LocalDate.parse(text == null ? "" : text.substring(0, Math.min(10, text.length())));
        } catch (DateTimeParseException wrong) {
            throw new IllegalArgumentException(WHAT_TO_ENTER, wrong);
        }
    }
}
