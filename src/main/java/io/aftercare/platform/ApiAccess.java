package io.aftercare.platform;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.StringUtils;

/**
 * HTTP Basic with the engine's users for the API and the management pages, without sessions. The engine checks the
 * password, so a user it has locked after failed logins is locked here too. It is a filter of ours and no security
 * framework, because the web applications bring their own login, sessions and tokens, which a second chain would
 * disturb.
 */
@Configuration(proxyBeanMethods = false)
class ApiAccess {

    @Bean
    FilterRegistrationBean<Filter> apiAccessFilter(ObjectProvider<IdentityService> identities, Problems problems,
            MetricsProperties metrics) {
        var registration =
                new FilterRegistrationBean<Filter>(new BasicLogin(identities::getObject, problems, metrics.token()));
        registration.addUrlPatterns("/api/*", "/actuator/*", "/v3/*");
        return registration;
    }

    private record BasicLogin(Supplier<IdentityService> engine, Problems problems,
            String metricsToken) implements Filter {

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            var http = (HttpServletRequest) request;
            var answer = (HttpServletResponse) response;
            AccessRule rule = AccessRule.of(http.getMethod(), pathOf(http));
            String credentials = http.getHeader(HttpHeaders.AUTHORIZATION);
            if (rule.isPublic() && credentials == null || isMetricsReader(http, credentials)) {
                chain.doFilter(request, response);
                return;
            }
            Optional<User> user = userOf(credentials);
            if (user.isEmpty()) {
                answer.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Aftercare\", charset=\"UTF-8\"");
                problems.write(answer, HttpStatus.UNAUTHORIZED, credentials == null
                        ? "Log in with HTTP Basic as a user of Aftercare."
                        : "User or password are wrong, or the user is locked for a while after failed logins.");
            } else if (!rule.isPublic() && Collections.disjoint(rule.groups(), user.get().groups())) {
                problems.write(answer, HttpStatus.FORBIDDEN, user.get().name() + " may not do this. It is for: "
                        + String.join(", ", rule.groups().stream().sorted().toList()) + ".");
            } else if (isForged(http)) {
                problems.write(answer, HttpStatus.FORBIDDEN, "A page of another site may not do this.");
            } else {
                callAs(user.get(), http, response, chain);
            }
        }

        /** Asked for late, because filters are made before the engine is. */
        private IdentityService identities() {
            return engine.get();
        }

        private void callAs(User user, HttpServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            identities().setAuthentication(user.name(), user.groups());
            try {
                chain.doFilter(new LoggedIn(request, user), response);
            } finally {
                identities().clearAuthentication();
            }
        }

        private Optional<User> userOf(String credentials) {
            if (credentials == null || !credentials.regionMatches(true, 0, "Basic ", 0, 6)) {
                return Optional.empty();
            }
            try {
                String pair =
                        new String(Base64.getDecoder().decode(credentials.substring(6).trim()), StandardCharsets.UTF_8);
                int colon = pair.indexOf(':');
                if (colon < 1 || !identities().checkPassword(pair.substring(0, colon), pair.substring(colon + 1))) {
                    return Optional.empty();
                }
                String name = pair.substring(0, colon);
                return Optional.of(new User(name, identities().createGroupQuery().groupMember(name).list().stream()
                        .map(Group::getId).toList()));
            } catch (IllegalArgumentException | ProcessEngineException malformedOrManyFailuresAtOnce) {
                return Optional.empty();
            }
        }

        private boolean isMetricsReader(HttpServletRequest request, String credentials) {
            return StringUtils.hasText(metricsToken) && credentials != null
                    && pathOf(request).equals("/actuator/prometheus")
                    && MessageDigest.isEqual(credentials.getBytes(StandardCharsets.UTF_8),
                            ("Bearer " + metricsToken).getBytes(StandardCharsets.UTF_8));
        }

        /** As the container understood it, so that no way of writing a path escapes its rule. */
        private static String pathOf(HttpServletRequest request) {
            return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        }

        /** Browsers keep Basic credentials and send them along with whatever another site makes them send. */
        private static boolean isForged(HttpServletRequest request) {
            String site = request.getHeader("Sec-Fetch-Site");
            return site != null && !site.equals("same-origin") && !site.equals("none")
                    && !List.of("GET", "HEAD").contains(request.getMethod());
        }
    }

    private record User(String name, List<String> groups) implements Principal {

        @Override
        public String getName() {
            return name;
        }
    }

    private static final class LoggedIn extends HttpServletRequestWrapper {

        private final User user;

        LoggedIn(HttpServletRequest request, User user) {
            super(request);
            this.user = user;
        }

        @Override
        public Principal getUserPrincipal() {
            return user;
        }

        @Override
        public String getRemoteUser() {
            return user.name();
        }

        @Override
        public boolean isUserInRole(String role) {
            return user.groups().contains(role);
        }

        @Override
        public String getAuthType() {
            return BASIC_AUTH;
        }
    }
}
