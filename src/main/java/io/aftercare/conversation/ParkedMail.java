package io.aftercare.conversation;

import java.time.Instant;

/**
 * A mail that could not be taken in, as far as it can be read.
 *
 * @param receivedAt when it was fetched
 * @param from       sender as written in the mail; empty when unreadable
 * @param subject    empty when there is none
 * @param text       its text; empty when unreadable
 * @param reason     why it could not be taken in, in a sentence; null when it is not parked (any more)
 * @param raw        the mail as it came over the wire; null when it has been taken in and stands with its message
 */
public record ParkedMail(long id, Instant receivedAt, String from, String subject, String text, String reason,
        byte[] raw) {
}
