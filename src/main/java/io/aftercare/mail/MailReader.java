package io.aftercare.mail;

import io.aftercare.conversation.NewAttachment;
import jakarta.activation.DataSource;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.SharedByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the bytes of a mail. Whatever they are, a mail comes out: what cannot be read as it was meant is kept as it came,
 * with a remark. Angus Mail splits headers and parts; everything it would refuse is read more leniently here.
 */
public final class MailReader {

    private static final int MOST_REFERENCES = 20;
    private static final int MOST_PARTS = 300;
    private static final int DEEPEST = 20;
    private static final int LONGEST_TEXT = 1_000_000;
    // With the text of the mail 64 kB are searched for what a report says.
    private static final int LONGEST_MACHINE_REPORT = 32 * 1024;
    private static final int LONGEST_RETURNED = 16 * 1024;
    private static final int LONGEST_HEADER = 20_000;
    private static final int MOST_HEADERS = 1_000;
    /** Headers of one name that are searched for addresses and Message-IDs. */
    private static final int MOST_READ = 50;
    private static final long MOST_DECODED = 100L * 1024 * 1024;
    /** The headers by which a copy is told from another mail; the others are marks of the way it took. */
    private static final List<String> WRITTEN_BY_SENDER = List.of("from", "to", "cc", "subject", "date", "message-id",
            "in-reply-to", "references", "content-type", "content-transfer-encoding");
    private static final List<String> DELIVERED_TO = List.of("delivered-to", "x-original-to", "envelope-to",
            "x-envelope-to", "x-delivered-to", "x-forwarded-to");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,100}");

    private final FileNames names = new FileNames();
    private final List<NewAttachment> attachments = new ArrayList<>();
    private final LinkedHashSet<String> remarks = new LinkedHashSet<>();
    private final StringBuilder machineReport = new StringBuilder();
    private final StringBuilder returned = new StringBuilder();
    private boolean tooManyParts;
    private int textRead;
    private int htmlRead;
    private int parts;
    private long decoded;

    private MailReader() {
    }

    /** Reads a mail; never fails because of what it contains. */
    public static ParsedMail read(byte[] raw) {
        return new MailReader().mail(raw);
    }

    /** By which a mail is known again. */
    record Identity(String internetId, String sha256) {
    }

    /**
     * Message-ID and a digest of what the sender wrote. The traces of transport are left out, so that one mail that
     * arrives by two ways is one, and another mail under the same Message-ID is another.
     */
    static Identity identity(byte[] raw) {
        MimeBodyPart part = part(raw);
        MessageDigest digest = sha256();
        for (String name : WRITTEN_BY_SENDER) {
            for (String value : values(part, name)) {
                digest.update((name + ":" + value.replaceAll("\\s+", " ").strip() + "\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        digest.update(content(part));
        return new Identity(internetId(part, raw), HexFormat.of().formatHex(digest.digest()));
    }

    /** Who wrote a mail, read from its headers alone; null when they name nobody. */
    static String sender(byte[] raw) {
        Mailbox sender = mailbox(part(raw), "from", "sender", "reply-to", "return-path");
        return sender == null ? null : sender.address().substring(0, Math.min(sender.address().length(), 320));
    }

    private ParsedMail mail(byte[] raw) {
        MimeBodyPart part = part(raw);
        Map<String, List<String>> headers = headers(part);
        List<Segment> body = List.of();
        try {
            body = segments(part, 0, "text/plain");
        } catch (CancellationException abandoned) {
            throw abandoned;
        } catch (MessagingException | IOException | RuntimeException | StackOverflowError unreadable) {
            remarks.add("The parts of this mail could not be told apart; the raw mail has everything.");
        }
        String originalHtml = body.stream().anyMatch(segment -> segment.html() != null)
                ? cut(body.stream().map(segment -> segment.html() != null ? segment.html() : SafeHtml.ofText(segment.text()))
                        .collect(Collectors.joining("\n"))) : null;
        SafeHtml safe = originalHtml == null ? null : safe(originalHtml);
        String text = cut(body.stream().map(Segment::plain).filter(words -> !words.isBlank())
                .collect(Collectors.joining("\n\n")));
        String subject = first(part, "subject").map(EncodedWords::decode).map(String::strip).orElse("");
        Mailbox from = mailbox(part, "from", "sender", "reply-to", "return-path");
        HeaderValue type = HeaderValue.parse(first(part, "content-type").orElse(null));
        String reportType = type.value().equals("multipart/report")
                ? String.valueOf(type.parameter("report-type")).toLowerCase(Locale.ROOT) : null;
        DeliveryReport report = DeliveryReport.of(reportType, failedRecipients(headers) + "\n" + machineReport,
                returned + "\n" + DeliveryReport.bounded(text, LONGEST_RETURNED), subject, from == null ? null : from.address());
        List<Mailbox> to = mailboxes(part, "to");
        var recipients = new LinkedHashSet<String>();
        to.forEach(mailbox -> recipients.add(mailbox.address()));
        mailboxes(part, "cc").forEach(mailbox -> recipients.add(mailbox.address()));
        DELIVERED_TO.forEach(name -> mailboxes(part, name).forEach(mailbox -> recipients.add(mailbox.address())));
        List<String> references = ids(part, "references");
        return new ParsedMail(internetId(part, raw), ids(part, "in-reply-to"),
                references.subList(Math.max(0, references.size() - MOST_REFERENCES), references.size()), from,
                mailbox(part, "reply-to"), to, List.copyOf(recipients), subject, text, safe == null ? null : safe.html(),
                originalHtml, List.copyOf(attachments), headers, report, date(part),
                safe == null ? 0 : safe.remoteImages(), tooManyParts, List.copyOf(remarks));
    }

    /**
     * A piece of the body, in its place between the others.
     *
     * @param text null when there is only HTML
     * @param html null when there is only text
     */
    private record Segment(String text, String html) {

        String plain() {
            return text != null && !text.isBlank() || html == null ? text == null ? "" : text : SafeHtml.of(html).text();
        }
    }

    private List<Segment> segments(MimeBodyPart part, int depth, String defaultType)
            throws MessagingException, IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("Nobody waits for this mail any more.");
        }
        if (++parts > MOST_PARTS) {
            tooManyParts();
            return List.of();
        }
        HeaderValue type = HeaderValue.parse(first(part, "content-type").orElse(defaultType));
        String mediaType = MEDIA_TYPE.matcher(type.value()).matches() ? type.value() : bestType(type.value(), defaultType);
        if (mediaType.startsWith("multipart/") && depth < DEEPEST) {
            List<MimeBodyPart> children = children(part, type);
            if (!children.isEmpty()) {
                String childType = mediaType.equals("multipart/digest") ? "message/rfc822" : "text/plain";
                return mediaType.equals("multipart/alternative") ? alternative(children, depth, childType)
                        : sequence(children, depth, childType);
            }
            mediaType = "text/plain";
        } else if (mediaType.startsWith("multipart/")) {
            remarks.add("The parts of this mail are nested deeper than " + DEEPEST + "; the raw mail has them all.");
            return List.of();
        }
        return leaf(part, type, mediaType);
    }

    private List<Segment> sequence(List<MimeBodyPart> children, int depth, String childType)
            throws MessagingException, IOException {
        var segments = new ArrayList<Segment>();
        for (MimeBodyPart child : children) {
            segments.addAll(segments(child, depth + 1, childType));
        }
        return segments;
    }

    /** The same said several times: the first plain text and the last HTML belong together. */
    private List<Segment> alternative(List<MimeBodyPart> children, int depth, String childType)
            throws MessagingException, IOException {
        String text = null;
        String html = null;
        for (MimeBodyPart child : children) {
            List<Segment> said = segments(child, depth + 1, childType);
            if (said.stream().anyMatch(segment -> segment.html() != null)) {
                html = said.stream().map(segment -> segment.html() != null ? segment.html()
                        : SafeHtml.ofText(segment.text())).collect(Collectors.joining("\n"));
            } else if (text == null || text.isBlank()) {
                text = said.isEmpty() ? text : said.stream().map(Segment::plain).collect(Collectors.joining("\n\n"));
            }
        }
        return text == null && html == null ? List.of() : List.of(new Segment(text, html));
    }

    private List<Segment> leaf(MimeBodyPart part, HeaderValue type, String mediaType) {
        HeaderValue disposition = HeaderValue.parse(first(part, "content-disposition").orElse(null));
        String name = disposition.parameter("filename") != null ? disposition.parameter("filename") : type.parameter("name");
        byte[] content = TransferEncoding.decode(content(part), first(part, "content-transfer-encoding").orElse(null));
        decoded += content.length;
        if (decoded > MOST_DECODED) {
            remarks.add("This mail is larger than " + MOST_DECODED / 1024 / 1024
                    + " MB when unpacked; what goes beyond stands in the raw mail only.");
            return List.of();
        }
        boolean attached = disposition.value().startsWith("attachment") || name != null;
        if (!attached && (mediaType.equals("text/plain") || mediaType.equals("text/html"))) {
            boolean html = mediaType.equals("text/html");
            String words = MailText.decode(content, type.parameter("charset"));
            int left = LONGEST_TEXT - (html ? htmlRead : textRead);
            if (words.length() > left) {
                words = cut(words, left);
            }
            htmlRead += html ? words.length() : 0;
            textRead += html ? 0 : words.length();
            return List.of(html ? new Segment(null, words) : new Segment(words, null));
        }
        if (mediaType.equals("message/delivery-status") || mediaType.equals("message/disposition-notification")
                || mediaType.equals("message/feedback-report")) {
            append(machineReport, MailText.decode(content, null), LONGEST_MACHINE_REPORT);
        } else if (mediaType.equals("text/rfc822-headers") || mediaType.startsWith("message/")) {
            append(returned, MailText.decode(content, null), LONGEST_RETURNED);
        }
        if (mediaType.equals("message/rfc822") || mediaType.equals("message/global")) {
            String subject = name != null ? name
                    : first(part(content), "subject").map(EncodedWords::decode).orElse("mail");
            name = subject.toLowerCase(Locale.ROOT).endsWith(".eml") ? subject
                    : subject.replaceAll("[/\\\\]", "_") + ".eml";
        }
        String contentId = first(part, "content-id").map(MessageIds::own)
                .map(id -> id.substring(1, id.length() - 1)).orElse(null);
        attachments.add(new NewAttachment(names.safe(name, mediaType), mediaType, contentId, content));
        return List.of();
    }

    private List<MimeBodyPart> children(MimeBodyPart part, HeaderValue type) {
        try {
            String boundary = type.parameter("boundary");
            byte[] whole = content(part);
            int end = endOfParts(whole, boundary);
            byte[] content = end < whole.length ? Arrays.copyOf(whole, end) : whole;
            if (end < whole.length) {
                tooManyParts();
            }
            var multipart = new MimeMultipart(new PartSource(content, boundary == null || boundary.isBlank()
                    ? "multipart/mixed" : "multipart/mixed; boundary=\"" + boundary.replaceAll("[\"\\\\]", "\\\\$0") + "\""));
            var children = new ArrayList<MimeBodyPart>();
            for (int i = 0; i < multipart.getCount(); i++) {
                children.add((MimeBodyPart) multipart.getBodyPart(i));
            }
            return children;
        } catch (MessagingException | RuntimeException notSeparable) {
            remarks.add("The parts of this mail are not separated as announced; its text is shown as it came.");
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
            if ((at == 0 || content[at - 1] == '\n' || content[at - 1] == '\r') && at + delimiter.length <= content.length
                    && Arrays.equals(content, at, at + delimiter.length, delimiter, 0, delimiter.length)
                    && ++count > MOST_PARTS) {
                return at;
            }
        }
        return content.length;
    }

    private void tooManyParts() {
        tooManyParts = true;
        remarks.add("This mail has more than " + MOST_PARTS + " parts; the raw mail has them all.");
    }

    private static void append(StringBuilder texts, String text, int longest) {
        texts.append(text, 0, Math.max(0, Math.min(text.length(), longest - texts.length()))).append('\n');
    }

    private static String bestType(String written, String defaultType) {
        return written.startsWith("text") || written.isEmpty() ? written.contains("html") ? "text/html" : defaultType
                : written.startsWith("multipart") ? "multipart/mixed" : "application/octet-stream";
    }

    private SafeHtml safe(String html) {
        try {
            return SafeHtml.of(html);
        } catch (RuntimeException | StackOverflowError unreadable) {
            remarks.add("The HTML of this mail could not be made safe; its text is shown.");
            return null;
        }
    }

    private String cut(String text) {
        return cut(text, LONGEST_TEXT);
    }

    private String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        remarks.add("The text of this mail is longer than " + LONGEST_TEXT + " characters; the raw mail has all of it.");
        return MailText.clean(text.substring(0, longest));
    }

    private static String failedRecipients(Map<String, List<String>> headers) {
        return headers.containsKey("x-failed-recipients")
                ? "X-Failed-Recipients: " + headers.get("x-failed-recipients").get(0) : "";
    }

    private static MimeBodyPart part(byte[] raw) {
        try {
            return new MimeBodyPart(new SharedByteArrayInputStream(raw));
        } catch (MessagingException | RuntimeException unreadable) {
            return new MimeBodyPart();
        }
    }

    private static byte[] content(MimeBodyPart part) {
        try (InputStream content = part.getRawInputStream()) {
            return content.readAllBytes();
        } catch (MessagingException | IOException | RuntimeException none) {
            return new byte[0];
        }
    }

    private static List<String> values(MimeBodyPart part, String name) {
        try {
            String[] values = part.getHeader(name);
            return values == null ? List.of() : Arrays.stream(values).limit(MOST_HEADERS)
                    .map(value -> value.substring(0, Math.min(value.length(), LONGEST_HEADER))).toList();
        } catch (MessagingException | RuntimeException unreadable) {
            return List.of();
        }
    }

    private static Optional<String> first(MimeBodyPart part, String name) {
        return values(part, name).stream().filter(value -> !value.isBlank()).findFirst();
    }

    private static Map<String, List<String>> headers(MimeBodyPart part) {
        var headers = new LinkedHashMap<String, List<String>>();
        int count = 0;
        try {
            for (Header header : Collections.list(part.getAllHeaders())) {
                if (++count > MOST_HEADERS) {
                    break;
                }
                String value = header.getValue();
                headers.computeIfAbsent(MailText.clean(header.getName()).strip().toLowerCase(Locale.ROOT),
                        any -> new ArrayList<>())
                        .add(EncodedWords.decode(value.substring(0, Math.min(value.length(), LONGEST_HEADER))).strip());
            }
        } catch (MessagingException | RuntimeException unreadable) {
            return headers;
        }
        return headers;
    }

    private static List<Mailbox> mailboxes(MimeBodyPart part, String name) {
        return values(part, name).stream().limit(MOST_READ).flatMap(value -> Mailbox.parse(value).stream()).toList();
    }

    private static Mailbox mailbox(MimeBodyPart part, String... names) {
        return Arrays.stream(names).flatMap(name -> mailboxes(part, name).stream()).findFirst().orElse(null);
    }

    private static List<String> ids(MimeBodyPart part, String name) {
        return values(part, name).stream().limit(MOST_READ).flatMap(value -> MessageIds.in(value).stream()).distinct().toList();
    }

    private static String internetId(MimeBodyPart part, byte[] raw) {
        return first(part, "message-id").map(MessageIds::own)
                .orElseGet(() -> "<" + HexFormat.of().formatHex(sha256().digest(raw)) + "@no-message-id.invalid>");
    }

    private static Instant date(MimeBodyPart part) {
        try {
            String written = first(part, "date").orElse(null);
            return written == null ? null : new MailDateFormat().parse(written.strip()).toInstant();
        } catch (ParseException | RuntimeException unreadable) {
            return null;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
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
