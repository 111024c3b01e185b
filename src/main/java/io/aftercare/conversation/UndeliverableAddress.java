package io.aftercare.conversation;

import java.time.Instant;

/**
 * An address that gets no automatic mail until somebody clears it.
 *
 * @param address lower-cased
 * @param status  such as {@code 5.1.1}; null when not given
 * @param reason  why letters do not arrive there, a sentence for agents
 * @param letter  id of the message that told
 */
public record UndeliverableAddress(String address, String status, String reason, long letter, Instant since) {
}
