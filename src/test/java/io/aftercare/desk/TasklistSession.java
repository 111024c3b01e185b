package io.aftercare.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.util.Map;

/** A person's session in Tasklist over real HTTP, with its cookies and its token against forged calls. */
public class TasklistSession {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String base;

    public TasklistSession(int port) {
        this.base = "http://localhost:" + port;
        send("GET", "/camunda/app/tasklist/default/", null, null, false);
    }

    public TasklistSession logIn(String user) {
        return logIn(user, "tasklist");
    }

    public TasklistSession logIn(String user, String application) {
        var answer = send("POST", "/camunda/api/admin/auth/user/default/login/" + application,
                "username=" + user + "&password=" + DeskFixture.PASSWORD, "application/x-www-form-urlencoded", true);
        assertThat(answer.statusCode()).as("log in as " + user).isEqualTo(200);
        // The session begins anew at the log-in; its token comes with the next page.
        get("/camunda/app/" + application + "/default/");
        return this;
    }

    public HttpResponse<byte[]> get(String path) {
        return send("GET", path, null, null, false);
    }

    public HttpResponse<byte[]> put(String path, Map<String, ?> body) {
        return send("PUT", path, json(body), "application/json", true);
    }

    public HttpResponse<byte[]> post(String path, Map<String, ?> body) {
        return send("POST", path, json(body), "application/json", true);
    }

    public HttpResponse<byte[]> postWithoutToken(String path, Map<String, ?> body) {
        return send("POST", path, json(body), "application/json", false);
    }

    /** As a browser sends a form without scripts: no header of ours; redirects are not followed. */
    public HttpResponse<byte[]> form(String path, String fields) {
        return send(request("POST", path, BodyPublishers.ofString(fields), false).setHeader("Accept", "text/html,*/*")
                .header("Content-Type", "application/x-www-form-urlencoded"));
    }

    /** A form with this session's own token. */
    public HttpResponse<byte[]> formWithToken(String path, String fields) {
        return send("POST", path, fields, "application/x-www-form-urlencoded", true);
    }

    public HttpResponse<byte[]> delete(String path) {
        return send("DELETE", path, null, null, true);
    }

    public HttpResponse<byte[]> upload(String path, String name, String type, byte[] content) {
        String boundary = "desk-test";
        var body = new java.io.ByteArrayOutputStream();
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: " + type + "\r\n\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes());
        return send(request("POST", path, BodyPublishers.ofByteArray(body.toByteArray()), true)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary));
    }

    public static JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException noJson) {
            throw new AssertionError(new String(answer.body()), noJson);
        }
    }

    private static String json(Map<String, ?> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private HttpResponse<byte[]> send(String method, String path, String body, String type, boolean token) {
        var request =
                request(method, path, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body), token);
        return send(type == null ? request : request.header("Content-Type", type));
    }

    private HttpRequest.Builder request(String method, String path, HttpRequest.BodyPublisher body, boolean token) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).method(method, body).header("Accept", "*/*");
        if (token) {
            cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                    .findFirst().ifPresent(cookie -> request.header("X-XSRF-TOKEN", cookie.getValue()));
        }
        return request;
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}
