package io.aftercare.desk;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The hours in which people work, and calculation with them. Opening hours are local; what passes is real time. */
public final class WorkingHours {

    private static final int LONGEST_CLOSURE_IN_DAYS = 400;

    private final Map<DayOfWeek, List<Period>> week;
    private final Predicate<LocalDate> holiday;
    private final ZoneId zone;

    /**
     * @param openingHours for each weekday its periods, {@code 09:00-12:30,13:30-18:00}; {@code 24:00} ends a day;
     *                     absent or blank means closed
     * @param holiday      whether nobody works on a day, whatever its opening hours
     * @throws IllegalArgumentException when the hours cannot be read, overlap, or are all empty
     */
    public WorkingHours(Map<DayOfWeek, String> openingHours, Predicate<LocalDate> holiday, ZoneId zone) {
        this.week = new EnumMap<>(DayOfWeek.class);
        openingHours.forEach((day, hours) -> week.put(day, periodsOf(day, hours)));
        this.holiday = holiday;
        this.zone = zone;
        if (week.values().stream().allMatch(List::isEmpty)) {
            throw new IllegalArgumentException("No opening hours are set. Set aftercare.desk.opening-hours.monday "
                    + "and so on, such as 09:00-12:30,13:30-18:00.");
        }
    }

    /**
     * The moment at which work that begins at {@code start} has taken {@code work} of opening time. Work that ends as
     * the desk closes ends then, not at the next opening; no work at all ends at {@code start}, or at the next opening.
     *
     * @throws IllegalStateException when the desk stays closed for more than a year
     */
    public Instant add(Instant start, Duration work) {
        Duration left = work;
        LocalDate day = start.atZone(zone).toLocalDate();
        for (int closed = 0; closed < LONGEST_CLOSURE_IN_DAYS; day = day.plusDays(1), closed++) {
            for (Period period : periodsOn(day)) {
                Instant opens = period.opensOn(day, zone);
                Instant begins = opens.isBefore(start) ? start : opens;
                Duration usable = Duration.between(begins, period.closesOn(day, zone));
                if (usable.isNegative() || usable.isZero()) {
                    continue;
                }
                if (usable.compareTo(left) >= 0) {
                    return begins.plus(left);
                }
                left = left.minus(usable);
                closed = 0;
            }
        }
        throw new IllegalStateException("The desk stays closed for more than a year from " + start
                + ". Check aftercare.desk.opening-hours and aftercare.desk.holidays.");
    }

    private List<Period> periodsOn(LocalDate day) {
        return holiday.test(day) ? List.of() : week.getOrDefault(day.getDayOfWeek(), List.of());
    }

    private static List<Period> periodsOf(DayOfWeek day, String hours) {
        var periods = new ArrayList<Period>();
        Arrays.stream(hours.split(",")).map(String::strip).filter(period -> !period.isEmpty())
                .forEach(period -> periods.add(Period.parse(day, period)));
        for (int next = 1; next < periods.size(); next++) {
            if (periods.get(next).opens().isBefore(periods.get(next - 1).closes())
                    || periods.get(next - 1).untilMidnight()) {
                throw new IllegalArgumentException("The opening hours of %s, %s, overlap or are not in order."
                        .formatted(day, hours));
            }
        }
        return List.copyOf(periods);
    }

    /** One stretch of a day; closing at midnight means the midnight that ends the day. */
    private record Period(LocalTime opens, LocalTime closes) {

        static Period parse(DayOfWeek day, String text) {
            String[] ends = text.split("-");
            try {
                if (ends.length == 2) {
                    var period = new Period(LocalTime.parse(ends[0].strip()),
                            "24:00".equals(ends[1].strip()) ? LocalTime.MIDNIGHT : LocalTime.parse(ends[1].strip()));
                    if (period.untilMidnight() || period.opens.isBefore(period.closes)) {
                        return period;
                    }
                }
            } catch (DateTimeException unreadable) {
                // told below, with what was expected
            }
            throw new IllegalArgumentException(("\"%s\" are no opening hours for %s. Write periods of 24-hour times, "
                    + "such as 09:00-12:30,13:30-18:00.").formatted(text, day));
        }

        boolean untilMidnight() {
            return closes.equals(LocalTime.MIDNIGHT);
        }

        Instant opensOn(LocalDate day, ZoneId zone) {
            return day.atTime(opens).atZone(zone).toInstant();
        }

        Instant closesOn(LocalDate day, ZoneId zone) {
            return untilMidnight() ? day.plusDays(1).atStartOfDay(zone).toInstant()
                    : day.atTime(closes).atZone(zone).toInstant();
        }
    }
}
