package io.aftercare.platform;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Objects;

/**
 * Lets our plain forms prove that they come from our own pages: a form that works without scripts can send the session's
 * token as a field only, and the web application's protection, which comes behind, looks for it in a header.
 */
final class FormToken implements Filter {

    private static final String HEADER = "X-XSRF-TOKEN";
    private static final String FIELD = "token";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
        var http = (HttpServletRequest) request;
        boolean form = "POST".equals(http.getMethod()) && http.getHeader(HEADER) == null
                && Objects.requireNonNullElse(http.getContentType(), "").startsWith("application/x-www-form-urlencoded");
        String token = form ? http.getParameter(FIELD) : null;
        chain.doFilter(token == null ? http : new HttpServletRequestWrapper(http) {
            @Override
            public String getHeader(String name) {
                return HEADER.equalsIgnoreCase(name) ? token : super.getHeader(name);
            }
        }, response);
    }
}
