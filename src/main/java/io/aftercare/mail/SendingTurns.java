package io.aftercare.mail;

import io.aftercare.conversation.ports.Postponed;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * When letters may be handed to the mail server: so many at a time, so many a minute, and none while the server asks
 * everybody to wait.
 */
@Component
class SendingTurns {

    /** Other jobs are to go on when the server answers nobody. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration BUSY = Duration.ofSeconds(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    /** The server is meant and not the recipient: it closes the connection, or counts what we send. */
    private static final Pattern ASKS_ALL_TO_WAIT = Pattern.compile(
            "(?i)\\b421\\b|\\b4\\.3\\.2\\b|\\b45[0-2]\\b.*(too (many|fast)|\\brate\\b|throttl|limit exceeded|slow "
                    + "down)");

    private final OutgoingProperties limits;
    private final Clock clock;
    private final Duration longestWait;
    private final Semaphore turns;
    private final Deque<Instant> lastMinute = new ArrayDeque<>();
    private Instant pausedUntil = Instant.EPOCH;
    private Duration pause = SHORTEST_PAUSE;

    @Autowired
    SendingTurns(OutgoingProperties limits, Clock clock) {
        this(limits, clock, LONGEST_WAIT);
    }

    /** @param longestWait for the letters before */
    SendingTurns(OutgoingProperties limits, Clock clock, Duration longestWait) {
        this.limits = limits;
        this.clock = clock;
        this.longestWait = longestWait;
        this.turns = new Semaphore(limits.connections(), true);
    }

    /**
     * Waits for a letter's turn, a short while.
     *
     * @return to be closed when the letter has been handed over, or not
     * @throws Postponed when its turn has not come
     */
    Turn take() {
        await();
        try {
            count();
        } catch (Postponed tooMany) {
            turns.release();
            throw tooMany;
        }
        return turns::release;
    }

    /** How many letters may be handed over at the same time. */
    int connections() {
        return limits.connections();
    }

    /** Until it is closed, a letter is being handed over. */
    interface Turn extends AutoCloseable {

        @Override
        void close();
    }

    private void await() {
        Instant now = clock.instant();
        Instant until = pausedUntil();
        if (until.isAfter(now)) {
            throw new Postponed("The mail server asks to wait.", Duration.between(now, until));
        }
        boolean turn = false;
        try {
            turn = turns.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        if (!turn) {
            throw new Postponed("The mail server is still busy with other letters.", BUSY);
        }
    }

    private synchronized void count() {
        if (limits.perMinute() == 0) {
            return;
        }
        Instant now = clock.instant();
        Instant minuteAgo = now.minusSeconds(60);
        while (!lastMinute.isEmpty() && !lastMinute.peekFirst().isAfter(minuteAgo)) {
            lastMinute.pollFirst();
        }
        if (lastMinute.size() >= limits.perMinute()) {
            throw new Postponed("As many letters have left in this minute as aftercare.mail.outgoing.per-minute "
                    + "allows.", Duration.between(minuteAgo, lastMinute.peekFirst()));
        }
        lastMinute.addLast(now);
    }

    /** The server takes letters. */
    synchronized void accepted() {
        pause = SHORTEST_PAUSE;
    }

    /**
     * The server did not take a letter. If it asks everybody to wait, all letters wait, each time twice as long.
     *
     * @return whether it does
     */
    synchronized boolean refused(MessagingException failure) {
        boolean all = ASKS_ALL_TO_WAIT.matcher(SmtpRejection.said(failure)).find();
        if (all && !pausedUntil.isAfter(clock.instant())) {
            pausedUntil = clock.instant().plus(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        return all;
    }

    /** Until when all letters wait because the server asks for it; in the past when they do not. */
    synchronized Instant pausedUntil() {
        return pausedUntil;
    }
}
