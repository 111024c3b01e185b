package io.aftercare.platform.security;

import io.aftercare.platform.FormTokenFilter;
import io.aftercare.platform.Problems;
import java.time.Clock;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.core.GrantedAuthorityDefaults;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Spring Security over all that is ours: the API and the management pages with HTTP Basic and the engine's users, the
 * desk with the session of the web applications, the help centre for everybody. None of them has a session of its own.
 * The web applications keep their login, session and tokens, which a second chain would disturb; they only get headers
 * and the check of where a request comes from.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    private static final RequestMatcher WEBAPP = under("/camunda");
    private static final RequestMatcher DESK = under("/camunda/api/aftercare");
    private static final RequestMatcher PROGRAMS =
            new OrRequestMatcher(under("/api"), under("/actuator"), under("/v3"));
    private static final String PAGE_POLICY =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; "
                    + "form-action 'self'; frame-ancestors 'none'";

    private final Problems problems;
    private final OwnOrigins origins;
    private final ObjectProvider<IdentityService> identities;
    private final Clock clock;
    private final boolean https;

    /** @param identities asked for late, since filters are made before the engine is */
    SecurityConfiguration(Problems problems, OwnOrigins origins, ObjectProvider<IdentityService> identities,
            Environment environment, Clock clock) {
        this.problems = problems;
        this.origins = origins;
        this.identities = identities;
        this.clock = clock;
        this.https = HttpsSettings.isHttps(environment);
    }

    @Bean
    @Order(1)
    SecurityFilterChain webapp(HttpSecurity http) throws Exception {
        return withoutSession(http.securityMatcher(WEBAPP)).headers(this::everywhere)
                .addFilterBefore(CrossSiteFilter.forPrograms(origins, problems), AuthorizationFilter.class)
                .addFilterAfter(new SessionOnLoginFilter(clock), AuthorizationFilter.class)
                .addFilterAfter(new LoginSlowedDownFilter(problems), AuthorizationFilter.class)
                .exceptionHandling(failures -> failures.authenticationEntryPoint(new DeskLoginRequired(problems)))
                // Told here, before the web application's filters say that a token is missing. A form of ours gets a
                // page of its own there.
                .authorizeHttpRequests(all -> all
                        .requestMatchers(DESK).access((user, asked) -> new AuthorizationDecision(
                                asked.getRequest().getSession(false) != null
                                        || FormTokenFilter.isForm(asked.getRequest())))
                        .anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain programs(HttpSecurity http, MetricsProperties metrics) throws Exception {
        var loginRequired = new ApiLoginRequired(problems);
        return withoutSession(http.securityMatcher(PROGRAMS)).headers(this::onPages)
                .httpBasic(basic -> basic.authenticationEntryPoint(loginRequired))
                .exceptionHandling(failures -> failures.authenticationEntryPoint(loginRequired)
                        .accessDeniedHandler(new AccessDeniedProblem(problems)))
                .authorizeHttpRequests(all -> all.anyRequest().access((user, asked) -> new AuthorizationDecision(
                        AccessRule.of(asked.getRequest()).allows(user.get()))))
                .addFilterBefore(CrossSiteFilter.forPrograms(origins, problems), BasicAuthenticationFilter.class)
                .addFilterBefore(new BearerTokenFilter(metrics, loginRequired), BasicAuthenticationFilter.class)
                .addFilterAfter(new EngineAuthenticationFilter(identities::getObject), AuthorizationFilter.class)
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain helpCentre(HttpSecurity http) throws Exception {
        return withoutSession(http.securityMatcher(AnyRequestMatcher.INSTANCE)).headers(this::onPages)
                .addFilterBefore(CrossSiteFilter.forPages(origins), AuthorizationFilter.class)
                .addFilterBefore(new DirectErrorFilter(), AuthorizationFilter.class)
                .authorizeHttpRequests(all -> all.anyRequest().permitAll()).build();
    }

    /**
     * What guards the desk. It stands behind the web application's own filters, which alone know who is logged in
     * there, and so is no bean of a chain.
     */
    @Bean
    DeskSecurity desk(HttpSecurity http) throws Exception {
        return new DeskSecurity(new FilterChainProxy(withoutSession(http.securityMatcher(AnyRequestMatcher.INSTANCE))
                .headers(AbstractHttpConfigurer::disable)
                .exceptionHandling(failures -> failures.authenticationEntryPoint(new DeskLoginRequired(problems))
                        .accessDeniedHandler(new AccessDeniedProblem(problems)))
                .authorizeHttpRequests(all -> all.anyRequest().access((user, asked) -> new AuthorizationDecision(
                        AccessRule.of(asked.getRequest()).allows(user.get()))))
                // Before what answers a denial, which is to know whom it denies.
                .addFilterAfter(new WebappSessionFilter(identities::getObject), AnonymousAuthenticationFilter.class)
                .build()));
    }

    /** Groups are named as they are. */
    @Bean
    static GrantedAuthorityDefaults groupsAreAuthorities() {
        return new GrantedAuthorityDefaults("");
    }

    /** By the path as the container understood it: patterns see only what is left of it behind a servlet's own part. */
    private static RequestMatcher under(String folder) {
        return request -> (request.getServletPath() + "/").startsWith(folder + "/");
    }

    /** Requests that others forge are known by where they come from, see {@link CrossSiteFilter}. */
    private static HttpSecurity withoutSession(HttpSecurity http) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable).logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    /** The web applications have more headers of their own. */
    private void everywhere(HeadersConfigurer<HttpSecurity> headers) {
        headers.defaultsDisabled().contentTypeOptions(type -> {
        }).referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN));
        if (https) {
            headers.httpStrictTransportSecurity(strict -> strict.requestMatcher(AnyRequestMatcher.INSTANCE)
                    .includeSubDomains(false).maxAgeInSeconds(HttpsSettings.STAY_WITH_HTTPS.toSeconds()));
        }
    }

    /** Nothing is loaded from elsewhere, no script or style stands in a page, nobody frames us. */
    private void onPages(HeadersConfigurer<HttpSecurity> headers) {
        everywhere(headers);
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(PAGE_POLICY))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN));
    }
}
