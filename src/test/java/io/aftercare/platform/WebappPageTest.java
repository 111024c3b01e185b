package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages of the web applications: scripts run under concurrent loads, and headers and cookies protect them. */
@StartedApplication
class WebappPageTest {

    private static final Pattern IN_HEADER = Pattern.compile("'nonce-([^']+)'");
    private static final Pattern IN_PAGE = Pattern.compile("nonce=\"([^\"]*)\"");

    @LocalServerPort
    int port;

    @Test
    void headerAndPageHaveTheSameNonceUnderConcurrentLoadsAndEachLoadItsOwn() throws Exception {
        var session = new WebSession(port);
        session.get("/camunda/app/tasklist/default/");
        var threads = Executors.newFixedThreadPool(16);
        List<String> nonces;
        try {
            List<Callable<HttpResponse<String>>> loads = IntStream.range(0, 200)
                    .mapToObj(load -> (Callable<HttpResponse<String>>) () -> session.get("/camunda/app/"
                            + (load % 2 == 0 ? "tasklist" : "cockpit") + "/default/"))
                    .toList();
            nonces = threads.invokeAll(loads).stream().map(load -> {
                try {
                    return nonceOf(load.get());
                } catch (Exception failure) {
                    throw new AssertionError(failure);
                }
            }).toList();
        } finally {
            threads.shutdownNow();
        }

        assertThat(nonces).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void thePolicyIsAsStrictAsTheOriginal() throws Exception {
        String policy = new WebSession(port).get("/camunda/app/tasklist/default/").headers()
                .firstValue("Content-Security-Policy").orElseThrow();

        assertThat(policy).containsPattern("script-src 'nonce-[\\w-]{27}' 'strict-dynamic' ").contains(
                "frame-ancestors 'none'",
                "object-src 'none'", "base-uri 'self'", "default-src 'self'", "form-action 'self'");
    }

    @Test
    void cookiesAreForThisSiteAndTheSessionIsHiddenFromScripts() throws Exception {
        var browser = new WebSession(port);
        var cookies = Stream.of(browser.get("/camunda/app/tasklist/default/"),
                browser.logIn(TestPeople.AGENT, TestPeople.PASSWORD, "tasklist"))
                .flatMap(response -> response.headers().allValues("Set-Cookie").stream())
                .collect(Collectors.toMap(cookie -> cookie.substring(0, cookie.indexOf('=')), cookie -> cookie,
                        (before, after) -> after));

        assertThat(cookies.get("JSESSIONID")).contains("HttpOnly", "SameSite=Lax");
        assertThat(cookies.get("XSRF-TOKEN")).contains("SameSite=Lax");
    }

    @Test
    void theRootIsNotTakenByTheWebapp() throws Exception {
        assertThat(new WebSession(port).get("/").headers().firstValue("Location")).isEmpty();
    }

    @Test
    void anAmbiguousPathIsRefusedWithAProblem() throws Exception {
        for (String path : List.of("/camunda/api//engine/engine/default/user",
                "/camunda//api/engine/engine/default/user",
                "/camunda;x/api/engine/engine/default/user", "/camunda/%61pi/engine/engine/default/user",
                "/camunda/api/%65ngine/engine/default/user", "/x/..;/camunda/api/engine/engine/default/user",
                "/api/articles/..%2frequests", "/api/articles/%2e%2e/requests", "/a%00b", "/api;/requests")) {
            var response = new WebSession(port).get(path);

            assertThat(response.statusCode()).as(path).isEqualTo(400);
        }
    }

    @Test
    void anonymousCallsDoNotReachTheEngine() throws Exception {
        var anonymous = new WebSession(port);
        anonymous.get("/camunda/app/tasklist/default/");

        for (String path : List.of("/task", "/user", "/process-definition", "/filter", "/deployment", "/user/")) {
            assertThat(anonymous.get("/camunda/api/engine/engine/default" + path).statusCode()).as(path).isEqualTo(401);
        }
    }

    private static String nonceOf(HttpResponse<String> load) {
        assertThat(load.statusCode()).isEqualTo(200);
        var header = IN_HEADER.matcher(load.headers().firstValue("Content-Security-Policy").orElseThrow());
        assertThat(header.find()).isTrue();
        var inPage = IN_PAGE.matcher(load.body()).results().map(match -> match.group(1)).toList();
        assertThat(inPage).isNotEmpty().containsOnly(header.group(1));
        return header.group(1);
    }
}
