package io.aftercare.stories;

import io.aftercare.AftercareApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Aftercare in a process of its own, which can be killed. */
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

    /** SIGKILL: nothing of the process runs any more. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    String output() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
