package io.aftercare.conversation.ports;

import java.time.Duration;

/**
 * A step cannot be done yet, through no fault of its own, such as a letter whose turn has not come. It is tried again
 * after a while, as often as it takes: no attempt is counted, and no incident made.
 */
public class Postponed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration pause;

    /** @param message why, for the log; @param pause until the next attempt */
    public Postponed(String message, Duration pause) {
        // Nobody looks for where it comes from, and there may be many.
        super(message, null, false, false);
        this.pause = pause;
    }

    /** Until the next attempt. */
    public Duration pause() {
        return pause;
    }
}
