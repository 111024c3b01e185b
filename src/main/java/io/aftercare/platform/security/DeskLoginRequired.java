package io.aftercare.platform.security;

import io.aftercare.platform.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** Links in mails lead to the desk too: who follows one without a session is told how to go on. */
final class DeskLoginRequired implements AuthenticationEntryPoint {

    private final Problems problems;

    DeskLoginRequired(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        if ("GET".equals(request.getMethod()) && accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE)) {
            problems.page(response, HttpStatus.UNAUTHORIZED, "Please log in",
                    "Nobody is logged in. Log in to Tasklist, then come back to this page and load it again.",
                    request.getContextPath() + "/camunda/app/tasklist/default/", "Log in to Tasklist");
        } else {
            problems.write(response, HttpStatus.UNAUTHORIZED,
                    "Nobody is logged in. Log in to Tasklist or Cockpit first.");
        }
    }
}
