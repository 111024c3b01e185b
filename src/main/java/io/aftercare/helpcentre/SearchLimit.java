package io.aftercare.helpcentre;

import io.aftercare.platform.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Limits how often a network may search by the API, which the knowledge base offers to everybody. */
@Component
class SearchLimit implements HandlerInterceptor {

    static final String SEARCHED = "/api/articles/search";

    private final RateLimits limits;
    private final Problems problems;

    SearchLimit(RateLimits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        Duration wait = limits.searched(request);
        if (wait.isZero()) {
            return true;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(RateLimits.seconds(wait)));
        problems.write(response, HttpStatus.TOO_MANY_REQUESTS, RateLimits.sentence(wait));
        return false;
    }
}
