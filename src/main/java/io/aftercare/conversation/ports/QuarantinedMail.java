package io.aftercare.conversation.ports;

import io.aftercare.conversation.Message;
import java.time.Instant;
import java.util.List;

/**
 * A mail that could not be taken in, as far as it can be read.
 *
 * @param internetId its Message-ID
 * @param receivedAt when it was fetched
 * @param from       sender as written in the mail; empty when unreadable
 * @param subject    empty when there is none
 * @param text       its text; empty when unreadable
 * @param reason     why it could not be taken in, in a sentence; null when it is not quarantined (any more)
 * @param headers    decoded, in order; empty when unreadable
 * @param raw        the mail as it came over the wire; null when it has been taken in and stands with its message
 */
public record QuarantinedMail(long id, String internetId, Instant receivedAt, String from, String subject, String text,
        String reason,
        List<Header> headers, byte[] raw) {

    /** A header of a mail, its name in lower case. */
    public record Header(String name, String value) {
    }
}
