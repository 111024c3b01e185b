package io.aftercare.conversation.ports;

import io.aftercare.conversation.Message;
/** Transports queued messages. The mail channel implements it; the process calls it from a job that retries. */
public interface CustomerMailSender {

    /**
     * Hands a queued message to the mail server and marks it sent. A message already sent is left alone.
     *
     * @throws org.springframework.mail.MailException when the server cannot be reached or refuses; the message stays
     *                                                queued and the same Message-ID is used at the next attempt
     */
    void send(long messageId);
}
