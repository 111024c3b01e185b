package io.aftercare.helpcentre;

import io.aftercare.conversation.ports.HttpsUse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * By which a browser shows that a draft is its own. It is set when something is kept first, never for looking at pages,
 * and ends with the draft. Links of other sites do not bring it along.
 */
@Component
class DraftCookie {

    static final String NAME = "contact";

    private static final Pattern OWNER = Pattern.compile("[0-9a-f]{32}");

    private final PublicFormProperties limits;
    private final boolean https;

    DraftCookie(PublicFormProperties limits, HttpsUse https) {
        this.limits = limits;
        this.https = https.byVisitors();
    }

    /** @param token may be null, and anybody's */
    DraftKey key(HttpServletRequest request, String token) {
        Cookie cookie = WebUtils.getCookie(request, name());
        boolean usable = cookie != null && OWNER.matcher(cookie.getValue()).matches();
        return new DraftKey(token, usable ? cookie.getValue() : null);
    }

    void set(HttpServletRequest request, HttpServletResponse response, DraftKey key) {
        response.addHeader(HttpHeaders.SET_COOKIE, ResponseCookie.from(name(), key.owner()).httpOnly(true)
                .sameSite("Strict").secure(https || request.isSecure()).maxAge(limits.draftsKept())
                .path(https ? "/" : request.getContextPath() + "/contact").build().toString());
    }

    /** Nobody but this very host can set a cookie so named, not even its subdomains; it then holds for all paths. */
    private String name() {
        return https ? "__Host-" + NAME : NAME;
    }
}
