package io.aftercare.mail;

import java.time.Instant;

/**
 * A fetched mail and what became of it.
 *
 * @param raw      as it came over the wire; null once it stands with its message
 * @param reason   why it is quarantined or closed; null otherwise
 * @param forced   a person wants it taken in
 * @param begun    attempts before this one that have not come to an end
 * @param fullSize what all of it weighs, in bytes, when only its first part was fetched; null when all of it was
 */
record InboundMail(long id, String internetId, byte[] raw, State state, String reason, int attempts, int begun,
        boolean forced,
        Instant receivedAt, Long fullSize) {

    enum State {
        /** Stored; still to be handled. */
        RECEIVED,
        /** Stands with a conversation. */
        HANDLED,
        /** A person has the task of looking at it. */
        QUARANTINED,
        /** Dealt with, and of no conversation. */
        CLOSED
    }
}
