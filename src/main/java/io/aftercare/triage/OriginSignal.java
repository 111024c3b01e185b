package io.aftercare.triage;

/**
 * Something in a text that points to where a problem comes from.
 *
 * @param origin such as {@code ANTIVIRUS}
 * @param signal the words that point there
 */
public record OriginSignal(String origin, String signal) {

    /** Not an origin outside the software: a damaged genealogy file is technical support, never redirected. */
    public static final String DAMAGED_FILE = "DAMAGED_FILE";
}
