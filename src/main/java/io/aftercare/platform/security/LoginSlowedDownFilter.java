package io.aftercare.platform.security;

import io.aftercare.platform.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Has the login page say that a password was not tried, where it would say that it is wrong. */
final class LoginSlowedDownFilter extends OncePerRequestFilter {

    /** Where {@link ThrottledIdentityProvider} leaves the {@link TooManyLoginsException}. */
    static final String ATTRIBUTE = TooManyLoginsException.class.getName();

    private final Problems problems;

    LoginSlowedDownFilter(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, new HttpServletResponseWrapper(response) {
            @Override
            public void setStatus(int status) {
                super.setStatus(isSlowedDown(status) ? HttpStatus.TOO_MANY_REQUESTS.value() : status);
            }

            @Override
            public void sendError(int status) throws IOException {
                sendError(status, null);
            }

            @Override
            public void sendError(int status, String message) throws IOException {
                if (isSlowedDown(status)) {
                    var slowedDown = (TooManyLoginsException) request.getAttribute(ATTRIBUTE);
                    problems.writeForWebapp(response, HttpStatus.TOO_MANY_REQUESTS, slowedDown.getMessage());
                } else {
                    super.sendError(status, message);
                }
            }

            private boolean isSlowedDown(int status) {
                return status == HttpServletResponse.SC_UNAUTHORIZED && request.getAttribute(ATTRIBUTE) != null;
            }
        });
    }
}
