package io.aftercare.demo;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Sends what a customer of the demo writes on the mailbox page, over SMTP like any mail program. */
@Component
@Profile("demo")
class DemoPostman {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final DemoMailServer server;
    private final Clock clock;

    DemoPostman(DemoMailServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /** Why a mail was not sent, in a sentence for the customer. */
    static final class NotSent extends RuntimeException {

        NotSent(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * @param answered the mail this one answers, whose thread it then keeps
     * @throws NotSent when an address is no mail address or the server refuses
     */
    void send(String from, String to, String subject, String text, Optional<DemoMail> answered,
            List<MultipartFile> files) {
        var settings = new Properties();
        settings.put("mail.smtp.host", server.host());
        settings.put("mail.smtp.port", String.valueOf(server.smtpPort()));
        settings.put("mail.smtp.connectiontimeout", "10000");
        settings.put("mail.smtp.timeout", "10000");
        settings.put("mail.smtp.writetimeout", "10000");
        String messageId = "<" + UUID.randomUUID() + "@" + from.substring(from.indexOf('@') + 1) + ">";
        var mail = new MimeMessage(Session.getInstance(settings)) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId);
            }
        };
        try {
            mail.setFrom(address(from));
            mail.setRecipient(Message.RecipientType.TO, address(to));
            mail.setSubject(subject.replaceAll("[\\r\\n]+", " "), UTF_8);
            mail.setSentDate(Date.from(clock.instant()));
            if (answered.isPresent()) {
                var references = new ArrayList<>(answered.get().references());
                references.add(answered.get().messageId());
                mail.setHeader("In-Reply-To", answered.get().messageId());
                mail.setHeader("References", String.join("\r\n ", references));
            }
            setContent(mail, text, files.stream().filter(file -> !file.isEmpty()).toList());
            Transport.send(mail);
        } catch (AddressException wrong) {
            throw new NotSent("\"" + wrong.getRef() + "\" is no mail address; one looks like ada@example.org.", wrong);
        } catch (MessagingException | IOException failure) {
            throw new NotSent("The mail could not be sent: " + failure.getMessage(), failure);
        }
    }

    private static InternetAddress address(String written) throws AddressException {
        var address = new InternetAddress(written, true);
        if (written.indexOf('@') < 1) {
            throw new AddressException("no at sign", written);
        }
        return address;
    }

    private static void setContent(MimeMessage mail, String text, List<MultipartFile> files)
            throws MessagingException, IOException {
        if (files.isEmpty()) {
            mail.setText(text, UTF_8);
            return;
        }
        var mixed = new MimeMultipart();
        var body = new MimeBodyPart();
        body.setText(text, UTF_8);
        mixed.addBodyPart(body);
        for (MultipartFile file : files) {
            var part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.getBytes(),
                    file.getContentType() == null ? "application/octet-stream" : file.getContentType())));
            part.setFileName(file.getOriginalFilename());
            part.setHeader("Content-Transfer-Encoding", "base64");
            mixed.addBodyPart(part);
        }
        mail.setContent(mixed);
    }
}
