package io.aftercare.unicode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.text.Normalizer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizedTextTest {

    private static final String TWO_MARKS = "\u0315\u0300";

    @ParameterizedTest
    @EnumSource
    void manyMarksInARowTakeNoLongerThanOtherText(Normalizer.Form form) {
        String text = "a" + TWO_MARKS.repeat(1_000_000);
        String normalized = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> NormalizedText.of(text, form));
        assertThat(normalized.length()).isBetween(2, 31);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Café", "Cafe\u0301", "ệ", "e\u0323\u0302", "हिन्दी", "ﬁ", "\uFDFA", "각", "👩‍💻", "\uD83D"})
    void textOfPeopleIsNormalizedAsEver(String text) {
        for (Normalizer.Form form : Normalizer.Form.values()) {
            assertThat(NormalizedText.of(text, form)).isEqualTo(Normalizer.normalize(text, form));
        }
    }

    @ParameterizedTest
    @CsvSource({"15, 30", "16, 30", "500, 30"})
    void onlyWhatIsBeyondAllWritingIsLeftOut(int repetitions, int kept) {
        String marks = TWO_MARKS.repeat(repetitions);
        assertThat(NormalizedText.of("x" + marks + "y" + marks, Normalizer.Form.NFD)).hasSize(2 + 2 * kept);
    }
}
