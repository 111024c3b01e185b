package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A browser at the application: keeps cookies and sends the token against forged requests along, as the webapp does.
 */
public final class WebSession {

    private static final String TOKEN = "XSRF-TOKEN=";

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String base;
    private boolean sendsToken = true;

    public WebSession(int port) {
        base = "http://localhost:" + port;
    }

    public static WebSession of(int port, String user) throws Exception {
        return new WebSession(port).login(user, TestPeople.passwordOf(user), user.equals(TestPeople.DESIGNER)
                ? "cockpit"
                : "tasklist");
    }

    public WebSession login(String user, String password, String app) throws IOException, InterruptedException {
        assertThat(tryLogin(user, password, app)).isEqualTo(200);
        // Logging in makes a new session, whose token comes with the next page.
        get("/camunda/app/" + app + "/default/");
        return this;
    }

    public int tryLogin(String user, String password, String app) throws IOException, InterruptedException {
        get("/camunda/app/" + app + "/default/");
        return logIn(user, password, app).statusCode();
    }

    /** Sends what the login page sends. */
    public HttpResponse<String> logIn(String user, String password, String app)
            throws IOException, InterruptedException {
        String form = "username=" + encoded(user) + "&password=" + encoded(password);
        return send(request("/camunda/api/admin/auth/user/default/login/" + app)
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)));
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    public HttpResponse<String> postJson(String path, String json) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> putJson(String path, String json) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        // The store's own list changes while several threads send.
        cookies.get(request.copy().build().uri(), Map.of()).getOrDefault("Cookie", List.of()).stream()
                .flatMap(header -> Stream.of(header.split("; ")))
                .filter(cookie -> sendsToken && cookie.startsWith(TOKEN)).findFirst()
                .ifPresent(cookie -> request.setHeader("X-XSRF-TOKEN", cookie.substring(TOKEN.length())));
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    /** Sends from now on what another site could make the browser send: the cookies, but no token. */
    public void forgetToken() {
        sendsToken = false;
    }

    /** A call of its own with HTTP Basic. */
    public HttpRequest.Builder as(String user, String password, String path) {
        return request(path).header("Authorization", "Basic " + Base64.getEncoder().encodeToString(
                (user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
