package io.aftercare.helpcentre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

class RateLimitsTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final Clock clock = mock(Clock.class);
    private RateLimits limits;

    @BeforeEach
    void start() {
        when(clock.instant()).thenReturn(START);
        limits = new RateLimits(new PublicFormProperties(5, DataSize.ofMegabytes(1), DataSize.ofMegabytes(1),
                Duration.ofHours(1), 2, Duration.ofMinutes(10), 1, Duration.ofHours(1), 3, Duration.ofMinutes(1), 2,
                Duration.ofMinutes(1)),
                clock);
    }

    @Test
    void letsThroughSoManyAndThenSaysHowLongToWait() {
        assertThat(limits.post("203.0.113.1")).isZero();
        assertThat(limits.post("203.0.113.1")).isZero();
        assertThat(limits.post("203.0.113.1")).isEqualTo(Duration.ofMinutes(5));
        assertThat(limits.post("203.0.113.2")).isZero();
        when(clock.instant()).thenReturn(START.plus(Duration.ofMinutes(5)));
        assertThat(limits.post("203.0.113.1")).isZero();
        assertThat(limits.post("203.0.113.1")).isPositive();
    }

    @Test
    void countsANetworkOfIpVersionSixAsOne() {
        limits.post("2001:db8:1:2::1");
        limits.post("2001:db8:1:2:ffff::9");
        assertThat(limits.post("2001:db8:1:2::3")).isPositive();
        assertThat(limits.post("2001:db8:1:3::1")).isZero();
    }

    @Test
    void countsSearchesWhileTypingForThemselves() {
        for (int i = 0; i < 3; i++) {
            assertThat(limits.typed("203.0.113.1")).isZero();
        }
        assertThat(limits.typed("203.0.113.1")).isEqualTo(Duration.ofSeconds(20));
        assertThat(limits.post("203.0.113.1")).isZero();
        assertThat(limits.typed("203.0.113.2")).isZero();
        limits.forgetTheQuiet();
        assertThat(limits.typed("203.0.113.1")).as("not quiet yet").isPositive();
    }

    @Test
    void countsSearchesByNetworkButNotThoseOfPeopleWhoAreSignedIn() {
        var stranger = new MockHttpServletRequest();
        for (String address : new String[] {"2001:db8:1:2::1", "2001:db8:1:2:ffff::9"}) {
            stranger.setRemoteAddr(address);
            assertThat(limits.searched(stranger)).isZero();
        }
        assertThat(limits.searched(stranger)).isEqualTo(Duration.ofSeconds(30));
        var agent = new MockHttpServletRequest();
        agent.setRemoteAddr("2001:db8:1:2::3");
        agent.setUserPrincipal(() -> "anna");
        assertThat(limits.searched(agent)).isZero();
        stranger.setRemoteAddr("2001:db8:1:3::1");
        assertThat(limits.searched(stranger)).isZero();
    }

    @Test
    void forgetsOnlyWhoHasWaitedLongEnough() {
        limits.request("Marie@example.org");
        limits.forgetTheQuiet();
        assertThat(limits.request(" marie@example.org")).isPositive();
        when(clock.instant()).thenReturn(START.plus(Duration.ofHours(1)));
        limits.forgetTheQuiet();
        assertThat(limits.request("marie@example.org")).isZero();
    }
}
