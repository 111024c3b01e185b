package io.aftercare.mail;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Runs the intake on a thread of its own: whenever a mail waits, and now and then in case a node died before it did. */
@Component
class IntakeLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeLoop.class);

    private final Intake intake;
    private final MailProperties properties;
    private final AtomicBoolean called = new AtomicBoolean();
    private volatile ScheduledExecutorService thread;

    IntakeLoop(Intake intake, MailProperties properties) {
        this.intake = intake;
        this.properties = properties;
    }

    @TransactionalEventListener(fallbackExecution = true)
    void wake(MailWaiting waiting) {
        ScheduledExecutorService running = thread;
        if (running != null && called.compareAndSet(false, true)) {
            running.execute(this::run);
        }
    }

    @Override
    public synchronized void start() {
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var named = new Thread(task, "mail-intake");
            named.setDaemon(true);
            return named;
        });
        long interval = properties.intakeInterval().toMillis();
        thread.scheduleWithFixedDelay(this::run, 0, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService stopping = thread;
        thread = null;
        stopping.shutdown();
        try {
            // The mail in hand is finished. The thread is never interrupted: that would close an H2 file under its feet.
            if (!stopping.awaitTermination(20, TimeUnit.SECONDS)) {
                LOG.warn("The mail in hand takes long; unless it is finished, it waits in the table for the next start.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        called.set(false);
        try {
            intake.takeInAll(() -> thread != null);
        } catch (Throwable failure) {
            // An Error too: what leaves this method ends the schedule, and no mail would be taken in any more.
            LOG.warn("Mails could not be taken in; the next attempt follows in {} s: {}",
                    properties.intakeInterval().toSeconds(), failure.toString());
        }
    }
}
