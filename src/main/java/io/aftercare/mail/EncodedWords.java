package io.aftercare.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RFC 2047 words in headers, also where they are wrongly placed, split in the middle of a character or broken. */
final class EncodedWords {

    private static final Pattern WORD = Pattern.compile("=\\?([^?\\s]{1,80})\\?([bBqQ])\\?([^?]*)\\?=");

    private EncodedWords() {
    }

    /** The text of a header's value as it came, bytes as Latin-1 characters, on one line. */
    static String decode(String latin1) {
        String value = MailText.header(latin1).replaceAll("\\n[ \\t]*", " ");
        Matcher word = WORD.matcher(value);
        var text = new StringBuilder();
        var bytes = new ByteArrayOutputStream();
        String charset = null;
        int after = 0;
        while (word.find()) {
            String between = value.substring(after, word.start());
            String next = word.group(1).replaceAll("\\*.*", "");
            boolean adjacent = charset != null && between.isBlank();
            // The bytes of neighbours are joined before they become characters: many senders split inside a character.
            if (!adjacent || !next.equalsIgnoreCase(charset)) {
                flush(text, bytes, charset);
                if (!adjacent) {
                    text.append(between);
                }
            }
            charset = next;
            bytes.writeBytes(TransferEncoding.decode(word.group(3).getBytes(StandardCharsets.UTF_8), word.group(2)));
            after = word.end();
        }
        flush(text, bytes, charset);
        return MailText.clean(text.append(value, after, value.length()).toString());
    }

    private static void flush(StringBuilder text, ByteArrayOutputStream bytes, String charset) {
        if (bytes.size() > 0) {
            text.append(MailText.decode(bytes.toByteArray(), charset).replace('\n', ' '));
            bytes.reset();
        }
    }
}
