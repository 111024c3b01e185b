package io.aftercare.conversation;

import java.util.List;

/**
 * A message to the customer of a request, ready to be queued.
 *
 * @param htmlBody  null when it is plain text only
 * @param automatic no person wrote it; it then says so in its headers
 * @param author    engine user id of the agent who wrote it; null when automatic
 */
public record OutgoingMessage(Purpose purpose, String subject, String textBody, String htmlBody, boolean automatic,
        String author, List<NewAttachment> attachments) {
}
