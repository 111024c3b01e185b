package io.aftercare.process;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.UndeliveredMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sees to it that a person is told of every message that did not arrive. The step that learns of a refusal cannot,
 * since its own transaction fails with the message; what it has kept of it is looked for here, after a restart too.
 */
@Component
class PendingRedeliveries {

    private static final Logger LOG = LoggerFactory.getLogger(PendingRedeliveries.class);

    private final UndeliveredMessages undelivered;
    private final Redelivery redelivery;

    PendingRedeliveries(UndeliveredMessages undelivered, Redelivery redelivery) {
        this.undelivered = undelivered;
        this.redelivery = redelivery;
    }

    @Scheduled(fixedDelayString = PendingProperties.LOOK_FOR_PENDING_EVERY)
    void tell() {
        undelivered.requestsToTell().forEach(this::tell);
    }

    private void tell(RequestNumber number) {
        try {
            redelivery.tell(number);
        } catch (RuntimeException failure) {
            // Another node was quicker, or the database is away: it is looked at again.
            LOG.warn("Nobody could be told yet that a letter of {} did not arrive: {}", number, failure.toString());
        }
    }
}
