package io.aftercare.mail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Gives tokens and tells mail servers whether they are good, as Microsoft's and Google's endpoints do. */
final class TokenEndpoint implements AutoCloseable {

    private final HttpServer server;
    private final List<Map<String, String>> asked = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> good = ConcurrentHashMap.newKeySet();
    private volatile long seconds = 3600;
    private volatile String refusal;
    private volatile boolean badTokens;

    TokenEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::give);
        server.createContext("/introspect", this::introspect);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The forms with which tokens were asked for. */
    List<Map<String, String>> asked() {
        return asked;
    }

    void lasting(long howMany) {
        seconds = howMany;
    }

    /** From now on no token given so far is good. */
    void revokeAll() {
        good.clear();
    }

    /** Gives tokens that mail servers do not accept. */
    void giveBadTokens() {
        badTokens = true;
    }

    void refuse(String error) {
        refusal = error;
    }

    private void give(HttpExchange exchange) throws IOException {
        asked.add(form(exchange));
        if (refusal != null) {
            answer(exchange, 401, "{\"error\":\"" + refusal + "\",\"error_description\":\"The secret has expired.\"}");
            return;
        }
        String token = "token-" + asked.size() + "-" + Long.toHexString(System.nanoTime());
        if (!badTokens) {
            good.add(token);
        }
        answer(exchange, 200,
                "{\"token_type\":\"Bearer\",\"expires_in\":" + seconds + ",\"access_token\":\"" + token
                        + "\",\"refresh_token\":\"refresh-" + asked.size() + "\"}");
    }

    private void introspect(HttpExchange exchange) throws IOException {
        boolean active = good.contains(form(exchange).get("token"));
        answer(exchange, 200, "{\"active\":" + active + ",\"username\":\"support\"}");
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        var fields = new HashMap<String, String>();
        for (String field : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&")) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
