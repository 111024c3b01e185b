package io.aftercare.stories;

import static org.awaitility.Awaitility.await;

import jakarta.mail.BodyPart;
import jakarta.mail.Folder;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A customer at a mail program: writes over SMTP, reads over IMAP. */
final class Correspondent {

    static final String SUPPORT = "support@aftercare.example";

    private final String address;
    private final int smtpPort;
    private final int imapPort;

    Correspondent(String address, int smtpPort, int imapPort) {
        this.address = address;
        this.smtpPort = smtpPort;
        this.imapPort = imapPort;
    }

    /** A mail as the customer sees it. */
    record Letter(String messageId, String inReplyTo, String references, String replyTo, String autoSubmitted,
            String subject, String text, String html) {

        /** The address of the link whose path ends so. */
        String link(String ending) {
            Matcher link = Pattern.compile("https?://[^\\s\"<>]+/" + ending).matcher(text);
            if (!link.find()) {
                throw new AssertionError("No link to " + ending + " in: " + text);
            }
            return link.group();
        }
    }

    String address() {
        return address;
    }

    /** @return the Message-ID */
    String write(String subject, String text) {
        return send(message(SUPPORT, subject, text, null));
    }

    String reply(Letter to, String text) {
        String quoted = text + "\n\nOn Sunday, Support wrote:\n> " + to.text().replace("\n", "\n> ");
        return send(message(to.replyTo(), "Re: " + to.subject(), quoted, to));
    }

    MimeMessage message(String to, String subject, String text, Letter answered) {
        try {
            var message = new MimeMessage(Session.getInstance(smtp()));
            message.setFrom(new InternetAddress(address));
            message.setRecipients(RecipientType.TO, to);
            message.setSubject(subject, "UTF-8");
            message.setText(text, "UTF-8");
            if (answered != null) {
                message.setHeader("In-Reply-To", answered.messageId());
                message.setHeader("References", answered.messageId());
            }
            message.saveChanges();
            return message;
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    String send(MimeMessage message) {
        try {
            // Not Transport.send, which would give the mail a new Message-ID each time.
            try (Transport transport = Session.getInstance(smtp()).getTransport("smtp")) {
                transport.connect();
                transport.sendMessage(message, message.getAllRecipients());
            }
            return message.getMessageID();
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Waits for the one letter that fits. */
    Letter awaitLetter(Predicate<Letter> wanted) {
        var found = new AtomicReference<Letter>();
        await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(200)).until(() -> {
            letters().stream().filter(wanted).reduce((first, last) -> last).ifPresent(found::set);
            return found.get() != null;
        });
        return found.get();
    }

    Letter awaitLetter(int count) {
        await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(200))
                .until(() -> letters().size() >= count);
        return letters().get(count - 1);
    }

    /** All letters so far, oldest first. */
    List<Letter> letters() {
        try {
            var properties = new Properties();
            properties.put("mail.imap.connectiontimeout", "5000");
            properties.put("mail.imap.timeout", "10000");
            try (Store store = Session.getInstance(properties).getStore("imap")) {
                store.connect("127.0.0.1", imapPort, address, "any");
                Folder inbox = store.getFolder("INBOX");
                inbox.open(Folder.READ_ONLY);
                var letters = new ArrayList<Letter>();
                for (var message : inbox.getMessages()) {
                    letters.add(read((MimeMessage) message));
                }
                inbox.close(false);
                return letters;
            }
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Empties the mailbox. */
    void forgetAll() {
        try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("127.0.0.1", imapPort, address, "any");
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            inbox.setFlags(inbox.getMessages(), new jakarta.mail.Flags(jakarta.mail.Flags.Flag.DELETED), true);
            inbox.close(true);
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Letter read(MimeMessage message) throws MessagingException, IOException {
        return new Letter(message.getMessageID(), message.getHeader("In-Reply-To", null),
                message.getHeader("References", " "), ((InternetAddress) message.getReplyTo()[0]).getAddress(),
                message.getHeader("Auto-Submitted", null), message.getSubject(), part(message, "text/plain"),
                part(message, "text/html"));
    }

    private static String part(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return ((String) part.getContent()).replace("\r\n", "\n");
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                String text = part(inner, type);
                if (text != null) {
                    return text;
                }
            }
        }
        return null;
    }

    private Properties smtp() {
        var properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(smtpPort));
        properties.put("mail.smtp.timeout", "10000");
        properties.put("mail.smtp.connectiontimeout", "5000");
        return properties;
    }
}
