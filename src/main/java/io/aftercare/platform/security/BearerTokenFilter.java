package io.aftercare.platform.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A monitor's token lets it read the metrics. Credentials of any other kind than this and Basic are wrong, even where
 * nobody needs any.
 */
final class BearerTokenFilter extends OncePerRequestFilter {

    private final MetricsProperties metrics;
    private final AuthenticationEntryPoint loginRequired;

    BearerTokenFilter(MetricsProperties metrics, AuthenticationEntryPoint loginRequired) {
        this.metrics = metrics;
        this.loginRequired = loginRequired;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String credentials = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (credentials == null || credentials.regionMatches(true, 0, "Basic", 0, "Basic".length())) {
            chain.doFilter(request, response);
        } else if (isMonitor(request, credentials)) {
            SecurityContextHolder.getContext().setAuthentication(new PreAuthenticatedAuthenticationToken("monitor",
                    null, AuthorityUtils.createAuthorityList(AccessRule.MONITORS)));
            chain.doFilter(request, response);
        } else {
            loginRequired.commence(request, response, new BadCredentialsException("No such token."));
        }
    }

    private boolean isMonitor(HttpServletRequest request, String credentials) {
        return StringUtils.hasText(metrics.token()) && request.getServletPath().equals("/actuator/prometheus")
                && MessageDigest.isEqual(credentials.getBytes(StandardCharsets.UTF_8),
                        ("Bearer " + metrics.token()).getBytes(StandardCharsets.UTF_8));
    }
}
