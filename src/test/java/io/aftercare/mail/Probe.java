package io.aftercare.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

/** A mail that only asks whether the server takes mails. */
final class Probe extends MimeMessage {

    Probe(SmtpConnections connections) throws MessagingException {
        super(connections.session());
        setFrom(new InternetAddress("support@aftercare.example"));
        setRecipient(Message.RecipientType.TO, new InternetAddress("late@customer.example"));
        setSubject("Probe");
        setText("Probe");
        saveChanges();
    }
}
