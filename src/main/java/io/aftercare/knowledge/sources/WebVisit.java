package io.aftercare.knowledge.sources;

import io.aftercare.knowledge.ArticleText;
import io.aftercare.knowledge.sources.SyncCursor.Validators;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a source one question after the other, as a polite guest: who we are, within limits, waiting when told to, never
 * led to another host nor into a private network.
 */
class WebVisit {

    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int MOST_PAUSES = 3;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final ArticleSource source;
    private final SourceProperties.Fetching limits;
    private final Surroundings surroundings;
    private final AddressRules rules;
    private final HttpClient client;
    private final long began = System.nanoTime();
    private long bytes;
    private int pauses;

    /**
     * What a visit takes from the application.
     *
     * @param userAgent names us and how to reach us
     * @param resolver  finds the addresses of a host
     * @param keepOn    called before each question; fails when the visit is to end
     * @param rest      waits for a while, or less when the application stops
     */
    record Surroundings(String userAgent, AddressRules.Resolver resolver, Clock clock, MeterRegistry meters,
            Runnable keepOn,
            Rest rest) {
    }

    /** Waits. */
    interface Rest {
        void during(Duration pause);
    }

    /** @param status 200, or 304 when nothing changed since the validators were given; then without a body */
    record Answer(int status, HttpResponse<byte[]> response) {

        boolean unchanged() {
            return status == 304;
        }

        byte[] body() {
            return response.body();
        }

        /** A header that is a whole number. */
        Optional<Integer> number(String name) {
            return response.headers().firstValue(name).map(String::strip).filter(value -> value.matches("\\d{1,9}"))
                    .map(Integer::valueOf);
        }

        /** Null when the answer gave none. */
        Validators validators() {
            String etag = response.headers().firstValue("ETag").orElse(null);
            String modified = response.headers().firstValue("Last-Modified").orElse(null);
            return etag == null && modified == null ? null : new Validators(etag, modified);
        }
    }

    WebVisit(ArticleSource source, SourceProperties.Fetching limits, Surroundings surroundings) {
        this.source = source;
        this.limits = limits;
        this.surroundings = surroundings;
        this.rules = new AddressRules(source, surroundings.resolver());
        this.client =
                HttpClient.newBuilder().connectTimeout(CONNECTING).followRedirects(HttpClient.Redirect.NEVER).build();
    }

    Answer get(String address) {
        return get(address, null);
    }

    /**
     * @param validators of an earlier answer from the same address, or null
     * @throws FetchFailed when there is no answer, or another one than 200 or 304
     */
    Answer get(String address, Validators validators) {
        URI first = AddressRules.parsed(address);
        URI asked = first;
        for (int redirects = 0;;) {
            rules.check(asked);
            HttpResponse<byte[]> response = send(asked, validators);
            int status = response.statusCode();
            surroundings.meters().counter("aftercare.knowledge.source.requests", "source", source.name(), "status",
                    String.valueOf(status)).increment();
            if (status == 200 || status == 304 && validators != null) {
                return new Answer(status, response);
            }
            if (REDIRECTS.contains(status)) {
                asked = rules.redirected(first, asked, response.headers().firstValue("Location").orElse(""),
                        ++redirects);
                continue;
            }
            Duration retryAfter = retryAfter(response);
            if ((status == 429 || status == 503) && retryAfter != null && retryAfter.compareTo(LONGEST_PAUSE) <= 0
                    && pauses++ < MOST_PAUSES) {
                surroundings.rest().during(retryAfter);
                continue;
            }
            throw new FetchFailed(explained(status, asked, response), status, retryAfter);
        }
    }

    private HttpResponse<byte[]> send(URI address, Validators validators) {
        surroundings.keepOn().run();
        if (System.nanoTime() - began > limits.longestRun().toNanos()) {
            throw new FetchFailed("Fetching took longer than " + limits.longestRun().toMinutes()
                    + " minutes (aftercare.knowledge.fetching.longest-run).");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(limits.longestWait())
                .header("User-Agent", surroundings.userAgent())
                .header("Accept", "application/json, application/zip, */*;q=0.1");
        authorization().ifPresent(value -> request.header("Authorization", value));
        if (validators != null && validators.etag() != null) {
            request.header("If-None-Match", validators.etag());
        }
        if (validators != null && validators.lastModified() != null) {
            request.header("If-Modified-Since", validators.lastModified());
        }
        long most = Math.min(limits.largestAnswer().toBytes(), limits.largestRun().toBytes() - bytes);
        var future = client.sendAsync(request.build(), information -> new LimitedBody(most));
        try {
            // The limit of a request holds until its headers only.
            HttpResponse<byte[]> response = future.get(limits.longestWait().toMillis(), TimeUnit.MILLISECONDS);
            bytes += response.body().length;
            return response;
        } catch (TimeoutException slow) {
            future.cancel(true);
            throw slow(address);
        } catch (InterruptedException interrupted) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new FetchFailed("Fetching was interrupted.");
        } catch (ExecutionException failed) {
            throw failure(address, failed.getCause());
        }
    }

    private FetchFailed failure(URI address, Throwable cause) {
        if (cause instanceof HttpTimeoutException) {
            return slow(address);
        }
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof LimitedBody.TooLarge) {
                return new FetchFailed("The answer of " + AddressRules.shown(address) + " is too large: "
                        + limits.largestAnswer().toMegabytes()
                        + " MB are allowed, and " + limits.largestRun().toMegabytes() + " MB in a run "
                        + "(aftercare.knowledge.fetching.largest-answer and .largest-run).");
            }
        }
        String message = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        return new FetchFailed("There was no answer from " + AddressRules.shown(address) + ": "
                + ArticleText.line(message) + ".");
    }

    private FetchFailed slow(URI address) {
        return new FetchFailed("The answer of " + AddressRules.shown(address) + " took longer than "
                + limits.longestWait().toMillis() / 1000.0
                + " s (aftercare.knowledge.fetching.longest-wait).");
    }

    private Optional<String> authorization() {
        if (source.token() == null || source.token().isBlank()) {
            return Optional.empty();
        }
        if (source.user() == null || source.user().isBlank()) {
            return Optional.of("Bearer " + source.token());
        }
        // Zendesk marks in the name that an API token, not a password, follows.
        String name = source.type() == ArticleSource.Type.ZENDESK && !source.user().endsWith("/token")
                ? source.user() + "/token"
                : source.user();
        return Optional.of("Basic " + Base64.getEncoder().encodeToString((name + ":" + source.token()).getBytes(
                StandardCharsets.UTF_8)));
    }

    private Duration retryAfter(HttpResponse<byte[]> response) {
        String value = response.headers().firstValue("Retry-After").orElse("").strip();
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration left = Duration.between(surroundings.clock().instant(), until);
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static String explained(int status, URI address, HttpResponse<byte[]> response) {
        String said = new String(response.body(), 0, Math.min(response.body().length, 2000), StandardCharsets.UTF_8);
        String words = ArticleText.line(said);
        return AddressRules.shown(address) + " answered " + status + switch (status) {
            case 401, 403 -> ": it does not let us in. Check user and token of the source.";
            case 404, 410 -> ": there is nothing. Check the url of the source.";
            case 429 -> ": we are to ask less often.";
            default -> ".";
        } + (words.isEmpty() ? "" : " It said: " + words.substring(0, Math.min(200, words.length())));
    }
}
