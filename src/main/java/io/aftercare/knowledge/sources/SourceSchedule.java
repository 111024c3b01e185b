package io.aftercare.knowledge.sources;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Fetches sources when their time has come, on a thread of its own: a slow web site keeps nothing else waiting. */
@Component
class SourceSchedule implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SourceSchedule.class);
    private static final Duration LOOKED_EVERY = Duration.ofSeconds(5);

    private final SourceProperties configured;
    private final SourceRuns runs;
    private final Object resting = new Object();
    private volatile Thread thread;

    SourceSchedule(SourceProperties configured, SourceRuns runs) {
        this.configured = configured;
        this.runs = runs;
    }

    @Override
    public synchronized void start() {
        if (configured.sources().isEmpty() || thread != null) {
            return;
        }
        thread = new Thread(this::run, "article-sources");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void stop() {
        Thread stopped = thread;
        if (stopped == null) {
            return;
        }
        thread = null;
        // Never interrupted: that would close an H2 file under its feet.
        runs.stop();
        synchronized (resting) {
            resting.notifyAll();
        }
        try {
            stopped.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (thread == Thread.currentThread()) {
            try {
                runs.runDue();
            } catch (RuntimeException failure) {
                if (thread == Thread.currentThread()) {
                    LOG.error("The sources of articles could not be looked after; tried again in {} s.",
                            LOOKED_EVERY.toSeconds(), failure);
                }
            }
            synchronized (resting) {
                try {
                    if (thread == Thread.currentThread()) {
                        resting.wait(LOOKED_EVERY.toMillis());
                    }
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }
}
