package io.aftercare.stories;

import io.aftercare.AftercareApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Aftercare in a process of its own, which can be killed, stopped and paused. */
final class OwnProcess {

    private final Path log;
    private final Process process;

    private OwnProcess(Path log, Process process) {
        this.log = log;
        this.process = process;
    }

    /**
     * Starts it without waiting.
     *
     * @param log is made anew
     */
    static OwnProcess start(Path log, List<String> properties) {
        return start(log, "400m", properties);
    }

    /**
     * The same.
     *
     * @param heap the most memory it may take for objects, as the JVM reads it
     */
    static OwnProcess start(Path log, String heap, List<String> properties) {
        // The quick compiler only: the process is killed before the other one pays.
        var command =
                new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                        AftercareApplication.class.getName()));
        command.addAll(properties);
        try {
            Files.deleteIfExists(log);
            return new OwnProcess(log,
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL: nothing of the process runs any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * SIGTERM, as whoever stops a service sends it.
     *
     * @return how long it took to end; killed when it takes two minutes
     */
    Duration terminate() throws InterruptedException {
        long before = System.nanoTime();
        process.destroy();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            kill();
        }
        return Duration.ofNanos(System.nanoTime() - before);
    }

    /** SIGSTOP: it stands still, and its connections stay open. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
        if (code != 0) {
            throw new IllegalStateException("The process " + process.pid() + " takes no SIG" + name + ".");
        }
    }

    String output() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
