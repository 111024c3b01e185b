package io.aftercare.helpcentre;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class DraftCookieTest {

    private static final String OWNER = "0123456789abcdef0123456789abcdef";

    private final PublicFormProperties limits =
            Binder.get(new MockEnvironment()).bindOrCreate("aftercare.public-form", PublicFormProperties.class);

    /** A browser takes a cookie so named from this very host only: no subdomain can make it one that it knows. */
    @Test
    void overHttpsNoOtherHostCanSetIt() {
        var cookie = new DraftCookie(limits, () -> true);
        var request = new MockHttpServletRequest();
        var response = new MockHttpServletResponse();
        cookie.set(request, response, new DraftKey("token", OWNER));
        assertThat(response.getHeader("Set-Cookie")).startsWith("__Host-contact=" + OWNER + "; Path=/; ")
                .contains("Secure", "HttpOnly", "SameSite=Strict").doesNotContain("Domain");

        request.setCookies(new Cookie("contact", OWNER));
        assertThat(cookie.key(request, "token").owner()).isNull();
        request.setCookies(new Cookie("__Host-contact", OWNER));
        assertThat(cookie.key(request, "token").owner()).isEqualTo(OWNER);
    }

    @Test
    void whatIsNoneOfOursIsNoOwner() {
        var cookie = new DraftCookie(limits, () -> false);
        var request = new MockHttpServletRequest();
        for (String value : new String[] {"", "x", OWNER + "0", OWNER.toUpperCase()}) {
            request.setCookies(new Cookie("contact", value));
            assertThat(cookie.key(request, "token").owner()).isNull();
        }
    }
}
