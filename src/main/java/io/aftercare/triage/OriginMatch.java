package io.aftercare.triage;

/**
 * Something a customer writes that points to where a problem comes from.
 *
 * @param origin such as {@code ANTIVIRUS}
 * @param sign   what it is a sign of, in words for agents, as the decision table has it
 * @param words  the customer's own words that match
 * @param place  the sentence they stand in, shortened
 * @param strong whether it decides alone; several weak ones of different signs do together
 */
public record OriginMatch(String origin, String sign, String words, String place, boolean strong) {

    /** Not an origin outside the software: a damaged genealogy file is technical support, never redirected. */
    public static final String DAMAGED_FILE = "DAMAGED_FILE";
}
