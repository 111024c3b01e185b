package io.aftercare.conversation.ports;

/** Transports mails to our own people. The mail channel implements it; the desk calls it from a job that retries. */
public interface StaffMailSender {

    /**
     * Hands a mail to the mail server.
     *
     * @throws org.springframework.mail.MailException when the server cannot be reached or refuses
     */
    void send(StaffMessage message);
}
