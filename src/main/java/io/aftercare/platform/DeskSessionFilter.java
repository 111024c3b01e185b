package io.aftercare.platform;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Lets nobody without a session of the webapp, and nobody who is in none of our groups, reach our controllers under
 * {@code /camunda/api/aftercare}. The webapp's own filters know nothing of these paths and let anonymous calls through;
 * its protection against forged requests (X-XSRF-TOKEN) does cover them and comes first.
 */
final class DeskSessionFilter implements Filter {

    private static final List<String> GROUPS = Stream.concat(SupportGroups.AGENTS.stream(), Stream.of(
            SupportGroups.MANAGERS, SupportGroups.DESIGNERS, SupportGroups.ADMINISTRATORS)).toList();

    private final Supplier<IdentityService> identities;
    private final Problems problems;

    DeskSessionFilter(Supplier<IdentityService> identities, Problems problems) {
        this.identities = identities;
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var user = identities.get().getCurrentAuthentication();
        if (user == null || user.getUserId() == null) {
            strangerAnswered((HttpServletRequest) request, (HttpServletResponse) response);
        } else if (user.getGroupIds() == null || Collections.disjoint(user.getGroupIds(), GROUPS)) {
            problems.write((HttpServletResponse) response, HttpStatus.FORBIDDEN,
                    user.getUserId() + " is in none of the support groups. Ask an administrator.");
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Links in mails lead here too: who follows one without a session is told how to go on. */
    private void strangerAnswered(HttpServletRequest request, HttpServletResponse response) throws IOException {
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
