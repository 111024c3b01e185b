package io.aftercare.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.platform.WebSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is sent, as large as it may be: an application with little memory answers with little, in a bearable time,
 * and goes on.
 */
class SmallHeapTest {

    private static final String ADMINISTRATOR = "ada";
    private static final String PASSWORD = "Small-heap-1";
    private static final int MEGABYTE = 1_000_000;
    private static final int LARGEST_ANSWER = 600_000;
    /** A page shows again what was typed, which may be two megabytes. */
    private static final int LARGEST_FORM = 2_100_000;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String JSON = "application/json";
    private static final String CSV = "text/csv";
    private static final String FORM = "multipart/form-data; boundary=X";
    private static final String TYPED = "application/x-www-form-urlencoded";

    @TempDir
    private static Path data;
    private static int port;
    private static OwnProcess aftercare;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SoftAssertions all = new SoftAssertions();

    @BeforeAll
    static void start() {
        port = freePort();
        aftercare = OwnProcess.start(Path.of("target/small-heap-test.log"), "512m",
                List.of("--server.port=" + port, "--aftercare.data=" + data, "--aftercare.meaning.enabled=false",
                        "--aftercare.support.address=support@aftercare.example",
                        "--aftercare.public-form.per-network=100000",
                        "--aftercare.admin.user=" + ADMINISTRATOR, "--aftercare.admin.password=" + PASSWORD));
        await().atMost(Duration.ofSeconds(180)).pollInterval(Duration.ofMillis(300)).ignoreExceptions()
                .until(() -> new WebSession(port).get("/actuator/health/liveness").statusCode() == 200);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        aftercare.kill();
    }

    @Test
    void requestsOfPrograms() throws Exception {
        String path = "/api/requests";
        int most = 51 * MEGABYTE;
        send(path, JSON, filled("{\"attachments\":[", "null,", "null]}", most));
        send(path, JSON, filled("{\"attachments\":[", "{},", "null]}", most));
        send(path, JSON, filled("{\"attachments\":[", "{\"content\":\"a\"},", "null]}", most));
        send(path, JSON, filled("{\"attachments\":[", "{\"content\":1},", "null]}", most));
        send(path, JSON, filled("", "[", "", most));
        send(path, JSON, filled("", "{\"attachments\":", "", most));
        send(path, JSON, filled("{", "\"unknown\":[],", "\"x\":1}", most));
        send(path, JSON, numbered("{", i -> "\"unknown" + i + "\":1,", "\"x\":1}", most));
        send(path, JSON, filled("{\"", "x", "\":1}", most));
        send(path, JSON, filled("{\"email\":1", "0", "}", most));
        send(path, JSON, bytes("{\"email\":1e999999999,\"name\":-1e-999999999,\"attachments\":1e999999999}"));
        send(path, JSON, filled("{\"text\":\"", "x", "\"}", 19 * MEGABYTE));
        send(path, JSON, filled("{\"text\":\"", "x", "\"}", most));
        send(path, JSON, parts(filled("{\"text\":\"", "\u2019", "\",", 24 * MEGABYTE),
                filled("\"name\":\"", "\u2019", "\"}", 24 * MEGABYTE)));
        send(path, JSON, parts(bytes("{\"attachments\":["), file(), bytes(","), file(), bytes(","), file(), bytes(","),
                file(), bytes("]}")));
        send(path, JSON, filled("{\"x\":\"", "x", "\"}", 60 * MEGABYTE));
        checked();
    }

    @Test
    void formsOfVisitors() throws Exception {
        for (String path : List.of("/contact", "/contact/language", "/contact/answers", "/contact/solved")) {
            send(path, FORM, parts(upload(25), upload(25), upload(25), upload(25), bytes("--X--\r\n")));
            send(path, FORM,
                    filled("", "--X\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a\"\r\n\r\n\r\n",
                            "--X--\r\n", 20 * MEGABYTE));
            send(path, FORM, filled("--X\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n", "x ",
                    "\r\n--X--\r\n", 30 * MEGABYTE));
            send(path, FORM, filled("--X\r\n", "X-Header: x\r\n", "\r\n\r\n--X--\r\n", 10 * MEGABYTE));
            send(path, TYPED, filled("text=", "x+", "", 1_900_000));
            send(path, TYPED, filled("text=", "%E2%80%99", "", 1_900_000));
            send(path, TYPED, filled("email=a@", "a.", "", 1_900_000));
            send(path, TYPED, filled("", "shown=x&", "", 1_900_000));
            send(path, TYPED, numbered("", i -> "p" + i + "=x&", "", 1_900_000));
            send(path, TYPED, filled("text=", "x+", "", 60 * MEGABYTE));
        }
        checked();
    }

