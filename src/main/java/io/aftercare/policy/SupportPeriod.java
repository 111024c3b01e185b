package io.aftercare.policy;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long use and technical support are open after a purchase (rule 2): so many months, or so many days.
 *
 * @param months 0 when the period is one of days
 * @param days   0 when the period is one of months
 */
public record SupportPeriod(int months, int days) {

    private static final Pattern WRITTEN = Pattern.compile("P(?=\\d)(?:(\\d{1,3})Y)?(?:(\\d{1,4})M)?|P(\\d{1,5})D");
    private static final int MONTHS_OF_A_YEAR = 12;

    /** @throws IllegalArgumentException when it is no time at all */
    public SupportPeriod {
        if (months < 0 || days < 0 || (months > 0) == (days > 0)) {
            throw new IllegalArgumentException(
                    "A support period is a number of months or a number of days, not " + months
                            + " months and " + days + " days.");
        }
    }

    /**
     * Reads what the decision table says, such as {@code P2Y}, {@code P18M}, {@code P1Y6M} or {@code P90D}.
     *
     * @throws IllegalArgumentException when it is anything else; FEEL would make no date of it and refuse everybody
     */
    public static SupportPeriod parse(String written) {
        Matcher parts = WRITTEN.matcher(written == null ? "" : written);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "\"" + written + "\" is no support period. Write P and a number of years "
                            + "(P3Y), of months (P18M), of both (P1Y6M) or of days (P90D).");
        }
        return new SupportPeriod(number(parts.group(1)) * MONTHS_OF_A_YEAR + number(parts.group(2)),
                number(parts.group(3)));
    }

    /**
     * As it stands behind "for" and « pendant »: "two years", "18 months", « un an ».
     *
     * @param language English for languages that have no letters
     */
    public String inWords(Locale language) {
        if (days > 0) {
            return NumberWords.days(days, language);
        }
        return months % MONTHS_OF_A_YEAR == 0 ? NumberWords.years(months / MONTHS_OF_A_YEAR, language)
                : NumberWords.months(months, language);
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
