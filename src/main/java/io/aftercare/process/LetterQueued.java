package io.aftercare.process;

/**
 * A letter stands in the outbox, to be sent once the transaction is committed.
 *
 * @param message its id among the messages
 */
public record LetterQueued(long message) {
}
