package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingHoursTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final String DAY = "09:00-12:30,13:30-18:00";
    private final WorkingHours office = office(DAY, PARIS);

    @ParameterizedTest(name = "{0} + {1} = {2}: {3}")
    @CsvSource({
            "2026-09-07T10:00, PT1H,    2026-09-07T11:00, within a morning",
            "2026-09-07T12:00, PT1H,    2026-09-07T14:00, over lunch",
            "2026-09-07T12:30, PT0S,    2026-09-07T13:30, nothing to do at closing time waits for the opening",
            "2026-09-07T10:00, PT0S,    2026-09-07T10:00, nothing to do in the hours is over at once",
            "2026-09-07T09:00, PT8H,    2026-09-07T18:00, a whole day ends at closing time",
            "2026-09-07T09:00, PT8H1M,  2026-09-08T09:01, one minute more ends the next morning",
            "2026-09-07T05:00, PT1H,    2026-09-07T10:00, before the opening",
            "2026-09-07T13:00, PT1H,    2026-09-07T14:30, during lunch",
            "2026-09-07T20:00, PT1H,    2026-09-08T10:00, after closing time",
            "2026-09-07T18:00, PT1H,    2026-09-08T10:00, exactly at closing time",
            "2026-09-04T17:30, PT1H,    2026-09-07T09:30, over the weekend",
            "2026-09-05T11:00, PT1H,    2026-09-07T10:00, from a Saturday",
            "2026-09-06T23:59, PT30M,   2026-09-07T09:30, from a Sunday night",
            "2026-07-13T17:00, PT2H,    2026-07-15T10:00, over the 14th of July",
            "2026-07-14T10:00, PT1H,    2026-07-15T10:00, from a holiday",
            "2026-04-30T17:00, PT2H,    2026-05-04T10:00, first of May and weekend in a row",
            "2026-04-03T17:00, PT2H,    2026-04-07T10:00, Easter Monday",
            "2026-12-31T17:00, PT2H,    2027-01-04T10:00, over New Year",
            "2028-02-28T17:00, PT2H,    2028-02-29T10:00, into a leap day",
            "2027-02-26T17:00, PT2H,    2027-03-01T10:00, no leap day",
            "2026-03-27T17:00, PT2H,    2026-03-30T10:00, over the night the clocks go forward",
            "2026-10-23T17:00, PT2H,    2026-10-26T10:00, over the night the clocks go back",
            "2026-09-07T09:00, PT400H,  2026-11-16T18:00, fifty working days with one holiday among them",
    })
    void addsWorkingHours(LocalDateTime start, Duration work, LocalDateTime end, String why) {
        assertThat(office.add(start.atZone(PARIS).toInstant(), work)).as(why).isEqualTo(end.atZone(PARIS).toInstant());
    }

    @Test
    void countsTheHoursThatReallyPassWhenTheClocksChangeDuringWork() {
        WorkingHours night =
                new WorkingHours(Map.of(DayOfWeek.SATURDAY, "22:00-24:00", DayOfWeek.SUNDAY, "00:00-06:00"),
                        day -> false, PARIS);

        // From 22:00 it is four hours to 03:00 local time in March, when 02:00 does not exist, and to 01:00 UTC always.
        assertThat(night.add(local("2026-03-28T22:00"), Duration.ofHours(4))).isEqualTo(local("2026-03-29T03:00"));
        assertThat(night.add(local("2026-10-24T22:00"), Duration.ofHours(6))).isEqualTo(local("2026-10-25T03:00"));
        assertThat(night.add(local("2026-10-24T22:00"), Duration.ofHours(9))).isEqualTo(local("2026-10-25T06:00"));
    }

    @Test
    void openingHoursAreLocalToTheVendorsZone() {
        Instant start = Instant.parse("2026-09-07T00:30:00Z");

        assertThat(office(DAY, ZoneId.of("Asia/Tokyo")).add(start, Duration.ofHours(1)))
                .isEqualTo(Instant.parse("2026-09-07T01:30:00Z"));
        assertThat(office(DAY, ZoneId.of("America/New_York")).add(start, Duration.ofHours(1)))
                .isEqualTo(Instant.parse("2026-09-07T14:00:00Z"));
    }

    @Test
    void roundTheClockIsPlainTime() {
        WorkingHours always = new WorkingHours(everyDay("00:00-24:00"), day -> false, PARIS);
        Instant start = local("2026-03-28T23:15");

        assertThat(always.add(start, Duration.ofHours(100))).isEqualTo(start.plus(Duration.ofHours(100)));
    }

    @Test
    void carriesSecondsOn() {
        assertThat(office.add(local("2026-09-07T12:29:30"), Duration.ofMinutes(1)))
                .isEqualTo(local("2026-09-07T13:30:30"));
    }

    @Test
    void aDeskThatNeverOpensIsSaidInsteadOfSearchedForEver() {
        WorkingHours closed = new WorkingHours(everyDay(DAY), day -> true, PARIS);

        assertThatIllegalStateException().isThrownBy(() -> closed.add(local("2026-09-07T10:00"), Duration.ofHours(1)))
                .withMessageContaining("stays closed").withMessageContaining("aftercare.desk.opening-hours");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9-12", "09:00", "09:00-09:00", "18:00-09:00", "09:00-25:00", "09:00-12:00-13:00", "morning",
                    "13:00-18:00,09:00-12:00", "09:00-13:00,12:00-18:00", "20:00-24:00,21:00-22:00"})
    void refusesHoursThatMakeNoSense(String hours) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkingHours(Map.of(DayOfWeek.MONDAY, hours), day -> false, PARIS))
                .withMessageContaining("MONDAY");
    }

    @Test
    void refusesAWeekWithoutHours() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WorkingHours(everyDay(" "), day -> false, PARIS))
                .withMessageContaining("No opening hours are set");
    }

    @Test
    void knowsCalendarsByCountryAndRegion() {
        var bavaria = DeskConfiguration.holidaysOf("de-by");
        var germany = DeskConfiguration.holidaysOf("de");

        assertThat(bavaria.test(LocalDate.parse("2026-01-06"))).isTrue();
        assertThat(germany.test(LocalDate.parse("2026-01-06"))).isFalse();
        assertThat(DeskConfiguration.holidaysOf("").test(LocalDate.parse("2026-12-25"))).isFalse();
        for (String unknown : List.of("atlantis", "de-xx")) {
            assertThatIllegalArgumentException().isThrownBy(() -> DeskConfiguration.holidaysOf(unknown))
                    .withMessageContaining(unknown).withMessageContaining("aftercare.desk.holidays");
        }
    }

    private static WorkingHours office(String hours, ZoneId zone) {
        Map<DayOfWeek, String> week = everyDay(hours);
        week.keySet().removeAll(List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
        return new WorkingHours(week, DeskConfiguration.holidaysOf("fr"), zone);
    }

    private static Map<DayOfWeek, String> everyDay(String hours) {
        return Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(day -> day, day -> hours));
    }

    private static Instant local(String dateTime) {
        return LocalDateTime.parse(dateTime).atZone(PARIS).toInstant();
    }
}
