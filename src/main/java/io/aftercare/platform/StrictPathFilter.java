package io.aftercare.platform;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Lets through only paths that everybody reads alike. The webapp's rules look at the path as it was sent, the servlet
 * container at the path made plain, Jersey at something between: what they read differently would pass unguarded.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class StrictPathFilter implements Filter {

    private static final Pattern AMBIGUOUS =
            Pattern.compile("[;\\\\]|//|%(2f|5c|2e|3b|25|0\\p{XDigit}|1\\p{XDigit}|7f)|/\\.{1,2}(/|$)");
    /** The first three segments decide on the webapp's rules: nothing in them needs an escape. */
    private static final Pattern ESCAPED_HEAD = Pattern.compile("(/[^/%]*){0,2}/[^/]*%.*");

    private final Problems problems;

    StrictPathFilter(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var http = (HttpServletRequest) request;
        String sent = http.getRequestURI().substring(http.getContextPath().length());
        boolean webapp = http.getServletPath().startsWith("/camunda");
        if (AMBIGUOUS.matcher(sent.toLowerCase(Locale.ROOT)).find()
                || webapp && (!sent.startsWith("/camunda") || ESCAPED_HEAD.matcher(sent).matches())) {
            problems.write((HttpServletResponse) response, HttpStatus.BAD_REQUEST,
                    "The path is ambiguous. Send it without semicolons, backslashes, empty or dot segments and without "
                            + "escapes for such characters.");
            return;
        }
        chain.doFilter(request, response);
    }
}
