package io.aftercare.helpcentre;

import io.aftercare.conversation.Addresses;
import io.aftercare.platform.ClientNetwork;
import io.aftercare.platform.RateLimit;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How often strangers may write through the web, so that a robot can neither fill the database nor have us mail
 * somebody else, and how often they may have us search. Each node counts for itself.
 */
@Component
class RateLimits {

    private final RateLimit networks;
    private final RateLimit addresses;
    private final RateLimit typists;
    private final RateLimit searchers;

    RateLimits(PublicFormProperties limits, Clock clock) {
        networks = new RateLimit(limits.perNetwork(), limits.perNetworkPeriod(), clock);
        addresses = new RateLimit(limits.perAddress(), limits.perAddressPeriod(), clock);
        typists = new RateLimit(limits.typingPerNetwork(), limits.typingPeriod(), clock);
        searchers = new RateLimit(limits.searchesPerNetwork(), limits.searchesPeriod(), clock);
    }

    /**
     * Counts something posted from a network address.
     *
     * @return how long to wait; zero when it may go on
     */
    Duration post(String remoteAddress) {
        return networks.take(ClientNetwork.of(remoteAddress));
    }

    /** Counts a request opened under a mail address; the same result. */
    Duration request(String mailAddress) {
        return addresses.take(Addresses.normalised(mailAddress));
    }

    /** Counts a search caused from a network address by typing; the same result. */
    Duration typed(String remoteAddress) {
        return typists.take(ClientNetwork.of(remoteAddress));
    }

    /** Counts a search that is asked for, unless by somebody who is signed in; the same result. */
    Duration searched(HttpServletRequest request) {
        return request.getUserPrincipal() != null ? Duration.ZERO
                : searchers.take(ClientNetwork.of(request.getRemoteAddr()));
    }

    /** What a program is answered that has to wait. */
    static ResponseEntity<ProblemDetail> tooMany(Duration wait) {
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS, sentence(wait));
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS).contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds(wait))).body(problem);
    }

    static String sentence(Duration wait) {
        long seconds = seconds(wait);
        return "There were too many requests in a short time. Try again in " + seconds
                + (seconds == 1 ? " second." : " seconds.");
    }

    /** Of which the header {@code Retry-After} speaks. */
    static long seconds(Duration wait) {
        return wait.toSeconds() + 1;
    }

    /** Who has waited long enough needs no more counting. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forgetTheQuiet() {
        networks.forgetTheQuiet();
        addresses.forgetTheQuiet();
        typists.forgetTheQuiet();
        searchers.forgetTheQuiet();
    }
}
