package io.aftercare.entitlement;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One mail or post of a stranger must not keep a thread busy, whatever it repeats. */
class HostileTextTest {

    private static final int LENGTH = 200_000;

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "1", "A", ".", "-", "_", "%", "+", "@", "/", "\n", "\r", " ", "\t", "\u00A0", "\u0301", "é",
                    "1-", "1.", "a1", "a ", "a\n", "a-", "a.", "a@", "@a", "-_", "\u0315\u0300", "www.", "http://",
                    "2025-", "20",
                    "LB25-7K2M-QX81-", "LB25-7K2M-QX81 ", "\uFDFA"})
    void anyTextIsSearchedForKeysInAMoment(String repeated) {
        String text = repeated.repeat(LENGTH / repeated.length());
        LicenceKeys.candidates("");
        assertTimeoutPreemptively(Duration.ofSeconds(1), () -> LicenceKeys.candidates(text));
        assertTimeoutPreemptively(Duration.ofSeconds(3), () -> LicenceKeys.normalised(text));
    }

    @Test
    void aLongAddressWithoutAnEndIsReadInAMoment() {
        String text = "a".repeat(LENGTH) + "@" + "a".repeat(LENGTH);
        assertTimeoutPreemptively(Duration.ofSeconds(1), () -> LicenceKeys.candidates(text));
    }
}