    @Test
    void addressesAsLongAsTheyMayBe() throws Exception {
        for (String query : List.of("x", "merge+", "%E2%80%99", "a&q=", "*", "%22", "(", "~", "[[", "_*", "<a+")) {
            for (String path : List.of("/api/articles/search?q=", "/articles?q=", "/articles/suggestions?q=",
                    "/contact?q=", "/contact?draft=", "/articles/", "/api/articles/", "/contact/")) {
                get(path + encoded(query.repeat(7_000 / query.length())));
            }
        }
        get("/api/articles/search?q=x&limit=" + "9".repeat(7_000));
        get("/api/articles/search?q=x&limit=1e999999999");
        checked();
    }

    @Test
    void bodiesOfAgents() throws Exception {
        for (String path : List.of("/api/requests/AC-000001/triage", "/api/articles/calibrations/en/words",
                "/api/articles/sources/nowhere/import", "/api/triage/models/1/use")) {
            send(path, JSON, filled("{\"kind\":\"", "x", "\",\"language\":\"x\"}", 1_900_000));
            send(path, JSON, filled("{\"kind\":\"", "x", "\",\"language\":\"x\"}", 60 * MEGABYTE));
            send(path, JSON, filled("{\"kind\":", "[", "", 10 * MEGABYTE));
            send(path, JSON, numbered("{", i -> "\"unknown" + i + "\":1,", "\"x\":1}", 10 * MEGABYTE));
            send(path, JSON, filled("{\"lastSeenMessage\":1", "0", "}", 10 * MEGABYTE));
        }
        send("/actuator/health", JSON, filled("[", "1,", "1]", 10 * MEGABYTE));
        send("/actuator/prometheus", JSON, filled("[", "1,", "1]", 10 * MEGABYTE));
        checked();
    }

    @Test
    void desk() throws Exception {
        var session = new WebSession(port).login(ADMINISTRATOR, PASSWORD, "tasklist");
        for (String path : List.of("/camunda/api/aftercare/tasks/x/notes", "/camunda/api/aftercare/tasks/x/answer",
                "/camunda/api/aftercare/notifications", "/camunda/api/aftercare/requests/AC-000001/triage",
                "/camunda/api/aftercare/tasks/x/draft/attachments",
                "/camunda/api/engine/engine/default/task", "/camunda/api/engine/engine/default/process-instance",
                "/camunda/api/engine/engine/default/history/variable-instance")) {
            at(session, path, JSON, filled("{\"text\":\"", "x", "\"}", 9_900_000));
            at(session, path, JSON, filled("{\"maxResults\":\"", "x", "\"}", 9_900_000));
            at(session, path, JSON, filled("{\"x\":", "[", "", 9_900_000));
            at(session, path, JSON, filled("{\"variables\":[", "{},", "{}]}", 9_900_000));
            at(session, path, JSON, filled("{\"orQueries\":[", "{},", "{}]}", 9_900_000));
            at(session, path, JSON, filled("{\"orQueries\":[", "{\"name\":\"x\"},", "{}]}", 60_000));
            at(session, path, JSON, filled("{\"taskDefinitionKeyIn\":[", "\"x\",", "\"x\"]}", 70_000));
            at(session, path, JSON, filled("{\"priority\":1", "0", "}", 9_900_000));
            at(session, path, JSON, bytes("{\"priority\":1e999999999,\"maxPriority\":1e999999999}"));
            at(session, path, JSON, numbered("{\"variables\":{", i -> "\"v" + i + "\":{\"value\":1},", "\"x\":{}}}",
                    9_900_000));
            at(session, path, JSON, filled("{\"text\":\"", "x", "\"}", 30 * MEGABYTE));
            at(session, path, TYPED, numbered("", i -> "p" + i + "=x&", "", 1_900_000));
            at(session, path, TYPED, filled("kind=", "x", "", 1_900_000));
            at(session, path, FORM, parts(upload(60), bytes("--X--\r\n")));
        }
        checked();
    }

