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
    @CsvSource(delimiter = '|', value = {"RE: [EXTERNAL] Your question: articles | Your question: articles",
            "RES: Your question: articles that may help | Your question: articles that may help",
            "Antwort: Merge | Merge", "[SPAM?] Re: Merge | Merge", "***SPAM*** Merge | Merge", "回复：Merge | Merge",
            "答复: Re: Merge | Merge", "ตอบ: Merge | Merge", "Ynt: Merge | Merge", "VS: Merge | Merge",
            "(extern) Re: Merge two people | Merge two people", "Re: [AC-000042] Merge | Merge [AC-000042]",
            "Merge | Re: Merge", "{Spam?} Merge | Merge",
            "Automatisk svar Merge two people now | Merge two people now"})
    void knowsAReplyWhateverStandsBeforeItsSubject(String subject, String answered) {
        assertThat(Subjects.answers(subject, answered)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"Printing | Merge", "How do I merge | Merge", "Please merge | Merge", "Merge two | Merge",
                    "Remerge | Merge", "Re: Printing | Merge", "'' | Merge", "Merge | ''",
                    "I want to merge two people | two people"})
    void anotherSubjectIsNoReply(String subject, String answered) {
        assertThat(Subjects.answers(subject, answered)).isFalse();
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
