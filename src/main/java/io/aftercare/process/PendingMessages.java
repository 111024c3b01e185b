package io.aftercare.process;

import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sees to it that no message is lost that came while the process did not wait for one: looks again and again whether it
 * waits now, or has ended meanwhile.
 */
@Component
class PendingMessages {

    private static final Logger LOG = LoggerFactory.getLogger(PendingMessages.class);

    private final Messages messages;
    private final RequestProcess process;

    PendingMessages(Messages messages, RequestProcess process) {
        this.messages = messages;
        this.process = process;
    }

    @Scheduled(fixedDelayString = PendingProperties.LOOK_FOR_PENDING_EVERY)
    void deliver() {
        messages.requestsToDeliverTo().forEach(this::deliver);
    }

    private void deliver(RequestNumber number) {
        try {
            process.deliverPending(number);
        } catch (RuntimeException failure) {
            // Another node or a timer was quicker; the message is still pending and is looked at again.
            LOG.warn("The pending messages of {} could not be delivered yet: {}", number, failure.toString());
        }
    }
}
