package io.aftercare.mail;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Time in which this process ran, in nanoseconds from an arbitrary moment. When the whole process is stopped for a
 * while, or the machine is, it stands still, so that nobody is blamed for it.
 */
final class RunningTime {

    private final LongSupplier clock;
    private final long longestTick;
    private long lastTick;
    private volatile long passed;

    /** @param tick about how often {@link #tick} is called */
    RunningTime(Duration tick) {
        this(System::nanoTime, tick);
    }

    RunningTime(LongSupplier clock, Duration tick) {
        this.clock = clock;
        // Whoever ticks may be late for other reasons, such as a collection of garbage.
        this.longestTick = tick.multipliedBy(4).toNanos();
        this.lastTick = clock.getAsLong();
    }

    /** Lets the time since the last tick pass; of a longer stop only a little. */
    synchronized void tick() {
        long now = clock.getAsLong();
        passed += Math.min(now - lastTick, longestTick);
        lastTick = now;
    }

    /** As of the last tick. */
    long nanos() {
        return passed;
    }
}
