package io.aftercare.mail;

import io.aftercare.conversation.Addresses;
import io.aftercare.conversation.AttachmentContent;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.SupportAddress;
import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/**
 * A stored message as a mail to one of its readers, always under the same Message-ID. Bounces come to the support
 * address itself, since many servers let us send from no other, and are known by the Message-ID that they quote;
 * servers that can are asked to quote it.
 */
final class OutboundMessage extends SMTPMessage {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String internetId;
    private final Address reader;

    OutboundMessage(Session session, OutboundLetter letter, Request request, List<AttachmentContent> files,
            SupportAddress support, Clock clock) throws MessagingException {
        super(session);
        this.internetId = letter.message().internetId();
        this.reader = asWritten(letter.reader());
        Message message = letter.message();
        new MailHeaders(message.subject(), letter.inReplyTo(), letter.referenceIds(), letter.token(),
                request.number().toString())
                .writeTo(this, support, clock);
        setRecipient(RecipientType.TO, asWritten(message.toAddress()));
        for (String copy : message.copies()) {
            addRecipient(RecipientType.CC, asWritten(copy));
        }
        if (message.automatic()) {
            MailHeaders.automatic(this, "auto-replied", "<" + support.address().replace('@', '.') + ">");
        }
        setEnvelopeFrom(support.address());
        setReturnOption(RETURN_HDRS);
        setContents(letter, files);
        saveChanges();
    }

    /**
     * Whether an address exists is for the mail server to say: "a..b@" and "ab.@" are no addresses by the standard, and
     * yet old Japanese mailboxes have them. A domain goes out as the domain name system writes it.
     */
    private static InternetAddress asWritten(String address) throws AddressException {
        String domain = Addresses.domain(address);
        String written = address.substring(0, address.length() - domain.length()) + Addresses.asciiDomain(domain);
        if (!Addresses.isAddress(written)) {
            return new InternetAddress(written);
        }
        var unchecked = new InternetAddress();
        unchecked.setAddress(written);
        return unchecked;
    }

    /** Whom it is delivered to: the headers name who gets the message besides, each by a mail of its own. */
    @Override
    public Address[] getAllRecipients() {
        return new Address[] {reader};
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", internetId);
    }

    private void setContents(OutboundLetter message, List<AttachmentContent> files) throws MessagingException {
        List<AttachmentContent> embedded = files.stream().filter(file -> embeddedIn(message, file)).toList();
        if (files.size() == embedded.size()) {
            setBody(this, message, embedded);
            return;
        }
        var mixed = new MimeMultipart("mixed");
        var body = new MimeBodyPart();
        setBody(body, message, embedded);
        mixed.addBodyPart(body);
        for (AttachmentContent file : files) {
            if (!embedded.contains(file)) {
                mixed.addBodyPart(part(file, MimeBodyPart.ATTACHMENT));
            }
        }
        setContent(mixed);
    }

    private static boolean embeddedIn(OutboundLetter message, AttachmentContent file) {
        String id = file.attachment().contentId();
        return id != null && message.html() != null && message.html().contains("cid:" + id);
    }

    private static void setBody(MimePart target, OutboundLetter message, List<AttachmentContent> embedded)
            throws MessagingException {
        if (message.html() == null) {
            target.setText(message.text(), UTF_8);
            return;
        }
        var alternative = new MimeMultipart("alternative");
        var text = new MimeBodyPart();
        text.setText(message.text(), UTF_8);
        alternative.addBodyPart(text);
        var html = new MimeBodyPart();
        html.setText(message.html(), UTF_8, "html");
        if (embedded.isEmpty()) {
            alternative.addBodyPart(html);
        } else {
            var related = new MimeMultipart("related");
            related.addBodyPart(html);
            for (AttachmentContent file : embedded) {
                related.addBodyPart(part(file, MimeBodyPart.INLINE));
            }
            var together = new MimeBodyPart();
            together.setContent(related);
            alternative.addBodyPart(together);
        }
        target.setContent(alternative);
    }

    private static MimeBodyPart part(AttachmentContent file, String disposition) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.content(), file.attachment().mediaType())));
        part.setDisposition(disposition);
        part.setFileName(file.attachment().name());
        // Without an encoding of our own choice, text files would be changed at their line ends.
        part.setHeader("Content-Transfer-Encoding", "base64");
        if (file.attachment().contentId() != null) {
            part.setContentID("<" + file.attachment().contentId() + ">");
        }
        return part;
    }
}
