package io.aftercare.conversation;

import java.time.Instant;
import java.util.List;

/**
 * Something a customer wrote, ready to be kept.
 *
 * @param internetId   Message-ID with angle brackets; null when it did not come by mail
 * @param inReplyTo    Message-ID; null when none
 * @param referenceIds Message-IDs separated by blanks; null when none
 * @param fromName     null when unknown
 * @param toAddress    null when it did not come by mail, or not to an address that can be read
 * @param subject      may be empty
 * @param ownText      the text without what it quotes and without its signature; all of the text when it quotes nothing
 * @param htmlBody     sanitised; null when there is none
 * @param raw          the mail as it came over the wire; null when it did not come by mail
 * @param automatic    an automaton wrote it (out of office, bounce, list): kept and shown, never counted as an answer
 * @param arrivedAt    when our mail server got it; null when that is now
 * @param replyTo      where answers go from now on, if the customer wrote it; null leaves that as it is
 */
public record IncomingMessage(String internetId, String inReplyTo, String referenceIds, String fromAddress,
        String fromName, String toAddress, String subject, String textBody, String ownText, String htmlBody,
        byte[] raw, boolean automatic, List<NewAttachment> attachments, String replyTo, Instant arrivedAt) {

    /** A message that changes nothing about where answers go. */
    public IncomingMessage(String internetId, String inReplyTo, String referenceIds, String fromAddress,
            String fromName,
            String toAddress, String subject, String textBody, String ownText, String htmlBody, byte[] raw,
            boolean automatic, List<NewAttachment> attachments) {
        this(internetId, inReplyTo, referenceIds, fromAddress, fromName, toAddress, subject, textBody, ownText,
                htmlBody,
                raw, automatic, attachments, null, null);
    }

    /** A message that did not come by mail: web form or telephone. */
    public static IncomingMessage written(String fromAddress, String fromName, String subject, String text,
            List<NewAttachment> attachments) {
        return new IncomingMessage(null, null, null, fromAddress, fromName, null, subject, text, text, null, null,
                false, attachments);
    }
}
