package io.aftercare.desk.sending;

import io.aftercare.desk.WorkingHours;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The moments at which an answer may be sent later: those that are offered, and how one is said. */
@Component
public class SendingMoments {

    private static final LocalTime MORNING = LocalTime.of(9, 0);
    private static final LocalTime AFTERNOON = LocalTime.of(14, 0);
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm", Locale.UK);

    private final WorkingHours hours;
    private final Clock clock;

    SendingMoments(WorkingHours hours, Clock clock) {
        this.hours = hours;
        this.clock = clock;
    }

    /**
     * One that is offered.
     *
     * @param label such as "Tomorrow"
     * @param at    date and time in the vendor's zone, to the minute
     * @param words exactly, such as "Wed 2 Dec 2026, 09:00"
     */
    record Moment(String label, LocalDateTime at, String words) {
    }

    /**
     * Now those that are offered, earliest first. Where nobody works then the next opening takes the place of a morning
     * or an afternoon, and no moment is offered twice.
     */
    List<Moment> offered() {
        ZonedDateTime now = clock.instant().atZone(clock.getZone()).truncatedTo(ChronoUnit.MINUTES);
        LocalDate today = now.toLocalDate();
        var offered = new ArrayList<Moment>();
        offer(offered, "In an hour", now.plusHours(1).toLocalDateTime());
        LocalDateTime afternoon = opening(today.atTime(AFTERNOON));
        if (now.toLocalTime().isBefore(AFTERNOON) && afternoon.toLocalDate().equals(today)) {
            offer(offered, "This afternoon", afternoon);
        }
        LocalDateTime tomorrow = opening(today.plusDays(1).atTime(MORNING));
        offer(offered, tomorrow.toLocalDate().equals(today.plusDays(1)) ? "Tomorrow" : "Next working day", tomorrow);
        LocalDate monday = today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        LocalDateTime nextWeek = opening(monday.atTime(MORNING));
        offer(offered, nextWeek.toLocalDate().equals(monday) ? "Next Monday" : "Next week", nextWeek);
        return offered;
    }

    private void offer(List<Moment> offered, String label, LocalDateTime at) {
        if (offered.stream().noneMatch(other -> other.at().equals(at))) {
            offered.add(new Moment(label, at, EXACT.format(at)));
        }
    }

    /** That moment when somebody works, else the next at which somebody does. */
    private LocalDateTime opening(LocalDateTime at) {
        return LocalDateTime.ofInstant(hours.add(at.atZone(clock.getZone()).toInstant(), Duration.ZERO),
                clock.getZone());
    }

    /** A moment exactly, in the vendor's zone, such as "Wed 2 Dec 2026, 09:00". */
    public String words(Instant moment) {
        return EXACT.format(moment.atZone(clock.getZone()));
    }

    /** Of a date and time in the vendor's zone. One that a changing clock leaves out is the one after it. */
    Instant instant(LocalDateTime at) {
        return at.atZone(clock.getZone()).toInstant();
    }
}
