package io.aftercare.desk.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.desk.WorkingHours;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The moments that are offered for sending later; the desk is open from 9 to 17:30 from Monday to Friday. */
class SendingMomentsTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @ParameterizedTest
    @CsvSource({
            // a Tuesday
            "2026-12-01T08:10, In an hour Tue 1 Dec 2026 09:10|This afternoon Tue 1 Dec 2026 14:00|"
                    + "Tomorrow Wed 2 Dec 2026 09:00|Next Monday Mon 7 Dec 2026 09:00",
            "2026-12-01T15:00, In an hour Tue 1 Dec 2026 16:00|Tomorrow Wed 2 Dec 2026 09:00|"
                    + "Next Monday Mon 7 Dec 2026 09:00",
            // a Friday: the next working day is next Monday, and is not offered twice
            "2026-12-04T10:00, In an hour Fri 4 Dec 2026 11:00|This afternoon Fri 4 Dec 2026 14:00|"
                    + "Next working day Mon 7 Dec 2026 09:00",
            // a Saturday has no afternoon, and its tomorrow is Monday, too
            "2026-12-05T10:00, In an hour Sat 5 Dec 2026 11:00|Next working day Mon 7 Dec 2026 09:00",
            // the Monday after is a holiday
            "2026-12-24T10:00, In an hour Thu 24 Dec 2026 11:00|This afternoon Thu 24 Dec 2026 14:00|"
                    + "Next working day Tue 29 Dec 2026 09:00"})
    void offersWhenSomebodyWorks(LocalDateTime now, String offered) {
        assertThat(moments(now, "09:00-17:30").offered())
                .extracting(moment -> moment.label() + " " + moment.words().replace(",", ""))
                .containsExactly(offered.split("\\|"));
    }

    @Test
    void takesTheOpeningWhereTheDeskOpensLater() {
        assertThat(moments(LocalDateTime.parse("2026-12-01T08:10"), "10:30-12:00").offered())
                .extracting(SendingMoments.Moment::at).containsExactly(LocalDateTime.parse("2026-12-01T09:10"),
                        LocalDateTime.parse("2026-12-02T10:30"), LocalDateTime.parse("2026-12-07T10:30"));
    }

    @Test
    void aDateAndTimeIsThatOfTheVendorAlsoWhereTheClockChanges() {
        SendingMoments moments = moments(LocalDateTime.parse("2026-12-01T08:10"), "09:00-17:30");

        assertThat(moments.instant(LocalDateTime.parse("2026-12-02T09:00"))).isEqualTo("2026-12-02T08:00:00Z");
        assertThat(moments.instant(LocalDateTime.parse("2027-07-02T09:00"))).isEqualTo("2027-07-02T07:00:00Z");
        // 02:30 is left out on that night.
        assertThat(moments.words(moments.instant(LocalDateTime.parse("2027-03-28T02:30"))))
                .isEqualTo("Sun 28 Mar 2027, 03:30");
    }

    private static SendingMoments moments(LocalDateTime now, String hours) {
        Map<DayOfWeek, String> week = new EnumMap<>(DayOfWeek.class);
        List.of(DayOfWeek.values()).subList(0, 5).forEach(day -> week.put(day, hours));
        Set<LocalDate> holidays = Set.of(LocalDate.parse("2026-12-25"), LocalDate.parse("2026-12-28"));
        return new SendingMoments(new WorkingHours(week, holidays::contains, PARIS),
                Clock.fixed(now.atZone(PARIS).toInstant(), PARIS));
    }
}
