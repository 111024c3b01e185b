package io.aftercare.platform.security;

import java.time.Duration;

/** Too many wrong passwords came from where this one comes from; the message says so to whoever sent it. */
final class TooManyLoginsException extends RuntimeException {

    private final Duration wait;

    TooManyLoginsException(Duration wait) {
        super("There were too many wrong passwords. Try again in " + seconds(wait)
                + (seconds(wait) == 1 ? " second." : " seconds."), null, false, false);
        this.wait = wait;
    }

    /** How long to wait. */
    Duration waiting() {
        return wait;
    }

    private static long seconds(Duration wait) {
        return wait.toSeconds() + 1;
    }
}
