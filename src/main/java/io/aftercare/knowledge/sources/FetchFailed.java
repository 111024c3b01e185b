package io.aftercare.knowledge.sources;

import java.time.Duration;

/** A source that does not answer as it should; nothing was changed. */
class FetchFailed extends ImportFailed {

    private final transient Duration retryAfter;
    private final int status;

    FetchFailed(String problem) {
        this(problem, 0, null);
    }

    /**
     * @param status     of the answer; 0 when there was none
     * @param retryAfter how long the source asks to be left alone; null when it does not say
     */
    FetchFailed(String problem, int status, Duration retryAfter) {
        super(problem);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
