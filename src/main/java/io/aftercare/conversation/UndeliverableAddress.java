package io.aftercare.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * An address that gets no automatic mail until somebody clears it.
 *
 * @param address lower-cased
 * @param status  such as {@code 5.1.1}; null when not given
 * @param reason  why messages do not arrive there, a sentence for agents
 * @param message id of the message that told
 */
public record UndeliverableAddress(String address, String status, String reason, @JsonProperty("letter") long message,
        Instant since) {
}
