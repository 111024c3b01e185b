package io.aftercare.process;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When it is looked for what a process could not be told at once.
 *
 * @param lookForPendingEvery how often it is looked for messages that came while a process did not wait for any, and
 *                            for letters that did not arrive and nobody was told of
 */
@ConfigurationProperties("aftercare.requests")
record PendingProperties(@DefaultValue("5s") Duration lookForPendingEvery) {

    /** For {@code @Scheduled}: the value that is bound here. */
    static final String LOOK_FOR_PENDING_EVERY =
            "#{@'aftercare.requests-io.aftercare.process.PendingProperties'.lookForPendingEvery()}";
}