    @Test
    void tables() throws Exception {
        String licences = "licence_key,order_number,email,name,language,product,edition,version,purchased_on\n";
        String products = "product,name,aliases,version,released,on_sale\n";
        int most = 19_900_000;
        String path = "/api/licences";
        send(path, CSV, filled(licences, "a\n", "", most));
        send(path, CSV, filled(licences, ",\n", "", most));
        send(path, CSV, filled(licences, "\n", "", most));
        send(path, CSV, filled(licences, ",,,,,,,,\n", "", most));
        send(path, CSV, filled(licences, "a,", "", most));
        send(path, CSV, filled(licences, "\"\n\",", "", most));
        send(path, CSV, filled(licences, "\"", "", most));
        send(path, CSV, filled(licences + "\"", "a\n", "", most));
        send(path, CSV, filled(licences.strip() + ",", "a,", "\n", most));
        send(path, CSV, filled(licences.strip(), ",\u2019", "\n", most));
        send(path, CSV, filled("", "a,", "", 25 * MEGABYTE));
        send("/api/products", CSV, numbered(products, i -> "p" + i + ",name " + i + "," + "x".repeat(80)
                + ",1,2025-01-01,false\n", "", 5 * MEGABYTE));
        send("/api/products", CSV, numbered(products, i -> "p,name " + i + ",,v" + i + ",2025-01-01,true\n", "",
                MEGABYTE));
        send("/api/products", CSV, numbered(products, i -> "q,q,,v" + i + ",2025-01-01," + (i == 0) + "\n", "",
                MEGABYTE));
        send("/api/licences", CSV, numbered(licences, i -> "K" + i + ",," + i + "@example.org,,en,nothing,"
                + "x".repeat(40) + ",1,2025-01-01\n", "", most));
        send("/api/licences", CSV, filled(licences, "K,,a@example.org," + "x".repeat(180) + ",en," + "y".repeat(190)
                + ",,1,2025-99-99\n", "", most));
        checked();
    }

    @Test
    void articles() throws Exception {
        String path = "/api/articles/import?source=test&language=en";
        int most = 49 * MEGABYTE;
        for (String value : List.of("0,", "[],", "{},", "\"a\",", "null,", "{\"id\":1},", "[[[]]],",
                "{\"id\":1,\"title\":{\"rendered\":\"a\"},\"content\":{\"rendered\":\"\"}},")) {
            send(path, JSON, filled("[", value, "0]", most));
            send(path, JSON, filled("{\"articles\":[", value, "0]}", most));
        }
        send(path, JSON, filled("", "[", "", most));
        send(path, JSON, filled("", "{\"a\":", "", most));
        send(path, JSON, numbered("{", i -> "\"unknown" + i + "\":1,", "\"x\":1}", most));
        send(path, JSON, numbered("[{\"id\":1,\"title\":{\"rendered\":\"a\"},\"content\":{\"rendered\":\"a\"}}",
                i -> ",{\"id\":" + (i + 2) + ",\"title\":{\"rendered\":\"a\"},"
                        + "\"content\":{\"rendered\":\"" + "<div>".repeat(1_000) + "\"}}",
                "]", 300_000));
        send(path, JSON, filled("{\"id\":1,\"title\":{\"rendered\":\"a\"},\"content\":{\"rendered\":\"", "x", "\"}}",
                19 * MEGABYTE));
        send(path, JSON, filled("", "x", "", 60 * MEGABYTE));
        send(path, "application/zip", bytes(zip(1, i -> "a.md", 60 * MEGABYTE)));
        send(path, "application/zip", bytes(zip(40, i -> i + ".md", 1_900_000)));
        send(path, "application/zip", bytes(zip("---\ndraft: true\n---\n", 25, i -> i + ".md", 1_900_000)));
        send(path, "application/zip", bytes(zip(20_010, i -> i + ".txt", 1)));
        send(path, "application/zip", bytes(zip(2_000, i -> i + ".md", 1)));
        send(path, "application/zip", bytes(zip(800, i -> i + "x".repeat(60_000) + ".md", 1)));
        send(path, "application/zip", bytes(zip(3, i -> "../".repeat(9_000) + i, 1)));
        send(path, "application/zip", filled("PK\u0003\u0004", "\0", "", most));
        send(path, FORM, parts(upload(60), bytes("--X--\r\n")));
        checked();
    }

