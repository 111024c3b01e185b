package io.aftercare.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that ends while a model is being loaded or used ends as it was told to, not by a memory fault. */
class EndOfProcessTest {

    private static final int CORES = 3;

    @TempDir
    private Path natives;

    @Test
    void endsInOrderWhileSentencesAreRead() throws Exception {
        for (int again = 0; again < 3; again++) {
            assertThat(run("reading")).as("exit code").isEqualTo(7);
        }
    }

    @Test
    void endsInOrderWhileModelsAreLoaded() throws Exception {
        for (int again = 0; again < 3; again++) {
            assertThat(run("loading")).as("exit code").isEqualTo(7);
        }
    }

    @Test
    void processesThatUnpackTheSameLibraryAtTheSameTimeDoNotDisturbOneAnother() throws Exception {
        ExecutorService starts = Executors.newFixedThreadPool(CORES);
        try {
            for (Future<Integer> exit : starts
                    .invokeAll(Collections.nCopies(CORES, (Callable<Integer>) () -> run("once")))) {
                assertThat(exit.get()).as("exit code").isEqualTo(7);
            }
        } finally {
            starts.shutdownNow();
        }
    }

    private int run(String what) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-DDJL_CACHE_DIR=" + natives, "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + natives.resolve("fault.log"),
                "-cp", System.getProperty("java.class.path"), Ending.class.getName(), what)
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("ENDING");
        return process.exitValue();
    }

    /** Loads or reads without end on several threads, and is ended in the middle of it. */
    static final class Ending {

        public static void main(String[] what) throws Exception {
            SentenceModel model = SentenceModel.shipped();
            var begun = new CountDownLatch(what[0].equals("once") ? 0 : 3 * CORES);
            for (int core = 0; core < CORES && !what[0].equals("once"); core++) {
                var busy = new Thread(() -> {
                    while (true) {
                        if (what[0].equals("reading")) {
                            model.passage(
                                    "Somebody asks at length how the archive can be restored after the disk was full. "
                                            .repeat(8))
                                    .orElseThrow();
                        } else {
                            load();
                        }
                        begun.countDown();
                    }
                });
                busy.setDaemon(true);
                busy.start();
            }
            begun.await();
            System.out.println("ENDING");
            System.exit(7);
        }

        private static void load() {
            try {
                SentenceModel.shipped();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
