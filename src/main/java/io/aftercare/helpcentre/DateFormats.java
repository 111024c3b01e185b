package io.aftercare.helpcentre;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Calendar days in the vendor's zone, as the visitor's language writes them. */
@Component
class DateFormats {

    private final Clock clock;

    DateFormats(Clock clock) {
        this.clock = clock;
    }

    LocalDate of(Instant moment) {
        return moment.atZone(clock.getZone()).toLocalDate();
    }

    /** @param style {@code LONG} for 12 March 2026, {@code FULL} for the day of the week with it */
    String written(Instant moment, FormatStyle style, Locale language) {
        // Our English is British.
        Locale written = language.getLanguage().equals("en") ? Locale.UK : language;
        return DateTimeFormatter.ofLocalizedDate(style).withLocale(written).format(of(moment));
    }
}
