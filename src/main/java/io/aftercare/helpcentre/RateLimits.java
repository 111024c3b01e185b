package io.aftercare.helpcentre;

import io.aftercare.conversation.Addresses;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How often strangers may write through the web, so that a robot can neither fill the database nor have us mail
 * somebody else, and how often they may have us search while they type. Each node counts for itself.
 */
@Component
class RateLimits {

    private final Map<String, Bucket> networks = new ConcurrentHashMap<>();
    private final Map<String, Bucket> addresses = new ConcurrentHashMap<>();
    private final Map<String, Bucket> typists = new ConcurrentHashMap<>();
    private final PublicFormProperties limits;
    private final TimeMeter time;

    RateLimits(PublicFormProperties limits, Clock clock) {
        this.limits = limits;
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
     * Counts something posted from a network address.
     *
     * @return how long to wait; zero when it may go on
     */
    Duration post(String remoteAddress) {
        return take(networks, network(remoteAddress), limits.perNetwork(), limits.perNetworkPeriod());
    }

    /** Counts a request opened under a mail address; the same result. */
    Duration request(String mailAddress) {
        return take(addresses, Addresses.normalised(mailAddress), limits.perAddress(), limits.perAddressPeriod());
    }

    /** Counts a search caused from a network address by typing; the same result. */
    Duration typed(String remoteAddress) {
        return take(typists, network(remoteAddress), limits.typingPerNetwork(), limits.typingPeriod());
    }

    /** What a program is answered that has to wait. */
    static ResponseEntity<ProblemDetail> tooMany(Duration wait) {
        long seconds = wait.toSeconds() + 1;
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS,
                "There were too many requests in a short time. Try again in " + seconds
                        + (seconds == 1 ? " second." : " seconds."));
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds)).body(problem);
    }

    /** Who has waited long enough needs no more counting. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forgetTheQuiet() {
        networks.values().removeIf(bucket -> bucket.getAvailableTokens() >= limits.perNetwork());
        addresses.values().removeIf(bucket -> bucket.getAvailableTokens() >= limits.perAddress());
        typists.values().removeIf(bucket -> bucket.getAvailableTokens() >= limits.typingPerNetwork());
    }

    private Duration take(Map<String, Bucket> buckets, String key, int most, Duration period) {
        var taken = buckets.computeIfAbsent(key, added -> Bucket.builder()
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, period)).withCustomTimePrecision(time)
                .build())
                .tryConsumeAndReturnRemaining(1);
        return taken.isConsumed() ? Duration.ZERO : Duration.ofNanos(taken.getNanosToWaitForRefill());
    }

    /** Who has an IPv6 network of their own has 2^64 addresses in it: the network counts. */
    private static String network(String remoteAddress) {
        try {
            // Never a look-up: what the servlet container or a proxy reports is a literal address or not resolved at
            // all.
            boolean literal = remoteAddress.matches("[0-9a-fA-F:.]+") && remoteAddress.contains(":");
            return literal && InetAddress.getByName(remoteAddress) instanceof Inet6Address address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8))
                    : remoteAddress;
        } catch (UnknownHostException unreadable) {
            return remoteAddress;
        }
    }
}
