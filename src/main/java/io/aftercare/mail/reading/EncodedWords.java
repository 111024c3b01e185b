package io.aftercare.mail.reading;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** RFC 2047 words in headers, also where they are wrongly placed, split in the middle of a character or broken. */
final class EncodedWords {

    private static final int LONGEST_CHARSET = 80;

    private EncodedWords() {
    }

    /** One word: where it begins and ends in the value, and what it says. */
    private record Word(int begin, int end, String charset, String encoding, String content) {
    }

    /** The text of a header's value as it came, bytes as Latin-1 characters, on one line. */
    static String decode(String latin1) {
        String value = MailText.header(latin1).replaceAll("\\n[ \\t]*", " ");
        var text = new StringBuilder();
        var bytes = new ByteArrayOutputStream();
        String charset = null;
        int after = 0;
        for (Word word = next(value, 0); word != null; word = next(value, word.end())) {
            String between = value.substring(after, word.begin());
            boolean adjacent = charset != null && between.isBlank();
            // The bytes of neighbours are joined before they become characters: many senders split inside a character.
            if (!adjacent || !word.charset().equalsIgnoreCase(charset)) {
                flush(text, bytes, charset);
                if (!adjacent) {
                    text.append(between);
                }
            }
            charset = word.charset();
            bytes.writeBytes(TransferEncoding.decode(word.content().getBytes(StandardCharsets.UTF_8), word.encoding()));
            after = word.end();
        }
        flush(text, bytes, charset);
        return MailText.clean(text.append(value, after, value.length()).toString());
    }

    /**
     * The next word at or after a place; null when there is none. One without an end goes on to the next or to the end.
     */
    private static Word next(String value, int from) {
        for (int begin = value.indexOf("=?", from); begin >= 0; begin = value.indexOf("=?", begin + 2)) {
            int encoding = value.indexOf('?', begin + 2) + 1;
            if (encoding > begin + 3 && encoding - begin <= LONGEST_CHARSET && encoding + 1 < value.length()
                    && value.charAt(encoding + 1) == '?' && "bBqQ".indexOf(value.charAt(encoding)) >= 0
                    && value.substring(begin + 2, encoding - 1).chars().noneMatch(Character::isWhitespace)) {
                int content = encoding + 2;
                int end = value.indexOf("?=", content);
                int another = value.indexOf("=?", content);
                while (another >= 0 && another + 1 == end) {
                    another = value.indexOf("=?", another + 2);
                }
                boolean unended = end < 0 || another >= 0 && another < end;
                int last = !unended ? end : another >= 0 ? another : value.length();
                return new Word(begin, unended ? last : end + 2,
                        value.substring(begin + 2, encoding - 1).replaceAll("\\*.*", ""),
                        value.substring(encoding, encoding + 1), value.substring(content, last));
            }
        }
        return null;
    }

    private static void flush(StringBuilder text, ByteArrayOutputStream bytes, String charset) {
        if (bytes.size() > 0) {
            text.append(MailText.decode(bytes.toByteArray(), charset).replace('\n', ' '));
            bytes.reset();
        }
    }
}
