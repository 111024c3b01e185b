package io.aftercare.desk.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    /** A Wednesday afternoon. */
    private static final Instant NOW = at("2026-06-17T15:00");

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-06-17T15:00:30, due now, SOON
            2026-06-17T15:20, due in 20 min, SOON
            2026-06-17T17:05, due in 2 h, SOON
            2026-06-17T20:00, due in 5 h, LATER
            2026-06-18T02:00, due in 11 h, LATER
            2026-06-18T18:00, due tomorrow 18:00, LATER
            2026-06-19T09:30, due Fri 09:30, LATER
            2026-07-02T09:30, due 2 Jul, LATER
            2027-01-04T09:30, due 4 Jan 2027, LATER
            2026-06-17T14:59:50, overdue for 1 min, OVERDUE
            2026-06-17T14:15, overdue for 45 min, OVERDUE
            2026-06-17T09:15, overdue since 09:15, OVERDUE
            2026-06-16T18:00, overdue since yesterday, OVERDUE
            2026-06-13T18:00, overdue since Saturday, OVERDUE
            2026-05-30T18:00, overdue since 30 May, OVERDUE
            2025-12-30T18:00, overdue since 30 Dec 2025, OVERDUE""")
    void saysByWhenInWordsOfTheVendorsZone(String due, String words, Due.State state) {
        assertThat(Due.of(at(due), NOW, PARIS)).isEqualTo(new Due(at(due), words, state));
    }

    @Test
    void aTaskWithoutATargetIsNeverDue() {
        assertThat(Due.of(null, NOW, PARIS)).isNull();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-06-17T15:00:10, now
            2026-06-17T14:59:40, now
            2026-06-17T14:20, 40 min
            2026-06-17T11:59, 3 h
            2026-06-15T11:00, 2 d
            2026-05-01T11:00, 47 d
            2026-02-01T11:00, 4 months
            2023-02-01T11:00, 3 years""")
    void saysAnAgeShortly(String since, String words) {
        assertThat(Due.age(at(since), NOW)).isEqualTo(words);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(PARIS).toInstant();
    }
}
