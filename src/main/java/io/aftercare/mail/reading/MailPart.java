package io.aftercare.mail.reading;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.util.SharedByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A mail or a part of one, whose headers and bytes can be asked for without anything going wrong. */
final class MailPart {

    private static final Pattern HEADER = Pattern.compile("[!-9;-~]{1,80}+[ \\t]{0,9}+:");
    private static final int LONGEST_NAME = 100;
    private static final char ESCAPE = 0x1B;
    private static final int LONGEST_HEADER = 20_000;
    private static final int MOST_HEADERS = 1_000;
    private static final int MOST_HEADER_TEXT = 256 * 1024;
    /** Headers of one name that are searched for addresses and Message-IDs. */
    private static final int MOST_READ = 50;
    private static final List<String> GROW_LONG = List.of("references", "in-reply-to");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,100}");

    /** So far into a mail its first text is looked for, whose charset its headers are written in. */
    private static final int SEARCHED_FOR_CHARSET = 64 * 1024;
    private static final Pattern CHARSET = Pattern.compile("(?i)\\bcharset\\s{0,3}=\\s{0,3}\"?([\\w.:-]{2,60})");

    private final MimeBodyPart part;
    private String charset;

    MailPart(MimeBodyPart part) {
        this.part = part;
    }

    static MailPart of(byte[] raw) {
        try {
            return new MailPart(new MimeBodyPart(new SharedByteArrayInputStream(headersEnded(raw))));
        } catch (MessagingException | RuntimeException unreadable) {
            return new MailPart(new MimeBodyPart());
        }
    }

    /**
     * The bytes with an empty line where one of blanks alone ends the headers, as some programs write it: whoever takes
     * it for the rest of a header takes the text for headers, too.
     */
    private static byte[] headersEnded(byte[] raw) {
        for (int start = 0; start < raw.length;) {
            int end = start;
            while (end < raw.length && raw[end] != '\n') {
                end++;
            }
            String line = line(raw, start, end);
            if (line.isEmpty()) {
                return raw;
            }
            if (start > 0 && line.isBlank() && end < raw.length && !goesOn(raw, end + 1)) {
                byte[] ended = new byte[raw.length - line.length()];
                System.arraycopy(raw, 0, ended, 0, start);
                System.arraycopy(raw, start + line.length(), ended, start, ended.length - start);
                return ended;
            }
            start = end + 1;
        }
        return raw;
    }

    /** Whether headers go on with the line that begins here: with another one, or the rest of one. */
    private static boolean goesOn(byte[] raw, int start) {
        int end = start;
        while (end < raw.length && raw[end] != '\n' && end < start + LONGEST_NAME) {
            end++;
        }
        String line = line(raw, start, end);
        return line.isEmpty() || Character.isWhitespace(line.charAt(0)) || HEADER.matcher(line).lookingAt();
    }

    private static String line(byte[] raw, int start, int end) {
        String line = new String(raw, start, end - start, StandardCharsets.ISO_8859_1);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /** All values of a header as they came, bytes as Latin-1 characters. */
    List<String> values(String name) {
        try {
            String[] values = part.getHeader(name);
            return values == null ? List.of()
                    : Arrays.stream(values).limit(MOST_HEADERS).map(value -> bounded(name, value)).toList();
        } catch (MessagingException | RuntimeException unreadable) {
            return List.of();
        }
    }

    /**
     * The values of the headers written with this very name, without blanks before the colon, as they came: a server
     * that looks for a header by its name may pass over others.
     */
    List<String> exactly(String name) {
        try {
            String begins = name + ":";
            return Collections.list(part.getAllHeaderLines()).stream().limit(MOST_HEADERS)
                    .filter(line -> line.regionMatches(true, 0, begins, 0, begins.length())).limit(MOST_READ)
                    .map(line -> bounded(name, line.substring(begins.length()).strip())).toList();
        } catch (MessagingException | RuntimeException unreadable) {
            return List.of();
        }
    }

    Optional<String> first(String name) {
        return values(name).stream().filter(value -> !value.isBlank()).findFirst().map(this::legible);
    }

    /** All headers, decoded, by lower-cased name, in order. */
    Map<String, List<String>> headers(ReadingLimits limits) {
        var headers = new LinkedHashMap<String, List<String>>();
        int count = 0;
        int length = 0;
        try {
            for (Header header : Collections.list(part.getAllHeaders())) {
                String name = MailText.clean(header.getName()).strip().toLowerCase(Locale.ROOT);
                String value = header.getValue() == null ? "" : bounded(name, header.getValue());
                length += value.length();
                if (++count > MOST_HEADERS || length > MOST_HEADER_TEXT) {
                    limits.over("This mail has more headers than are read; the raw mail has them all.");
                    break;
                }
                if (header.getValue() != null && header.getValue().length() > LONGEST_HEADER
                        && !GROW_LONG.contains(name)) {
                    limits.over("A header of this mail is longer than " + LONGEST_HEADER
                            + " characters; the raw mail has all of it.");
                }
                headers.computeIfAbsent(name, any -> new ArrayList<>())
                        .add(EncodedWords.decode(legible(value)).strip());
            }
        } catch (MessagingException | RuntimeException unreadable) {
            limits.remark("The headers of this mail could not all be read; the raw mail has them.");
        }
        return headers;
    }

    List<Mailbox> mailboxes(String name) {
        return values(name).stream().limit(MOST_READ).flatMap(value -> Mailbox.parse(legible(value)).stream())
                .toList();
    }

    /** The first usable address of these headers, asked in this order; null when there is none. */
    Mailbox mailbox(String... names) {
        return Arrays.stream(names).flatMap(name -> mailboxes(name).stream()).findFirst().orElse(null);
    }

    List<String> ids(String name) {
        return values(name).stream().limit(MOST_READ).flatMap(value -> MessageIds.in(value).stream()).distinct()
                .toList();
    }

    /** @param defaultType what a part is that does not say */
    HeaderValue type(String defaultType) {
        return HeaderValue.parse(first("content-type").orElse(defaultType));
    }

    /** The media type, the next best one where what is written is none. */
    static String mediaType(HeaderValue type, String defaultType) {
        String written = type.value();
        if (MEDIA_TYPE.matcher(written).matches()) {
            return written;
        }
        if (written.startsWith("text") || written.isEmpty()) {
            return written.contains("html") ? "text/html" : defaultType;
        }
        return written.startsWith("multipart") ? "multipart/mixed" : "application/octet-stream";
    }

    HeaderValue disposition() {
        return HeaderValue.parse(first("content-disposition").orElse(null));
    }

    /** Without angle brackets; null when there is none. */
    String contentId() {
        return first("content-id").map(MessageIds::own).map(id -> id.substring(1, id.length() - 1)).orElse(null);
    }

    /** The bytes as they came. */
    byte[] content() {
        try (InputStream content = part.getRawInputStream()) {
            return content.readAllBytes();
        } catch (MessagingException | IOException | RuntimeException none) {
            return new byte[0];
        }
    }

    /** Whether it has the headers of a mail on its way; those of its author may stand in a part, as of one signed. */
    boolean isMail() {
        return Stream.of("received", "message-id", "from").allMatch(name -> first(name).isPresent());
    }

    /** The bytes with the headers. */
    byte[] whole() {
        var whole = new ByteArrayOutputStream();
        try {
            for (String line : Collections.list(part.getAllHeaderLines())) {
                whole.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (MessagingException | RuntimeException unreadable) {
            whole.reset();
        }
        whole.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        whole.writeBytes(content());
        return whole.toByteArray();
    }

    /** The bytes without their transfer encoding. */
    byte[] decoded() {
        return TransferEncoding.decode(content(), first("content-transfer-encoding").orElse(null));
    }

    /**
     * A value that some program wrote without encoding, in the charset of the mail, as if it were written in UTF-8, for
     * which raw bytes are taken wherever a header is read.
     */
    private String legible(String latin1) {
        boolean switches = latin1.indexOf(ESCAPE) >= 0;
        if (!switches && latin1.chars().allMatch(character -> character < 0x80)) {
            return latin1;
        }
        byte[] raw = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return new String(MailText.decode(raw, charset()).getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1);
    }

    /** The charset of the first text in the mail; empty when it names none. */
    private String charset() {
        if (charset == null) {
            String own = values("content-type").stream().findFirst().orElse("");
            Matcher declared = CHARSET.matcher(own);
            boolean found = declared.find();
            if (!found) {
                byte[] content = content();
                declared = CHARSET.matcher(new String(content, 0, Math.min(content.length, SEARCHED_FOR_CHARSET),
                        StandardCharsets.ISO_8859_1));
                found = declared.find();
            }
            charset = found ? declared.group(1) : "";
        }
        return charset;
    }

    /** Of a header that grows with the conversation the end counts, of others the beginning. */
    private static String bounded(String name, String value) {
        if (value.length() <= LONGEST_HEADER) {
            return value;
        }
        return GROW_LONG.contains(name) ? value.substring(value.length() - LONGEST_HEADER)
                : value.substring(0, LONGEST_HEADER);
    }
}
