package io.aftercare.knowledge.sources;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Reads one article within limits of time, depth and size, whatever is in it and whatever the libraries make of it. A
 * reading that takes too long is left to its thread, and as long as several go on so, nothing more is read.
 */
final class BoundedReading {

    /** Each takes a core until it ends. */
    private static final int MOST_LEFT_ALONE = 2;

    private static final AtomicInteger LEFT_ALONE = new AtomicInteger();

    private final ImportProperties limits;

    BoundedReading(ImportProperties limits) {
        this.limits = limits;
    }

    /** An article that is left out; the message goes on after its name and says why. */
    static final class TooHeavy extends Exception {

        private static final long serialVersionUID = 1L;

        TooHeavy(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * @param into where the time counts that all articles of an import may take together
     * @throws TooHeavy     when it takes too long, or is nested too deeply
     * @throws ImportFailed when the import as a whole takes too long
     */
    <T> T read(ImportedArticles into, Supplier<T> article) throws TooHeavy {
        if (LEFT_ALONE.get() >= MOST_LEFT_ALONE) {
            throw new ImportFailed(
                    "Articles that took too long are still being read. Wait some minutes, take out those "
                            + "that the last import named, and import again.");
        }
        into.takes(limits.longestImport());
        long began = System.nanoTime();
        var reading = new FutureTask<>(article::get);
        var thread = new Thread(reading, "article-reading");
        thread.setDaemon(true);
        thread.start();
        try {
            return reading.get(limits.longestReading().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            leaveAlone(thread);
            throw new TooHeavy("reading it takes longer than " + seconds(limits.longestReading())
                    + " (aftercare.knowledge.longest-reading)");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ImportFailed("The import was interrupted. Import again.");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof StackOverflowError) {
                throw new TooHeavy("its parts are nested too deeply");
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw failed.getCause() instanceof RuntimeException failure ? failure
                    : new IllegalStateException(failed.getCause());
        } finally {
            into.took(Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /** @throws TooHeavy when so many characters are more than one article may have */
    void checkSize(long characters) throws TooHeavy {
        if (characters > limits.largestArticle().toBytes()) {
            throw new TooHeavy("it has more than " + limits.largestArticle().toKilobytes()
                    + " kB (aftercare.knowledge.largest-article)");
        }
    }

    private static void leaveAlone(Thread thread) {
        LEFT_ALONE.incrementAndGet();
        var watch = new Thread(() -> {
            try {
                thread.join();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            } finally {
                LEFT_ALONE.decrementAndGet();
            }
        }, "article-reading-end");
        watch.setDaemon(true);
        watch.start();
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }
}
