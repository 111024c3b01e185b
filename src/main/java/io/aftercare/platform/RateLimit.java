package io.aftercare.platform;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often something may happen, counted for each key by itself. Each node counts for itself. */
public final class RateLimit {

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final int most;
    private final Duration period;
    private final TimeMeter time;

    /** @param most how often in a period, and at once */
    public RateLimit(int most, Duration period, Clock clock) {
        this.most = most;
        this.period = period;
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /**
     * Counts one.
     *
     * @return how long to wait; zero when it may go on
     */
    public Duration take(String key) {
        var taken = buckets.computeIfAbsent(key, this::newBucket).tryConsumeAndReturnRemaining(1);
        return taken.isConsumed() ? Duration.ZERO : Duration.ofNanos(taken.getNanosToWaitForRefill());
    }

    /** Takes one back that was counted. */
    public void giveBack(String key) {
        Bucket bucket = buckets.get(key);
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    /** Forgets the keys that have waited long enough to need no more counting. */
    public void forgetTheQuiet() {
        buckets.values().removeIf(bucket -> bucket.getAvailableTokens() >= most);
    }

    private Bucket newBucket(String key) {
        return Bucket.builder().addLimit(limit -> limit.capacity(most).refillGreedy(most, period))
                .withCustomTimePrecision(time).build();
    }
}
