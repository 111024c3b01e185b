package io.aftercare.platform.security;

import io.aftercare.platform.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Tells somebody who is logged in whom a path is for. */
final class AccessDeniedProblem implements AccessDeniedHandler {

    private final Problems problems;

    AccessDeniedProblem(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        problems.write(response, HttpStatus.FORBIDDEN, request.getRemoteUser() + " may not do this. It is for: "
                + String.join(", ", AccessRule.of(request).groups().stream().sorted().toList()) + ".");
    }
}
