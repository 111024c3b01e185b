package io.aftercare.knowledge.sources;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A web site on this machine that answers what a test wants and remembers what it was asked. */
final class PlayedSite implements AutoCloseable {

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    /** Comes before the usual answer; null from it means the usual one. */
    volatile Function<Asked, Reply> instead = question -> null;
    private final Function<Asked, Reply> usual;
    private final HttpServer server;
    private final AtomicInteger open = new AtomicInteger();

    record Asked(String path, Map<String, String> query, Headers headers) {

        String value(String name) {
            return query.get(name);
        }

        int number(String name, int otherwise) {
            return query.containsKey(name) ? Integer.parseInt(query.get(name)) : otherwise;
        }
    }

    record Reply(int status, Map<String, String> headers, byte[] body) {

        static Reply json(String body) {
            return new Reply(200, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
        }

        static Reply of(int status, String... headers) {
            var all = new LinkedHashMap<String, String>();
            for (int index = 0; index < headers.length; index += 2) {
                all.put(headers[index], headers[index + 1]);
            }
            return new Reply(status, all, new byte[0]);
        }

        Reply with(String name, Object value) {
            var all = new LinkedHashMap<>(headers);
            all.put(name, String.valueOf(value));
            return new Reply(status, all, body);
        }
    }

    PlayedSite(Function<Asked, Reply> usual) throws IOException {
        this.usual = usual;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "played-site");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** How many questions came since the last call. */
    int questions() {
        int count = asked.size();
        asked.clear();
        return count;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        mostAtOnce.accumulateAndGet(open.incrementAndGet(), Math::max);
        try (exchange) {
            var question = new Asked(exchange.getRequestURI().getPath(), query(exchange.getRequestURI().getRawQuery()),
                    exchange.getRequestHeaders());
            asked.add(question);
            Reply special = instead.apply(question);
            Reply reply = special != null ? special : usual.apply(question);
            reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            open.decrementAndGet();
            exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
            if (reply.body().length > 0) {
                exchange.getResponseBody().write(reply.body());
            }
        }
    }

    private static Map<String, String> query(String raw) {
        var found = new LinkedHashMap<String, String>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            found.put(URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return found;
    }
}
