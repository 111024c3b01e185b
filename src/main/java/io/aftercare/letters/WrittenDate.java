package io.aftercare.letters;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Days as people write them in a letter: "22 November 2026", « 1er décembre 2026 ». */
public final class WrittenDate {

    private WrittenDate() {
    }

    /** @param language anything but French is written as the language's own locale does */
    public static String of(LocalDate day, Locale language) {
        String written = DateTimeFormatter.ofPattern("d MMMM uuuu", language).format(day);
        // French names the first of a month by its ordinal, which no pattern of java.time knows.
        return language.getLanguage().equals("fr") && day.getDayOfMonth() == 1 ? "1er" + written.substring(1) : written;
    }
}
