package io.aftercare.conversation.ports;

import io.aftercare.conversation.Message;
/**
 * A composed mail to one of our own people.
 *
 * @param internetId   Message-ID with angle brackets, the same at every attempt
 * @param inReplyTo    null when it is the first of its thread
 * @param referenceIds Message-IDs separated by blanks; null when none
 * @param token        of the reply address
 * @param about        number of the request, or what else it is about, for the header by which we know our own mails
 */
public record StaffMessage(String internetId, String inReplyTo, String referenceIds, String to, String token,
        String about, String subject, String text, String html) {
}
