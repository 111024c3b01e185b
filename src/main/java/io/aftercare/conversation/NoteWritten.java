package io.aftercare.conversation;

/**
 * Somebody has written an internal note, in this transaction.
 *
 * @param note with its author, who is a person
 */
public record NoteWritten(Message note) {
}
