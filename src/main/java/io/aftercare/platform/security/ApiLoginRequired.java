package io.aftercare.platform.security;

import io.aftercare.platform.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Tells a program that it must log in, or why its login did not do. */
final class ApiLoginRequired implements AuthenticationEntryPoint {

    private final Problems problems;

    ApiLoginRequired(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (reason instanceof LoginSlowedDown slowed) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(slowed.waiting().toSeconds() + 1));
            problems.write(response, HttpStatus.TOO_MANY_REQUESTS, slowed.getMessage());
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Aftercare\", charset=\"UTF-8\"");
        problems.write(response, HttpStatus.UNAUTHORIZED, request.getHeader(HttpHeaders.AUTHORIZATION) == null
                ? "Log in with HTTP Basic as a user of Aftercare."
                : "User or password are wrong.");
    }
}
