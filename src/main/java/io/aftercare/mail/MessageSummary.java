package io.aftercare.mail;

import java.time.Instant;

/**
 * What a server says about a mail without handing it out.
 *
 * @param size       in bytes, as the server believes
 * @param arrivedAt  when the mail came into the mailbox, as far as the server knows; null when it does not say
 * @param internetId its Message-ID with angle brackets; one derived from its headers when it has none
 */
record MessageSummary(long uid, long size, Instant arrivedAt, String internetId) {
}
