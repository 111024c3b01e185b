package io.aftercare.conversation.ports;

import io.aftercare.conversation.Message;
import java.time.Instant;

/**
 * A mail that stands in no conversation, as a list shows it.
 *
 * @param internetId its Message-ID
 * @param from       sender's address; null when unreadable
 * @param subject    null when unreadable
 * @param reason     why it is in no conversation, in a sentence
 * @param waiting    whether a person has the task of deciding about it; otherwise it was ignored
 */
public record UnassignedMail(long id, String internetId, Instant receivedAt, String from, String subject, String reason,
        boolean waiting) {
}