    private void checked() throws Exception {
        all.assertThat(get("/").statusCode()).isEqualTo(200);
        all.assertThat(aftercare.output()).doesNotContain("OutOfMemoryError", "StackOverflowError");
        all.assertAll();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return judged("GET " + path, HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).GET());
    }

    private void send(String path, String type, Body body) throws Exception {
        judged("POST " + path + " " + body.name(), HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", type)
                .header("Authorization", "Basic " + java.util.Base64.getEncoder().encodeToString(
                        (ADMINISTRATOR + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8)))
                .POST(BodyPublishers.ofInputStream(body::stream)));
    }

    private void at(WebSession session, String path, String type, Body body) throws Exception {
        var request = session.request(path).header("Content-Type", type).timeout(LONGEST.multipliedBy(2));
        long began = System.nanoTime();
        for (String method : path.endsWith("notifications") ? List.of("PUT") : List.of("POST")) {
            judge(method + " " + path + " " + body.name(), began, () -> session.send(request.method(method,
                    BodyPublishers.ofInputStream(body::stream))));
        }
    }

    private HttpResponse<String> judged(String what, HttpRequest.Builder request) throws Exception {
        return judge(what, System.nanoTime(), () -> client.send(request.timeout(LONGEST.multipliedBy(2)).build(),
                BodyHandlers.ofString()));
    }

    /** A call over HTTP. */
    private interface Call {
        HttpResponse<String> send() throws Exception;
    }

    private HttpResponse<String> judge(String what, long began, Call call) throws Exception {
        String shown = what.substring(0, Math.min(160, what.length()));
        HttpResponse<String> response;
        try {
            response = call.send();
        } catch (IOException hungUp) {
            // A server that does not want to read all of it may hang up; it must not have died.
            all.assertThat(hungUp.getMessage()).as(shown).doesNotContainIgnoringCase("timed out");
            return null;
        }
        var took = Duration.ofNanos(System.nanoTime() - began);
        all.assertThat(response.statusCode()).as(shown + " " + response.body().substring(0,
                Math.min(200, response.body().length()))).isLessThan(500);
        all.assertThat(response.body().length()).as(shown)
                .isLessThan(what.startsWith("POST /contact ") ? LARGEST_FORM : LARGEST_ANSWER);
        all.assertThat(took).as(shown).isLessThan(LONGEST);
        return response;
    }

    /** What is sent, made while it is sent: the test has little memory, too. */
    private interface Body {

        InputStream stream();

        default String name() {
            try (InputStream stream = stream()) {
                return new String(stream.readNBytes(60), StandardCharsets.UTF_8).replaceAll("\\s+", " ");
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private static Body bytes(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Body bytes(byte[] content) {
        return () -> new ByteArrayInputStream(content);
    }

    private static Body parts(Body... parts) {
        return () -> new SequenceInputStream(Collections.enumeration(
                java.util.Arrays.stream(parts).map(Body::stream).toList()));
    }

    private static Body filled(String begin, String repeated, String end, int size) {
        byte[] once = repeated.repeat(Math.max(1, 10_000 / repeated.length())).getBytes(StandardCharsets.UTF_8);
        return parts(bytes(begin), () -> new Repeated(once, size / once.length), bytes(end));
    }

    private static Body numbered(String begin, IntFunction<String> part, String end, int size) {
        int each = part.apply(100_000).length();
        return parts(bytes(begin), () -> new SequenceInputStream(Collections.enumeration(
                IntStream.range(0, Math.max(1, size / each / 1_000))
                        .mapToObj(thousand -> (InputStream) new Made(thousand, part)).toList())),
                bytes(end));
    }

    /** A thousand parts, made when they are read. */
    private static final class Made extends InputStream {

        private final int thousand;
        private final IntFunction<String> part;
        private InputStream text;

        Made(int thousand, IntFunction<String> part) {
            this.thousand = thousand;
            this.part = part;
        }

        private InputStream text() {
            if (text == null) {
                var made = new StringBuilder();
                IntStream.range(thousand * 1_000, thousand * 1_000 + 1_000).mapToObj(part).forEach(made::append);
                text = new ByteArrayInputStream(made.toString().getBytes(StandardCharsets.UTF_8));
            }
            return text;
        }

        @Override
        public int read() throws IOException {
            return text().read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return text().read(target, offset, length);
        }
    }

    /** The same bytes so many times. */
    private static final class Repeated extends InputStream {

        private final byte[] once;
        private long left;

        Repeated(byte[] once, int times) {
            this.once = once;
            this.left = (long) once.length * times;
        }

        @Override
        public int read() {
            return left == 0 ? -1 : once[(int) (once.length - left-- % once.length) % once.length] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int index = 0;
            while (index < length && left > 0) {
                int from = (int) ((once.length - left % once.length) % once.length);
                int count = (int) Math.min(Math.min(length - index, once.length - from), left);
                System.arraycopy(once, from, target, offset + index, count);
                index += count;
                left -= count;
            }
            return index == 0 && length > 0 ? -1 : index;
        }
    }

    private static Body file() {
        return filled("{\"name\":\"a\",\"content\":\"", "QUJD", "\"}", 12 * MEGABYTE);
    }

    private static Body upload(int megabytes) {
        return filled("--X\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n"
                + "Content-Type: text/plain\r\n\r\n", "x", "\r\n", megabytes * MEGABYTE);
    }

    private static byte[] zip(int entries, IntFunction<String> name, int size) throws IOException {
        return zip("# a\n\n", entries, name, size);
    }

    private static byte[] zip(String begin, int entries, IntFunction<String> name, int size) throws IOException {
        byte[] content = begin.concat("x ".repeat(Math.max(0, size / 2 - 3))).getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < entries; i++) {
                zip.putNextEntry(new ZipEntry(name.apply(i)));
                zip.write(content);
            }
        }
        return bytes.toByteArray();
    }

    private static String encoded(String query) {
        return query.replace("\"", "%22").replace("[", "%5B").replace("<", "%3C").toLowerCase(Locale.ROOT);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
