package io.aftercare.entitlement;

import io.aftercare.entitlement.CsvFile.Line;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the days in a file.
 *
 * @param today    in the vendor's zone
 * @param relative whether days such as {@code today-2y-1d} are understood; only the demo's files use them, so that its
 *                 licences cover every case on any day
 */
record ImportedDays(LocalDate today, boolean relative) {

    private static final Pattern RELATIVE = Pattern.compile("today(?:([+-]\\d+)y)?(?:([+-]\\d+)m)?(?:([+-]\\d+)d)?");
    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);

    /** The day in a column, or null with a finding. */
    LocalDate read(Line line, String column, ImportErrors importErrors) {
        String written = importErrors.required(line, column, 50);
        if (written == null) {
            return null;
        }
        Matcher fromToday = RELATIVE.matcher(written);
        if (relative && fromToday.matches()) {
            return today.plus(
                    Period.of(number(fromToday.group(1)), number(fromToday.group(2)), number(fromToday.group(3))));
        }
        try {
            LocalDate day = WrittenDays.read(written, today);
            if (!day.isBefore(EARLIEST)) {
                return day;
            }
            importErrors.reject(line, column, "The day is before " + EARLIEST + ". Correct the year.");
        } catch (DateTimeException wrong) {
            importErrors.reject(line, column,
                    "This is no calendar day written as yyyy-MM-dd, or it may be either of two. Write it like " + today
                            + ".");
        }
        return null;
    }

    private static int number(String written) {
        return written == null ? 0 : Integer.parseInt(written);
    }
}
