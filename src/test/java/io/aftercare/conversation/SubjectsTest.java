package io.aftercare.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectsTest {

    @ParameterizedTest
    @ValueSource(strings = {"Merge two people", "Re: Merge two people", "RE : merge two people",
            "AW: WG: Merge two people",
            "Réf : Merge two people [AC-000042]", "[AC-000042] Re: Merge two people", "Re[2]: Merge  two people!",
            "R: I: Merge two people", "Fwd: TR: merge two people", "Antw: Merge two people ac-000042"})
    void knowsTheTopicHoweverItWentToAndFro(String subject) {
        assertThat(Subjects.topic(subject)).isEqualTo("merge two people");
    }

    @ParameterizedTest
    @CsvSource({"Fwd: help, true", "FW: help, true", "TR : help, true", "WG: help, true", "I: help, true",
            "fw : help, true",
            "Tr: RE: help, true", "Re: Fwd: help, false", "Transfer: help, false", "Forward my tree, false",
            "help, false"})
    void tellsAForwardedSubjectFromOthers(String subject, boolean forwarded) {
        assertThat(Subjects.forwarded(subject)).isEqualTo(forwarded);
    }

    @ParameterizedTest
    @CsvSource({"Ready: steady, Ready: steady", "AC-0000421234567890123, AC-0000421234567890123", "Re: AC-000042, ''"})
    void takesNothingElseAway(String subject, String bare) {
        assertThat(Subjects.bare(subject)).isEqualTo(bare);
    }
}
