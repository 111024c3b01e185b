package io.aftercare.platform.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes who is logged in from the web application, whose filters have told the engine. */
final class WebappSessionFilter extends OncePerRequestFilter {

    private final Supplier<IdentityService> identities;

    WebappSessionFilter(Supplier<IdentityService> identities) {
        this.identities = identities;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var user = identities.get().getCurrentAuthentication();
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        if (user != null && user.getUserId() != null) {
            context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(user.getUserId(), null,
                    AuthorityUtils.createAuthorityList(Objects.requireNonNullElse(user.getGroupIds(), List.of()))));
        } else {
            context.setAuthentication(before.getAuthentication());
        }
        SecurityContextHolder.setContext(context);
        try {
            chain.doFilter(request, response);
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }
}
