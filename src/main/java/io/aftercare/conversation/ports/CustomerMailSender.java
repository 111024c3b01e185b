package io.aftercare.conversation.ports;

import io.aftercare.conversation.Message;
/**
 * Transports queued messages. The mail channel implements it; the outbox calls it once for each letter, and the process
 * of a letter that did not leave then from a job that retries.
 */
public interface CustomerMailSender {

    /**
     * Hands a queued message to the mail server and marks it sent. A message already sent is left alone.
     *
     * @throws org.springframework.mail.MailException when the server cannot be reached or refuses; the message stays
     *                                                queued and the same Message-ID is used at the next attempt
     */
    void send(long messageId);

    /**
     * Does the same for a message of the outbox in a transaction of its own, so that the one commit that notes it as
     * sent is all there is to note. A message that somebody else has in hand, or that is none of the outbox any more,
     * is left alone.
     *
     * @throws org.springframework.mail.MailException as in {@link #send}
     */
    void sendFromOutbox(long messageId);

    /** How many messages can be handed over at the same time. */
    int connections();
}
