package io.aftercare.mail;

import jakarta.mail.MessagingException;

/** What logs us in at the mail server, asked for at each connection: an access token is good for an hour only. */
@FunctionalInterface
interface SmtpCredential {

    /** The password, or the access token when {@code spring.mail.properties.mail.smtp.auth.mechanisms} is XOAUTH2. */
    String secret() throws MessagingException;
}
