package io.aftercare.bench;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the demo takes to start as a jar, and what memory it holds, without meaning, with meaning that an earlier
 * start has read, and with meaning to be read first:
 *
 * <pre>mvn -DskipTests package; mvn -Pbench test -Dtest=StartBench -Dbench.rounds=5</pre>
 *
 * The three take turns, each on a folder that an earlier start has filled; medians are printed. On a machine that does
 * other work at the same time, seconds of processors tell more than those of the clock.
 */
class StartBench {

    private static final Path JAR = Path.of(System.getProperty("bench.jar", "target/aftercare.jar"));
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String MANAGER = "Basic " + Base64.getEncoder().encodeToString("maria:Aftercare-1".getBytes());

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    @TempDir
    private Path folder;

    private enum SearchMode { OFF, WARM, COLD }

    /** Seconds from the beginning of the process; of processors until it was ready; megabytes. */
    private record Start(double ready, double processor, double byMeaning, double resident, double highest) {
    }

    @Test
    void starts() throws Exception {
        assumeThat(JAR).as("the jar: run mvn -DskipTests package before, or set -Dbench.jar").isRegularFile();
        var starts = new EnumMap<SearchMode, List<Start>>(SearchMode.class);
        for (SearchMode mode : SearchMode.values()) {
            start(mode);
            starts.put(mode, new ArrayList<>());
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (SearchMode mode : SearchMode.values()) {
                starts.get(mode).add(start(mode));
            }
        }
        System.out.printf("%n%-6s %10s %12s %12s %14s %14s%n", "", "ready s", "processor s", "by meaning s",
                "resident MB", "highest MB");
        for (Map.Entry<SearchMode, List<Start>> mode : starts.entrySet()) {
            System.out.printf("%-6s %10.2f %12.2f %12.2f %14.0f %14.0f%n", mode.getKey(),
                    median(mode.getValue(), Start::ready), median(mode.getValue(), Start::processor),
                    median(mode.getValue(), Start::byMeaning), median(mode.getValue(), Start::resident),
                    median(mode.getValue(), Start::highest));
        }
        double off = median(starts.get(SearchMode.OFF), Start::ready);
        System.out.printf("Warm is %+.2f s, cold %+.2f s against a start without meaning.%n",
                median(starts.get(SearchMode.WARM), Start::ready) - off,
                median(starts.get(SearchMode.COLD), Start::ready) - off);
    }

    private Start start(SearchMode mode) throws Exception {
        Path data = Files.createDirectories(folder.resolve(mode.name()));
        if (mode == SearchMode.COLD) {
            delete(data.resolve("vectors"));
            delete(data.resolve("native"));
        }
        int port = freePort();
        var command = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
                JAR.toAbsolutePath().toString(), "--spring.profiles.active=demo", "--server.port=" + port,
                "--aftercare.demo.smtp-port=" + freePort(), "--aftercare.demo.imap-port=" + freePort(),
                "--aftercare.data=" + data, "--aftercare.meaning.enabled=" + (mode != SearchMode.OFF));
        Instant begin = Instant.now();
        Process process =
                command.redirectErrorStream(true).redirectOutput(folder.resolve(mode + ".log").toFile()).start();
        try {
            double ready = await(process, begin, port, "/actuator/health/readiness", "\"UP\"");
            double processor = process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
            double byMeaning = mode == SearchMode.OFF ? Double.NaN
                    : await(process, begin, port, "/actuator/health", "\"en\":\"words and meaning\"");
            TimeUnit.SECONDS.sleep(5);
            return new Start(ready, processor, byMeaning, megabytes(process, "VmRSS"), megabytes(process, "VmHWM"));
        } finally {
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("It does not end; see " + folder.resolve(mode + ".log"));
            }
        }
    }

    private double await(Process process, Instant begin, int port, String path, String wanted) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", MANAGER).timeout(Duration.ofSeconds(10)).build();
        while (process.isAlive() && Duration.between(begin, Instant.now()).compareTo(LONGEST) < 0) {
            try {
                if (http.send(request, HttpResponse.BodyHandlers.ofString()).body().contains(wanted)) {
                    return Duration.between(begin, Instant.now()).toMillis() / 1000.0;
                }
            } catch (IOException notYet) {
                // It does not listen yet.
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("It did not come to say " + wanted + " at " + path + ".");
    }

    /** What Linux says of a process; elsewhere unknown. */
    private static double megabytes(Process process, String name) throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024).findFirst()
                    .orElse(Double.NaN);
        }
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> figure) {
        double[] sorted = starts.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path files) throws IOException {
        if (Files.exists(files)) {
            try (Stream<Path> all = Files.walk(files)) {
                for (Path each : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
