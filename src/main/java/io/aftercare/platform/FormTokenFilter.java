package io.aftercare.platform;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.HttpStatus;

/**
 * Lets our plain forms prove that they come from our own pages: a form that works without scripts can send the
 * session's token as a field only, and the web application's protection, which comes behind, looks for it in a header.
 * A person whose session ended meanwhile gets a sentence and a way back.
 */
public final class FormTokenFilter implements Filter {

    private static final String HEADER = "X-XSRF-TOKEN";
    private static final String FIELD = "token";

    private final Problems problems;

    FormTokenFilter(Problems problems) {
        this.problems = problems;
    }

    /** Whether a form sent it that could not set the header. */
    public static boolean isForm(HttpServletRequest request) {
        return "POST".equals(request.getMethod()) && request.getHeader(HEADER) == null
                && Objects.requireNonNullElse(request.getContentType(), "")
                        .startsWith("application/x-www-form-urlencoded");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var http = (HttpServletRequest) request;
        boolean form = isForm(http);
        String token = form ? http.getParameter(FIELD) : null;
        HttpSession session = http.getSession(false);
        if (form && (token == null || session == null || !token.equals(session.getAttribute("CAMUNDA_CSRF_TOKEN")))) {
            problems.page((HttpServletResponse) response, HttpStatus.FORBIDDEN, "Please try again",
                    "Nothing was changed: your session has ended, or began anew, since that page was loaded. Load it "
                            + "again, log in if you are asked to, "
                            + "and press the button once more.",
                    "conversation?tab=" + Boolean.parseBoolean(http.getParameter("tab")), "Back to the conversation");
            return;
        }
        chain.doFilter(token == null ? http : new HttpServletRequestWrapper(http) {
            @Override
            public String getHeader(String name) {
                return HEADER.equalsIgnoreCase(name) ? token : super.getHeader(name);
            }
        }, response);
    }
}
