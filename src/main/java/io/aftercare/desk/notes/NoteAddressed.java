package io.aftercare.desk.notes;

import io.aftercare.conversation.Message;

/**
 * A note was found to be meant for somebody, in this transaction.
 *
 * @param recipient engine user id or, of a group, group id
 */
public record NoteAddressed(Message note, String recipient, boolean group, NoteReason reason) {
}
