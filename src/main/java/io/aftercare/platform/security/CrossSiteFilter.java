package io.aftercare.platform.security;

import io.aftercare.platform.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Another site's page changes nothing here. Browsers keep Basic credentials and cookies and send them along with
 * whatever a page makes them send; and whoever reads another site says nothing of our articles and sends no form
 * without knowing it.
 */
final class CrossSiteFilter extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String REJECTION = "A page of another site may not do this. If it is a page of this Aftercare "
            + "behind a proxy, set aftercare.base-url to its address.";

    @FunctionalInterface
    private interface Rejection {
        void answer(HttpServletResponse response) throws IOException;
    }

    private final OwnOrigins origins;
    private final Rejection rejection;

    private CrossSiteFilter(OwnOrigins origins, Rejection rejection) {
        this.origins = origins;
        this.rejection = rejection;
    }

    static CrossSiteFilter forPrograms(OwnOrigins origins, Problems problems) {
        return new CrossSiteFilter(origins, response -> problems.write(response, HttpStatus.FORBIDDEN, REJECTION));
    }

    static CrossSiteFilter forPages(OwnOrigins origins) {
        return new CrossSiteFilter(origins, response -> response.sendError(HttpServletResponse.SC_FORBIDDEN));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!READING.contains(request.getMethod()) && origins.isForeign(request)) {
            rejection.answer(response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
