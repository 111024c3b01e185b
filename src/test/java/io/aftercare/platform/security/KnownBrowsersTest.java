package io.aftercare.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class KnownBrowsersTest {

    private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");

    private final Clock clock = mock(Clock.class);
    private KnownBrowsers browsers;

    @BeforeEach
    void start() {
        when(clock.instant()).thenReturn(START);
        browsers = new KnownBrowsers(new LoginProperties(3, 10, Duration.ofMinutes(3), Duration.ofDays(180)), clock,
                new MockEnvironment().withProperty("aftercare.base-url", "https://help.example"));
    }

    @Test
    void aBrowserIsKnownAfterALogin() {
        Cookie cookie = login("anna", "secret");

        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSecure()).isTrue();
        assertThat(cookie.getAttribute("SameSite")).isEqualTo("Lax");
        assertThat(cookie.getPath()).isEqualTo("/camunda");
        assertThat(cookie.getName() + cookie.getValue()).doesNotContain("anna");
        assertThat(browsers.find(with(cookie), "anna", "secret")).isPresent();
    }

    @Test
    void itIsKnownForThatUserWithThatPasswordAndForAWhileOnly() {
        Cookie cookie = login("anna", "secret");

        assertThat(browsers.find(with(cookie), "bert", "secret")).isEmpty();
        assertThat(browsers.find(with(new Cookie(login("bert", "x").getName(), cookie.getValue())), "bert", "secret"))
                .isEmpty();
        assertThat(browsers.find(with(cookie), "anna", "another")).as("a new password").isEmpty();
        when(clock.instant()).thenReturn(START.plus(Duration.ofDays(181)));
        assertThat(browsers.find(with(cookie), "anna", "secret")).isEmpty();
    }

    @Test
    void twoBrowsersAreTwo() {
        assertThat(browsers.find(with(login("anna", "secret")), "anna", "secret"))
                .isNotEqualTo(browsers.find(with(login("anna", "secret")), "anna", "secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "00.99999999999999999999.x", "é"})
    void whatNobodyMadeIsNotKnown(String value) {
        assertThat(browsers.find(with(new Cookie(login("anna", "secret").getName(), value)), "anna", "secret"))
                .isEmpty();
    }

    @Test
    void aChangedCookieIsNotKnown() {
        Cookie cookie = login("anna", "secret");
        cookie.setValue("f" + cookie.getValue().substring(1).replaceFirst("^", "0"));
        assertThat(browsers.find(with(cookie), "anna", "secret")).isEmpty();
        assertThat(browsers.find(new MockHttpServletRequest(), "anna", "secret")).isEmpty();
    }

    private Cookie login(String user, String secret) {
        var response = new MockHttpServletResponse();
        browsers.remember(new MockHttpServletRequest(), response, user, secret);
        return response.getCookies()[0];
    }

    private static MockHttpServletRequest with(Cookie cookie) {
        var request = new MockHttpServletRequest();
        request.setCookies(cookie);
        return request;
    }
}
