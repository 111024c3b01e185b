package io.aftercare.desk.list;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * By when a task should be done, in words of the vendor's zone.
 *
 * @param state as the page colours it, with the words beside it
 */
record Due(Instant at, String words, State state) {

    private static final Duration SOON = Duration.ofHours(4);
    private static final int HOURS_SAID_AS_HOURS = 12;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    enum State {
        OVERDUE, SOON, LATER
    }

    /** @param at null when there is no target, which has no words either */
    static Due of(Instant at, Instant now, ZoneId zone) {
        if (at == null) {
            return null;
        }
        return at.isBefore(now) ? new Due(at, "overdue " + since(at, now, zone), State.OVERDUE)
                : new Due(at, "due " + in(at, now, zone),
                        at.isBefore(now.plus(SOON)) ? State.SOON : State.LATER);
    }

    /** How long ago something was, as short as people say it: "now", "5 min", "3 h", "2 d" and so on. */
    static String age(Instant since, Instant now) {
        long minutes = Math.max(0, ChronoUnit.MINUTES.between(since, now));
        long hours = minutes / 60;
        long days = hours / 24;
        if (minutes < 1) {
            return "now";
        }
        if (hours < 1) {
            return minutes + " min";
        }
        if (days < 1) {
            return hours + " h";
        }
        if (days < 60) {
            return days + " d";
        }
        return days < 730 ? days / 30 + " months" : days / 365 + " years";
    }

    private static String in(Instant at, Instant now, ZoneId zone) {
        long minutes = ChronoUnit.MINUTES.between(now, at);
        if (minutes < 60) {
            return minutes < 1 ? "now" : "in " + minutes + " min";
        }
        if (minutes < HOURS_SAID_AS_HOURS * 60) {
            return "in " + Math.round(minutes / 60.0) + " h";
        }
        ZonedDateTime day = at.atZone(zone);
        LocalDate today = now.atZone(zone).toLocalDate();
        long days = ChronoUnit.DAYS.between(today, day.toLocalDate());
        if (days == 0) {
            return "today " + TIME.format(day);
        }
        if (days == 1) {
            return "tomorrow " + TIME.format(day);
        }
        return days < 7 ? WEEKDAY.format(day) : (day.getYear() == today.getYear() ? DAY : YEAR).format(day);
    }

    private static String since(Instant at, Instant now, ZoneId zone) {
        long minutes = ChronoUnit.MINUTES.between(at, now);
        ZonedDateTime day = at.atZone(zone);
        LocalDate today = now.atZone(zone).toLocalDate();
        long days = ChronoUnit.DAYS.between(day.toLocalDate(), today);
        if (days == 0) {
            return minutes < 60 ? "for " + Math.max(1, minutes) + " min" : "since " + TIME.format(day);
        }
        if (days == 1) {
            return "since yesterday";
        }
        return "since " + (days < 7 ? DateTimeFormatter.ofPattern("EEEE", Locale.ENGLISH).format(day)
                : (day.getYear() == today.getYear() ? DAY : YEAR).format(day));
    }
}
