package io.aftercare.mail.reading;

import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.SharedByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tells the parts of a multipart apart. */
final class PartSplitter {

    private final ReadingLimits limits;

    PartSplitter(ReadingLimits limits) {
        this.limits = limits;
    }

    /** The parts in order; none when they are not separated as announced. */
    List<MailPart> parts(MailPart part, HeaderValue type) {
        String boundary = type.parameter("boundary");
        List<MailPart> parts = parts(part.content(), boundary);
        // No multipart may be encoded as a whole; some programs do it all the same.
        return parts.isEmpty() && part.first("content-transfer-encoding").isPresent() ? parts(part.decoded(), boundary)
                : parts;
    }

    private List<MailPart> parts(byte[] whole, String boundary) {
        try {
            int end = endOfParts(whole, boundary);
            byte[] content = end < whole.length ? Arrays.copyOf(whole, end) : whole;
            if (end < whole.length) {
                limits.tooManyParts();
            }
            var multipart = new MimeMultipart(new PartSource(content, boundary == null || boundary.isBlank()
                    ? "multipart/mixed"
                    : "multipart/mixed; boundary=\"" + boundary.replaceAll("[\"\\\\]", "\\\\$0") + "\""));
            var parts = new ArrayList<MailPart>();
            for (int i = 0; i < multipart.getCount(); i++) {
                parts.add(new MailPart((MimeBodyPart) multipart.getBodyPart(i)));
            }
            return parts;
        } catch (MessagingException | RuntimeException notSeparable) {
            limits.remark("The parts of this mail are not separated as announced; its text is shown as it came.");
            return List.of();
        }
    }

    /**
     * Where the last part that is read ends; the length when all are. Angus Mail takes a quarter of a minute to split a
     * small mail of 200,000 empty parts, so they are counted before.
     */
    private static int endOfParts(byte[] content, String announced) {
        byte[] delimiter = announced == null || announced.isBlank() ? new byte[] {'-', '-'}
                : ("--" + announced.strip()).getBytes(StandardCharsets.ISO_8859_1);
        int count = 0;
        for (int at = 0; at < content.length; at++) {
            if ((at == 0 || content[at - 1] == '\n' || content[at - 1] == '\r')
                    && at + delimiter.length <= content.length
                    && Arrays.equals(content, at, at + delimiter.length, delimiter, 0, delimiter.length)
                    && ++count > ReadingLimits.MOST_PARTS) {
                return at;
            }
        }
        return content.length;
    }

    /** The bytes of a multipart, as Angus Mail wants to get them. */
    private record PartSource(byte[] content, String type) implements DataSource {

        @Override
        public InputStream getInputStream() {
            return new SharedByteArrayInputStream(content);
        }

        @Override
        public OutputStream getOutputStream() {
            return new ByteArrayOutputStream();
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        public String getName() {
            return "multipart";
        }
    }
}
