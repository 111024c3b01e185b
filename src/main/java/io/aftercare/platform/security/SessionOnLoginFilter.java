package io.aftercare.platform.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps a session of the web applications for those only who log in. Their filters begin one for each stranger who
 * loads a page, and so let anybody fill the memory; here a stranger's session ends with the request. Logging in ends it
 * too and begins another, which is kept.
 */
final class SessionOnLoginFilter extends OncePerRequestFilter {

    private final Clock clock;

    SessionOnLoginFilter(Clock clock) {
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request.getSession(false) == null ? new StrangersRequest(request, clock) : request, response);
    }

    private static final class StrangersRequest extends HttpServletRequestWrapper {

        private final PassingSession passing;

        StrangersRequest(HttpServletRequest request, Clock clock) {
            super(request);
            passing = new PassingSession(getServletContext(), clock.millis());
        }

        @Override
        public HttpSession getSession() {
            return getSession(true);
        }

        @Override
        public HttpSession getSession(boolean create) {
            return passing.ended ? super.getSession(create) : passing;
        }

        @Override
        public String changeSessionId() {
            return passing.ended ? super.changeSessionId() : passing.getId();
        }
    }

    private static final class PassingSession implements HttpSession {

        private final Map<String, Object> attributes = new ConcurrentHashMap<>();
        private final String id = UUID.randomUUID().toString();
        private final long created;
        private final ServletContext context;
        private int maxInactive;
        private boolean ended;

        PassingSession(ServletContext context, long created) {
            this.context = context;
            this.created = created;
        }

        @Override
        public void invalidate() {
            attributes.clear();
            ended = true;
        }

        @Override
        public Object getAttribute(String name) {
            return attributes.get(name);
        }

        @Override
        public Enumeration<String> getAttributeNames() {
            return Collections.enumeration(attributes.keySet());
        }

        @Override
        public void setAttribute(String name, Object value) {
            if (value == null) {
                attributes.remove(name);
            } else {
                attributes.put(name, value);
            }
        }

        @Override
        public void removeAttribute(String name) {
            attributes.remove(name);
        }

        @Override
        public long getCreationTime() {
            return created;
        }

        @Override
        public String getId() {
            return id;
        }

        @Override
        public long getLastAccessedTime() {
            return created;
        }

        @Override
        public ServletContext getServletContext() {
            return context;
        }

        @Override
        public void setMaxInactiveInterval(int seconds) {
            maxInactive = seconds;
        }

        @Override
        public int getMaxInactiveInterval() {
            return maxInactive;
        }

        @Override
        public boolean isNew() {
            return true;
        }
    }
}
