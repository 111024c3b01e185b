package io.aftercare.platform.security;

import io.aftercare.platform.SupportGroups;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Who may call what, outside the web applications: the one list of it.
 *
 * @param method HTTP method, GET includes HEAD; null means all
 * @param groups whose members may call it; empty means everybody, logged in or not
 */
public record AccessRule(String method, PathPattern path, Set<String> groups) {

    private static final Set<String> EVERYBODY = Set.of();
    private static final Set<String> DECIDERS = Set.copyOf(SupportGroups.DECIDERS);
    /** Programs that read the metrics by a token; no group of people. */
    static final String MONITORS = "monitors";
    private static final Set<String> METRICS_READERS = Stream.concat(DECIDERS.stream(), Stream.of(MONITORS))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> STAFF = Stream.concat(SupportGroups.AGENTS.stream(), DECIDERS.stream())
            .collect(Collectors.toUnmodifiableSet());

    /** What articles learned are the words of all customers. */
    private static final Set<String> ANSWERING = Stream.concat(SupportGroups.ANSWERING.stream(), DECIDERS.stream())
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> DESK = Stream.concat(STAFF.stream(), Stream.of(SupportGroups.DESIGNERS))
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> REPLY_READERS =
            Stream.concat(STAFF.stream(), SupportGroups.SAVED_REPLY_EDITORS.stream())
                    .collect(Collectors.toUnmodifiableSet());

    /** The first that matches counts; what none allows, administrators may. */
    private static final List<AccessRule> RULES = List.of(
            rule("GET", "/api/articles/sources", DECIDERS),
            rule("GET", "/api/articles/offers", DECIDERS),
            rule("GET", "/api/articles/calibrations", DECIDERS),
            rule("PUT", "/api/articles/calibrations/*/*", DECIDERS),
            rule("GET", "/api/articles/*/wordings", ANSWERING),
            rule("DELETE", "/api/articles/*/wordings/*", ANSWERING),
            rule("GET", "/api/articles/**", EVERYBODY),
            rule("POST", "/api/requests", EVERYBODY),
            rule("GET", "/api/requests/**", STAFF),
            rule("POST", "/api/requests/*/triage", STAFF),
            rule("GET", "/api/origins", STAFF),
            rule("GET", "/api/mails", STAFF),
            rule("GET", "/api/undeliverable-addresses", STAFF),
            rule("DELETE", "/api/undeliverable-addresses/*", STAFF),
            rule("POST", "/api/licences", DECIDERS),
            rule("POST", "/api/products", DECIDERS),
            rule("POST", "/api/articles/import", DECIDERS),
            rule("POST", "/api/articles/sources/*/import", DECIDERS),
            rule("DELETE", "/api/articles/sources/*", DECIDERS),
            rule("GET", "/api/triage/models", DECIDERS),
            rule("POST", "/api/triage/models/*/use", DECIDERS),
            rule("GET", "/v3/api-docs/**", EVERYBODY),
            rule("GET", "/v3/api-docs.yaml", EVERYBODY),
            rule("GET", "/actuator/health/**", EVERYBODY),
            rule("GET", "/actuator/prometheus", METRICS_READERS),
            rule("GET", "/actuator/**", DECIDERS),
            rule("GET", "/camunda/api/aftercare/policy", DESK),
            rule("GET", "/camunda/api/aftercare/articles", DESK),
            rule(null, "/camunda/api/aftercare/notifications", DESK),
            rule("POST", "/camunda/api/aftercare/article-records/calibrations/**", DECIDERS),
            rule(null, "/camunda/api/aftercare/article-records/**", ANSWERING),
            rule("GET", "/camunda/api/aftercare/saved-replies/**", REPLY_READERS),
            rule("POST", "/camunda/api/aftercare/saved-replies/preview", REPLY_READERS),
            rule(null, "/camunda/api/aftercare/saved-replies/**", Set.copyOf(SupportGroups.SAVED_REPLY_EDITORS)),
            rule(null, "/camunda/api/aftercare/**", STAFF),
            rule(null, "/**", Set.of(SupportGroups.ADMINISTRATORS)));

    /** @param path decoded and without the context path */
    public static AccessRule of(String method, String path) {
        PathContainer container = PathContainer.parsePath(path);
        String asked = method.equals("HEAD") ? "GET" : method;
        return RULES.stream().filter(rule -> (rule.method == null || rule.method.equals(asked))
                && rule.path.matches(container)).findFirst().orElseThrow();
    }

    /** The rule of a path as the container understood it, so that no way of writing a path escapes its rule. */
    static AccessRule of(HttpServletRequest request) {
        return of(request.getMethod(), request.getServletPath()
                + Objects.requireNonNullElse(request.getPathInfo(), ""));
    }

    public boolean isPublic() {
        return groups.isEmpty();
    }

    /** @param user whose authorities are the ids of the groups */
    boolean allows(Authentication user) {
        return isPublic() || AuthorityUtils.authorityListToSet(user.getAuthorities()).stream()
                .anyMatch(groups::contains);
    }

    private static AccessRule rule(String method, String path, Set<String> groups) {
        return new AccessRule(method, PathPatternParser.defaultInstance.parse(path), groups);
    }
}
