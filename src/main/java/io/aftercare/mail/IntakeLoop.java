package io.aftercare.mail;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Runs the intake on threads of its own: whenever a mail waits, and now and then in case a node died before it did. A
 * thread that has one mail in hand for too long is left alone, its mail is quarantined, and another takes its place.
 */
@Component
class IntakeLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeLoop.class);
    /** Each keeps a connection to the database, so there is an end to replacing them. */
    private static final int MOST_STUCK = 6;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(8);

    private final Intake intake;
    private final Duration interval;
    private final IntakeProperties properties;
    private final Duration pause;
    private final RunningTime time;
    private final List<IntakeWorker> workers = new CopyOnWriteArrayList<>();
    private final List<IntakeWorker> stuck = new CopyOnWriteArrayList<>();
    private final Queue<Long> overdue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger names = new AtomicInteger();
    private final Object bell = new Object();
    private long rings;
    private ScheduledExecutorService watch;

    IntakeLoop(Intake intake, MailProperties mail, IntakeProperties properties) {
        this.intake = intake;
        this.interval = mail.intakeInterval();
        this.properties = properties;
        this.pause = Duration.ofMillis(Math.max(50, Math.min(1000, properties.longestIntake().toMillis() / 8)));
        this.time = new RunningTime(pause);
    }

    @TransactionalEventListener(fallbackExecution = true)
    void wake(InboundMailStored waiting) {
        ring();
    }

    @Override
    public synchronized void start() {
        for (int i = 0; i < properties.intakeWorkers(); i++) {
            employ();
        }
        watch = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "mail-intake-watch");
            thread.setDaemon(true);
            return thread;
        });
        watch.scheduleWithFixedDelay(this::watch, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        long renewal = IntakeQueue.CLAIM.toMillis() / 3;
        watch.scheduleWithFixedDelay(this::renewClaims, renewal, renewal, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        watch.shutdown();
        List<IntakeWorker> stopping = List.copyOf(workers);
        workers.clear();
        stopping.forEach(IntakeWorker::dismiss);
        ring();
        long end = System.nanoTime() + LONGEST_STOP.toNanos();
        try {
            for (IntakeWorker worker : stopping) {
                if (!worker.await(Duration.ofNanos(end - System.nanoTime()))) {
                    LOG.warn(
                            "The mail in hand takes long; unless it is finished, it waits in the table for the next "
                                    + "start.");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return !workers.isEmpty();
    }

    /** How many threads take mails in. */
    int working() {
        return (int) workers.stream().filter(worker -> worker.overdue(properties.longestIntake()) == null).count();
    }

    /** How many threads were left alone with a mail that takes too long, and are still at it. */
    int stuck() {
        return (int) stuck.stream().filter(worker -> !worker.ended()).count();
    }

    private void ring() {
        synchronized (bell) {
            rings++;
            bell.notifyAll();
        }
    }

    private void employ() {
        var worker = new IntakeWorker("mail-intake-" + names.incrementAndGet(), this::work, time);
        workers.add(worker);
        worker.start();
    }

    private void work(IntakeWorker worker) {
        while (worker.goesOn()) {
            long heard;
            synchronized (bell) {
                heard = rings;
            }
            try {
                quarantineOverdue();
                intake.takeInAll(worker);
            } catch (Throwable failure) {
                // An Error too: what leaves this method ends the thread, and fewer mails would be taken in from then
                // on.
                LOG.warn("Mails could not be taken in; the next attempt follows in {} s: {}", interval.toSeconds(),
                        failure.toString());
            }
            rest(worker, heard);
        }
    }

    private void rest(IntakeWorker worker, long heard) {
        synchronized (bell) {
            if (rings == heard && worker.goesOn()) {
                try {
                    bell.wait(interval.toMillis());
                } catch (InterruptedException nobodyDoes) {
                    worker.dismiss();
                }
            }
        }
    }

    private void quarantineOverdue() {
        for (Long mail = overdue.poll(); mail != null; mail = overdue.poll()) {
            try {
                intake.abandon(mail, properties.longestIntake());
            } catch (RuntimeException | Error failure) {
                overdue.add(mail);
                throw failure;
            }
        }
    }

    private void renewClaims() {
        try {
            intake.renewClaims();
        } catch (Throwable failure) {
            LOG.warn("The claims on mails in hand could not be renewed: {}", failure.toString());
        }
    }

    private synchronized void watch() {
        time.tick();
        try {
            stuck.removeIf(IntakeWorker::ended);
            for (IntakeWorker worker : workers) {
                Long mail = worker.overdue(properties.longestIntake());
                if (worker.ended()) {
                    workers.remove(worker);
                    employ();
                } else if (mail != null && stuck.size() < MOST_STUCK) {
                    LOG.warn(
                            "Taking in mail {} takes more than {} s. It is quarantined and another thread goes on; "
                                    + "this one is{}",
                            mail, properties.longestIntake().toSeconds(), worker.whereabouts());
                    worker.dismiss();
                    workers.remove(worker);
                    stuck.add(worker);
                    overdue.add(mail);
                    employ();
                }
            }
        } catch (Throwable failure) {
            LOG.warn("The threads that take mails in could not be looked after: {}", failure.toString());
        }
    }
}
