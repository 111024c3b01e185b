package io.aftercare.mail;

import io.aftercare.conversation.SupportAddress;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;

/**
 * The headers that every mail of ours has, whoever it goes to.
 *
 * @param inReplyTo    null when it answers nothing
 * @param referenceIds null when it belongs to no thread
 * @param token        of the address that replies come to
 * @param about        the number of the request, or what else it is about
 */
record MailHeaders(String subject, String inReplyTo, String referenceIds, String token, String about) {

    /** Carries the request's number, for filters of mail programs. Anybody can write it, so it is never believed. */
    static final String REQUEST_HEADER = "X-Aftercare";

    /**
     * What Exchange is not to answer an automatic mail with; "All" would keep the reports of what did not arrive back
     * too.
     */
    private static final String WITHOUT_AUTOMATIC_ANSWERS = "DR, RN, NRN, OOF, AutoReply";

    void writeTo(MimeMessage mail, SupportAddress support, Clock clock) throws MessagingException {
        try {
            mail.setFrom(new InternetAddress(support.address(), support.name(), StandardCharsets.UTF_8.name()));
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
        mail.setReplyTo(new InternetAddress[] {new InternetAddress(support.replyAddress(token))});
        mail.setSubject(subject.replaceAll("[\\r\\n]+", " "), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(clock.instant()));
        if (inReplyTo != null) {
            mail.setHeader("In-Reply-To", inReplyTo);
        }
        if (referenceIds != null) {
            mail.setHeader("References", MimeUtility.fold("References: ".length(), referenceIds));
        }
        mail.setHeader(REQUEST_HEADER, about);
    }

    /**
     * Says that a machine wrote the mail.
     *
     * @param how    {@code auto-replied} or {@code auto-generated} (RFC 3834)
     * @param listId by which mail programs sort it and other machines know not to answer
     */
    static void automatic(MimeMessage mail, String how, String listId) throws MessagingException {
        mail.setHeader("Auto-Submitted", how);
        // Exchange answers automatic mails with "out of office" unless it is told not to.
        mail.setHeader("X-Auto-Response-Suppress", WITHOUT_AUTOMATIC_ANSWERS);
        mail.setHeader("List-Id", listId);
    }
}
