package io.aftercare.mail.reading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.poi.hmef.Attachment;
import org.apache.poi.hmef.HMEFMessage;
import org.apache.poi.hmef.attribute.MAPIAttribute;
import org.apache.poi.hmef.attribute.TNEFAttribute;
import org.apache.poi.hmef.attribute.TNEFProperty;
import org.apache.poi.hsmf.datatypes.MAPIProperty;

/**
 * What Outlook wraps into winmail.dat (TNEF) when it is told to write rich text.
 *
 * @param text  of the mail; empty when it has none
 * @param html  of the mail; null when it has none
 * @param files what was attached
 */
record TnefAttachments(String text, String html, List<File> files) {

    private static final int ATTRIBUTE_HEAD = 9;
    private static final int CHECKSUM = 2;
    private static final int FILE_HEAD = 6;

    /** A file wrapped up. */
    record File(String name, byte[] content) {
    }

    static boolean is(byte[] content) {
        return content.length > FILE_HEAD
                && ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getInt() == HMEFMessage.HEADER_SIGNATURE;
    }

    /** Empty when it is too broken to be unwrapped. */
    static Optional<TnefAttachments> read(byte[] content) {
        if (!is(content) || !whole(content)) {
            return Optional.empty();
        }
        try {
            var message = new HMEFMessage(new ByteArrayInputStream(content));
            var files = new ArrayList<File>();
            for (Attachment attachment : message.getAttachments()) {
                String name = attachment.getLongFilename();
                TNEFAttribute data = attachment.getAttribute(TNEFProperty.ID_ATTACHDATA);
                if (data != null) {
                    files.add(new File(name != null ? name : attachment.getFilename(), data.getData()));
                }
            }
            String html = Optional.ofNullable(message.getMessageMAPIAttribute(MAPIProperty.BODY_HTML))
                    .map(MAPIAttribute::getData).map(bytes -> MailText.decode(bytes, null))
                    .filter(words -> !words.isBlank()).orElse(null);
            return Optional.of(new TnefAttachments(text(message), html, files));
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            return Optional.empty();
        }
    }

    private static String text(HMEFMessage message) {
        TNEFAttribute plain = message.getMessageAttribute(TNEFProperty.ID_BODY);
        if (plain != null && plain.getData().length > 1) {
            return MailText.decode(plain.getData(), null).strip();
        }
        MAPIAttribute words = message.getMessageMAPIAttribute(MAPIProperty.BODY);
        if (words != null && words.getData().length > 1) {
            return MailText.decode(words.getData(), words.getType() == 0x1F ? "utf-16le" : null).strip();
        }
        String rtf = message.getBody();
        return rtf == null ? "" : RtfText.of(rtf);
    }

    /**
     * Whether every attribute ends within the file: a length that lies would make the library reserve memory for it.
     */
    private static boolean whole(byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(FILE_HEAD);
        while (bytes.remaining() >= ATTRIBUTE_HEAD) {
            long length = bytes.getInt(bytes.position() + ATTRIBUTE_HEAD - Integer.BYTES);
            if (length < 0 || length + ATTRIBUTE_HEAD + CHECKSUM > bytes.remaining()) {
                return false;
            }
            bytes.position(bytes.position() + (int) length + ATTRIBUTE_HEAD + CHECKSUM);
        }
        return true;
    }
}
