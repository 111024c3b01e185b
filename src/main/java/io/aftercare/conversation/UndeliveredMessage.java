package io.aftercare.conversation;

import java.time.Instant;

/**
 * A message of ours that did not reach the customer.
 *
 * @param status    such as {@code 5.1.1} or {@code 550}; null when not given
 * @param reason    why it did not arrive, a sentence for agents
 * @param permanent whether the address itself is at fault, so that a further attempt would fail as well
 * @param toldAt    when a person was given the task of seeing to it, or none was needed; null before
 * @param settledAt when a person decided, or the message went out after all; null before
 */
public record UndeliveredMessage(long messageId, RequestNumber request, String address, Problem problem, String status,
        String reason, boolean permanent, Instant since, Instant toldAt, Instant settledAt) {

    /** What happened to it. */
    public enum Problem {
        /** A mail server took it and gave it back. */
        BOUNCED,
        /** The mail server refused it for good; it is still queued, as an incident that Cockpit shows. */
        REJECTED,
        /** An automatic mail, held back since its address is known to be undeliverable. */
        ADDRESS_BLOCKED,
        /** An automatic mail, held back since its address has got the most that one gets in a day. */
        TOO_MANY
    }
}
