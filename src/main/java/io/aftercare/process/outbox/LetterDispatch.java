package io.aftercare.process.outbox;

import io.aftercare.conversation.OutgoingMessages;
import io.aftercare.conversation.ports.CustomerMailSender;
import io.aftercare.conversation.ports.Postponed;
import io.aftercare.process.LetterQueued;
import io.aftercare.process.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The threads that send the letters of the outbox: those of this node as soon as they are committed, and by and by
 * those that another node, or this one before it was killed, has left.
 */
@Component
class LetterDispatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LetterDispatch.class);
    /** Younger letters are most likely in hand. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(10);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(8);
    private static final int MOST_AT_ONCE = 200;

    private final Outbox outbox;
    private final OutgoingMessages outgoing;
    private final CustomerMailSender sender;
    private final Clock clock;
    private final AtomicInteger names = new AtomicInteger();
    /** Letters that a thread of this node sends, or is to send. */
    private final Set<Long> inHand = ConcurrentHashMap.newKeySet();
    private volatile ScheduledThreadPoolExecutor workers;
    private long looked;
    /** Nodes that know more than the database, which was away, note it first. */
    private volatile Instant leftToOthersUntil = Instant.MIN;

    LetterDispatch(Outbox outbox, OutgoingMessages outgoing, CustomerMailSender sender, Clock clock) {
        this.outbox = outbox;
        this.outgoing = outgoing;
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        if (outbox.working()) {
            workers = new ScheduledThreadPoolExecutor(Math.max(1, sender.connections()), work -> {
                var thread = new Thread(work, "outbox-" + names.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
            workers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        }
    }

    /** What is not sent by then stands in the table. Nobody is interrupted: that would close an H2 file. */
    @Override
    public synchronized void stop() {
        ScheduledThreadPoolExecutor stopping = workers;
        workers = null;
        if (stopping != null) {
            stopping.shutdown();
            try {
                if (!stopping.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn(
                            "The mail server has not answered yet; what it has not taken is sent at the next start.");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            inHand.clear();
        }
    }

    @Override
    public boolean isRunning() {
        return workers != null;
    }

    @TransactionalEventListener(fallbackExecution = true)
    void queued(LetterQueued letter) {
        send(letter.message(), Duration.ZERO);
    }

    /** Goes through the outbox piece by piece, so that no letters that wait there hide others. */
    @Scheduled(fixedDelay = 5_000, initialDelay = 1_000)
    void lookForLeftBehind() {
        if (workers == null || clock.instant().isBefore(leftToOthersUntil)) {
            return;
        }
        try {
            List<Long> left = outgoing.inOutbox(looked, clock.instant().minus(LEFT_BEHIND), MOST_AT_ONCE);
            looked = left.size() < MOST_AT_ONCE ? 0 : left.get(left.size() - 1);
            if (!left.isEmpty() && !outbox.suspended()) {
                left.forEach(message -> send(message, Duration.ZERO));
            }
        } catch (DataAccessException | TransactionException away) {
            leftToOthersUntil = clock.instant().plus(LEFT_BEHIND);
            LOG.debug("Nobody could look for letters that were left behind.", away);
        }
    }

    private void send(long message, Duration pause) {
        ScheduledThreadPoolExecutor open = workers;
        if (open != null && inHand.add(message)) {
            schedule(open, message, pause);
        }
    }

    private void schedule(ScheduledThreadPoolExecutor open, long message, Duration pause) {
        try {
            open.schedule(() -> attempt(message), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            inHand.remove(message);
        }
    }

    private void attempt(long message) {
        Duration pause = null;
        try {
            sender.sendFromOutbox(message);
        } catch (Postponed notYet) {
            pause = notYet.pause();
        } catch (DataAccessException | TransactionException away) {
            // Whether the server has the letter, only this node may know: no other is to try it.
            pause = notNoted(message, away);
        } catch (RuntimeException failure) {
            pause = handOver(message, failure);
        } catch (Error failure) {
            inHand.remove(message);
            throw failure;
        }
        ScheduledThreadPoolExecutor open = workers;
        if (pause == null || open == null) {
            inHand.remove(message);
        } else {
            schedule(open, message, pause);
        }
    }

    /** @return until it is tried again; null when that is the process's from now on */
    private Duration handOver(long message, RuntimeException failure) {
        try {
            outbox.failed(message, failure);
            LOG.warn("A letter did not leave; its process tries again, or is an incident: {}", failure.getMessage());
            return null;
        } catch (RuntimeException away) {
            return notNoted(message, away);
        }
    }

    private Duration notNoted(long message, RuntimeException away) {
        if (workers != null) {
            LOG.warn("What became of the letter {} could not be noted; it is tried again in {} s: {}", message,
                    AFTER_A_FAILURE.toSeconds(), away.toString());
        }
        return AFTER_A_FAILURE;
    }
}
