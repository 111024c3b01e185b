package io.aftercare.platform;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Security headers of our own pages and API: nothing is loaded from elsewhere, no script or style stands in a page,
 * nobody frames us, and addresses with a token in them are not passed on. The web applications have headers of their
 * own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class SecurityHeaderFilter implements Filter {

    private static final String POLICY =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; "
                    + "form-action 'self'; frame-ancestors 'none'";

    private final boolean https;

    SecurityHeaderFilter(Environment environment) {
        this.https = HttpsSettings.isHttps(environment);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var headers = (HttpServletResponse) response;
        headers.setHeader("X-Content-Type-Options", "nosniff");
        headers.setHeader("Referrer-Policy", "same-origin");
        if (https) {
            headers.setHeader("Strict-Transport-Security", HttpsSettings.STAY_WITH_HTTPS);
        }
        if (!((HttpServletRequest) request).getServletPath().startsWith("/camunda/")) {
            headers.setHeader("Content-Security-Policy", POLICY);
            headers.setHeader("X-Frame-Options", "DENY");
            headers.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        }
        chain.doFilter(request, response);
    }
}
