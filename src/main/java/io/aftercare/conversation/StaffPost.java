package io.aftercare.conversation;

/** Transports mails to our own people. The mail channel implements it; the desk calls it from a job that retries. */
public interface StaffPost {

    /**
     * Hands a mail to the mail server.
     *
     * @throws org.springframework.mail.MailException when the server cannot be reached or refuses
     */
    void carry(StaffLetter letter);
}
