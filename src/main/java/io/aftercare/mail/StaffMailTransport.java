package io.aftercare.mail;

import io.aftercare.conversation.SupportAddress;
import io.aftercare.conversation.ports.StaffMailSender;
import io.aftercare.conversation.ports.StaffMessage;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.stereotype.Component;

/** Sends mails to our own people over SMTP. They are notices of a machine, and say so in their headers. */
@Component
class StaffMailTransport implements StaffMailSender {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final SmtpConnections connections;
    private final SupportAddress supportAddress;
    private final Clock clock;
    private final MeterRegistry meters;

    StaffMailTransport(SmtpConnections connections, SupportAddress supportAddress, Clock clock, MeterRegistry meters) {
        this.connections = connections;
        this.supportAddress = supportAddress;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void send(StaffMessage mail) {
        try {
            connections.send(new Notice(connections.session(), mail, supportAddress, clock));
            count("sent");
        } catch (MailException failure) {
            count("failed");
            throw failure;
        } catch (MessagingException failure) {
            count("failed");
            throw new MailSendException("The mail " + mail.internetId() + " to " + mail.to()
                    + " could not be sent: " + failure.getMessage(), failure);
        }
    }

    private void count(String result) {
        meters.counter("aftercare.mail.staff", "result", result).increment();
    }

    private static final class Notice extends MimeMessage {

        private final String internetId;

        Notice(Session session, StaffMessage mail, SupportAddress support, Clock clock) throws MessagingException {
            super(session);
            this.internetId = mail.internetId();
            new MailHeaders(mail.subject(), mail.inReplyTo(), mail.referenceIds(), mail.token(), mail.about())
                    .writeTo(this, support, clock);
            setRecipient(RecipientType.TO, new InternetAddress(mail.to()));
            MailHeaders.automatic(this, "auto-generated", "Tasks of the support <tasks." + support.domain() + ">");
            var text = new MimeBodyPart();
            text.setText(mail.text(), UTF_8);
            var html = new MimeBodyPart();
            html.setText(mail.html(), UTF_8, "html");
            setContent(new MimeMultipart("alternative", text, html));
            saveChanges();
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", internetId);
        }
    }
}
