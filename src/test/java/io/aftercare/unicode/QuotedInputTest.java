package io.aftercare.unicode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedInputTest {

    @Test
    void whatIsShortStaysAndWhatIsLongIsVisiblyCut() {
        assertThat(QuotedInput.of("pro")).isEqualTo("pro");
        assertThat(QuotedInput.of(null)).isEqualTo("null");
        assertThat(QuotedInput.of("x".repeat(80))).isEqualTo("x".repeat(80));
        assertThat(QuotedInput.of("x".repeat(81))).isEqualTo("x".repeat(80) + "…");
        assertThat(QuotedInput.of("x".repeat(10_000_000), 200)).hasSize(201);
    }

    @Test
    void neverCutsACharacterInTwo() {
        assertThat(QuotedInput.of("x".repeat(79) + "😀😀")).isEqualTo("x".repeat(79) + "…");
    }
}
