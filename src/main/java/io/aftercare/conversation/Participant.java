package io.aftercare.conversation;

import java.time.Instant;

/**
 * Somebody who may write into a conversation.
 *
 * @param address lower-cased
 * @param since   when the address became one
 * @param addedBy engine user id of the agent who decided it; null when a mail of the customer did
 */
public record Participant(String address, How how, Instant since, String addedBy) {

    /** How somebody became a participant. */
    public enum How {
        /** Whose request it is. */
        CUSTOMER,
        /** The customer put the address into To or Cc; gets what people answer. */
        COPIED_BY_CUSTOMER,
        /** Wrote in reply to the conversation, and an agent found that it belongs there; gets what people answer. */
        JOINED_BY_AGENT,
        /** The customer asked for the answers to go there. */
        REPLY_TO,
        /** The customer wrote from there until a person corrected the address. */
        FORMER_ADDRESS
    }

    /** Whether what people answer goes to this address too, besides the customer's. */
    public boolean readsAlong() {
        return how == How.COPIED_BY_CUSTOMER || how == How.JOINED_BY_AGENT;
    }
}
