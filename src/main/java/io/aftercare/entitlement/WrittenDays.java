package io.aftercare.entitlement;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Days as spreadsheets and shops write them, as far as they can be only one day: with slashes, 05/01/2026 is in May or
 * in January. A time of day behind is passed over.
 */
final class WrittenDays {

    private static final String TIME = "(?:[T ,]\\s?\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?"
            + "\\s?(?:[AaPp]\\.?[Mm]\\.?)?\\s?(?:Z|[+-]\\d{2}:?\\d{2})?)?";
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})" + TIME);
    private static final Pattern PLAIN = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern YEAR_LAST =
            Pattern.compile("(\\d{1,2})([-/.])\\s?(\\d{1,2})\\2\\s?(\\d{4}|\\d{2})" + TIME);
    private static final Pattern DAY_NAMED =
            Pattern.compile(
                    "(\\d{1,2})(?:st|nd|rd|th|er|\\.)?[ -]{1,2}(?:de )?(\\p{L}{3,12})\\.?,?[ -]{1,2}(?:de )?(\\d{4})"
                            + TIME);
    private static final Pattern MONTH_NAMED =
            Pattern.compile("(\\p{L}{3,12})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})" + TIME);
    /** The number of a day, as spreadsheets keep it; those between are of 1990 to 2064. */
    private static final Pattern SERIAL = Pattern.compile("(3[3-9]\\d{3}|[45]\\d{4})(?:[.,]\\d{1,12})?");
    private static final LocalDate SERIAL_ZERO = LocalDate.of(1899, 12, 30);
    private static final List<Locale> LANGUAGES =
            Stream.of("en", "fr", "de", "nl", "it", "es", "pt", "pl", "sv", "da", "nb", "fi")
                    .map(Locale::forLanguageTag).toList();

    private WrittenDays() {
    }

    /**
     * @param today by which a year of two digits is read: no purchase lies in the future
     * @throws DateTimeException when it is no day, or may be either of two
     */
    static LocalDate read(String written, LocalDate today) {
        Matcher found = YEAR_FIRST.matcher(written);
        if (found.matches()) {
            return LocalDate.of(number(found, 1), number(found, 3), number(found, 4));
        }
        found = PLAIN.matcher(written);
        if (found.matches()) {
            return LocalDate.of(number(found, 1), number(found, 2), number(found, 3));
        }
        found = SERIAL.matcher(written);
        if (found.matches()) {
            return SERIAL_ZERO.plusDays(number(found, 1));
        }
        found = YEAR_LAST.matcher(written);
        if (found.matches()) {
            return yearLast(found, today);
        }
        found = DAY_NAMED.matcher(written);
        if (found.matches()) {
            return LocalDate.of(number(found, 3), month(found.group(2)), number(found, 1));
        }
        found = MONTH_NAMED.matcher(written);
        if (found.matches()) {
            return LocalDate.of(number(found, 3), month(found.group(1)), number(found, 2));
        }
        throw new DateTimeException("No day.");
    }

    private static LocalDate yearLast(Matcher found, LocalDate today) {
        int first = number(found, 1);
        int second = number(found, 3);
        int year = number(found, 4);
        if (found.group(4).length() == 2) {
            if (!found.group(2).equals(".")) {
                throw new DateTimeException("The year may stand first.");
            }
            year += year + 2000 <= today.getYear() ? 2000 : 1900;
        }
        // With dots the day stands first wherever they are used.
        boolean dayFirst = found.group(2).equals(".") || first > 12 || first == second;
        if (!dayFirst && second <= 12) {
            throw new DateTimeException("It may be either day.");
        }
        return dayFirst ? LocalDate.of(year, second, first) : LocalDate.of(year, first, second);
    }

    /** Of a name or an abbreviation in one of the languages. */
    private static Month month(String written) {
        String name = written.toLowerCase(Locale.ROOT);
        for (Locale language : LANGUAGES) {
            for (Month month : Month.values()) {
                for (TextStyle style : List.of(TextStyle.FULL, TextStyle.SHORT, TextStyle.FULL_STANDALONE)) {
                    String known = month.getDisplayName(style, language).toLowerCase(language).replace(".", "");
                    if (known.equals(name) || style == TextStyle.FULL && name.length() >= 4 && known.startsWith(name)) {
                        return month;
                    }
                }
            }
        }
        throw new DateTimeException("No month.");
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }
}
