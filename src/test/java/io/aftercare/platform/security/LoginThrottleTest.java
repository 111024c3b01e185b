package io.aftercare.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");
    private static final Optional<String> UNKNOWN = Optional.empty();

    private final Clock clock = mock(Clock.class);
    private LoginThrottle throttle;

    @BeforeEach
    void start() {
        when(clock.instant()).thenReturn(START);
        throttle = new LoginThrottle(new LoginProperties(3, 10, Duration.ofMinutes(3), Duration.ofDays(1)), clock);
    }

    @Test
    void afterSomeWrongPasswordsNoneIsTriedForAWhile() {
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.check("anna", "203.0.113.1", UNKNOWN, () -> false)).isFalse();
        }
        var slowed = catchThrowableOfType(TooManyLoginsException.class,
                () -> throttle.check("anna", "203.0.113.1", UNKNOWN, () -> {
                    throw new AssertionError("was tried");
                }));
        assertThat(slowed.waiting()).isEqualTo(Duration.ofMinutes(1));
        assertThat(slowed).hasMessageContaining("Try again in 61 seconds");

        when(clock.instant()).thenReturn(START.plus(Duration.ofMinutes(1)));
        assertThat(throttle.check("anna", "203.0.113.1", UNKNOWN, () -> true)).isTrue();
    }

    @Test
    void theUserGoesOnInAnotherNetworkAndInAKnownBrowser() {
        exhaust("anna", "203.0.113.1");

        assertThat(throttle.check("anna", "203.0.113.2", UNKNOWN, () -> true)).isTrue();
        assertThat(throttle.check("anna", "203.0.113.1", Optional.of("browser"), () -> true)).isTrue();
        assertThat(throttle.check("bert", "203.0.113.1", UNKNOWN, () -> true)).isTrue();
    }

    @Test
    void aStolenBrowserIsSlowedDownToo() {
        for (int i = 0; i < 6; i++) {
            throttle.check("anna", "203.0.113.1", Optional.of("browser"), () -> false);
        }
        assertSlowed("anna", "203.0.113.1", Optional.of("browser"));
        assertThat(throttle.check("anna", "203.0.113.1", Optional.of("another"), () -> true)).isTrue();
    }

    @Test
    void whoTriesOnePasswordOnManyUsersIsSlowedDown() {
        for (int i = 0; i < 10; i++) {
            throttle.check("user" + i, "203.0.113.1", UNKNOWN, () -> false);
        }
        assertSlowed("another", "203.0.113.1", UNKNOWN);
        assertThat(throttle.check("another", "203.0.113.2", UNKNOWN, () -> true)).isTrue();
    }

    @Test
    void aNetworkOfIpVersionSixIsOne() {
        for (int i = 0; i < 3; i++) {
            throttle.check("anna", "2001:db8::" + i, UNKNOWN, () -> false);
        }
        assertSlowed("anna", "2001:db8::ffff", UNKNOWN);
        assertThat(throttle.check("anna", "2001:db8:0:1::1", UNKNOWN, () -> true)).isTrue();
    }

    @Test
    void rightPasswordsAreNotCounted() {
        for (int i = 0; i < 50; i++) {
            assertThat(throttle.check("anna", "203.0.113.1", UNKNOWN, () -> true)).isTrue();
        }
        assertThat(throttle.check("anna", "203.0.113.1", UNKNOWN, () -> false)).isFalse();
    }

    @Test
    void manyAtOnceAreCountedEach() throws Exception {
        var tried = new AtomicInteger();
        var pool = Executors.newFixedThreadPool(20);
        try {
            Callable<Boolean> guess = () -> {
                try {
                    return throttle.check("anna", "203.0.113.1", UNKNOWN, () -> {
                        tried.incrementAndGet();
                        return false;
                    });
                } catch (TooManyLoginsException slowed) {
                    return false;
                }
            };
            for (var result : pool.invokeAll(Stream.generate(() -> guess).limit(200).toList())) {
                result.get();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(tried).hasValue(3);
    }

    @Test
    void whatIsForgottenWasQuiet() {
        exhaust("anna", "203.0.113.1");
        throttle.forgetTheQuiet();
        assertSlowed("anna", "203.0.113.1", UNKNOWN);
        when(clock.instant()).thenReturn(START.plus(Duration.ofHours(1)));
        throttle.forgetTheQuiet();
        assertThat(throttle.check("anna", "203.0.113.1", UNKNOWN, () -> false)).isFalse();
    }

    private void exhaust(String user, String network) {
        for (int i = 0; i < 3; i++) {
            throttle.check(user, network, UNKNOWN, () -> false);
        }
        assertSlowed(user, network, UNKNOWN);
    }

    private void assertSlowed(String user, String network, Optional<String> browser) {
        assertThatThrownBy(() -> throttle.check(user, network, browser, () -> true))
                .isInstanceOf(TooManyLoginsException.class);
    }
}
