package io.aftercare.mail.reading;

import io.aftercare.conversation.Subjects;
import jakarta.mail.internet.MailDateFormat;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;

/**
 * Reads the bytes of a mail. Whatever they are, a mail comes out: what cannot be read as it was meant is kept as it
 * came, with a remark. Angus Mail splits headers and parts; everything it would reject is read more leniently here.
 */
public final class MailReader {

    private static final int MOST_REFERENCES = 20;
    private static final int LONGEST_DATE = 100;
    /** The headers by which a copy is told from another mail; the others are marks of the way it took. */
    private static final List<String> WRITTEN_BY_SENDER = List.of("from", "to", "cc", "subject", "date", "message-id",
            "in-reply-to", "references", "content-type", "content-transfer-encoding");
    private static final List<String> DELIVERED_TO = List.of("delivered-to", "x-original-to", "envelope-to",
            "x-envelope-to", "x-delivered-to", "x-forwarded-to");
    private static final Pattern FINNISH = Pattern.compile("(?i)^\\s*vs\\s?:.*");
    private static final Pattern REPLY =
            Pattern.compile("(?iu)^\\s*(?:re|aw|antw|réf|ré|rép|r|res|rif|sv|vs|odp|odpověď"
                    + "|ynt|vá|回复|答复|回覆|返信|답장|ответ|відповідь|на)\\s?(?:\\[\\d+])?\\s?[:：].*");

    private final ReadingLimits limits = new ReadingLimits();
    private final MailAttachments attachments = new MailAttachments(limits);
    private final MailBody body = new MailBody(limits, attachments);

    private MailReader() {
    }

    /** Reads a mail; never fails because of what it contains. */
    public static ParsedMail read(byte[] raw) {
        try {
            MailPart part = MailPart.of(raw);
            var reader = new MailReader();
            return reader.mail(part, raw, reader.body.read(part));
        } catch (CancellationException abandoned) {
            throw abandoned;
        } catch (RuntimeException | StackOverflowError unreadable) {
            return placeholder(raw, "The parts of this mail could not be told apart; the raw mail has everything.");
        }
    }

    /**
     * Reads the headers only, of a mail whose content cannot be read.
     *
     * @param sentence says so, where the text would stand
     */
    public static ParsedMail placeholder(byte[] raw, String sentence) {
        var reader = new MailReader();
        reader.limits.remark(sentence);
        return reader.mail(MailPart.of(raw), raw, List.of(new Segment(sentence, null, false)));
    }

    /** By which a mail is known again. */
    public record Identity(String internetId, String sha256) {
    }

    /**
     * What the beginning of a mail tells when it is fetched.
     *
     * @param sender address; null when the headers name nobody
     */
    public record Headline(Identity identity, String sender) {
    }

    /**
     * Reads who wrote a mail and which one it is, without decoding its text and attachments.
     *
     * @param raw the whole mail
     */
    public static Headline headline(byte[] raw) {
        MailPart part = MailPart.of(raw);
        Mailbox sender = sender(part);
        return new Headline(identity(part, raw), sender == null ? null : sender.address());
    }

    /** What tells a mail from any other. @param raw the whole mail, since the digest is over all its sender wrote */
    public static Identity identity(byte[] raw) {
        return headline(raw).identity();
    }

    /**
     * Message-ID and a digest of what the sender wrote. The traces of transport are left out, so that one mail that
     * arrives by two ways is one, and another mail under the same Message-ID is another.
     */
    private static Identity identity(MailPart part, byte[] raw) {
        return new Identity(internetId(part, raw), digest(part));
    }

    private static Mailbox sender(MailPart part) {
        return part.mailbox("from", "sender", "reply-to", "return-path");
    }

    private ParsedMail mail(MailPart part, byte[] raw, List<Segment> said) {
        Map<String, List<String>> headers = part.headers(limits);
        Map<String, String> pictures = attachments.pictures();
        String html = Segment.html(said);
        String originalHtml = html == null ? null : limits.cut(html);
        SafeHtml safe = originalHtml == null ? null : safe(originalHtml, pictures);
        String text = limits.cut(Segment.plain(said, pictures));
        String subject = part.first("subject").map(EncodedWords::decode).map(String::strip).orElse("");
        Mailbox from = sender(part);
        List<Mailbox> to = part.mailboxes("to");
        List<String> answered = part.ids("in-reply-to");
        List<String> references = part.ids("references");
        // "VS:" forwards in Danish and Norwegian, whose heads begin with "Fra:", and replies in Finnish.
        boolean reply = (!Subjects.forwarded(subject) || FINNISH.matcher(subject).matches() && !text.contains("Fra:"))
                && (!answered.isEmpty() || !references.isEmpty() || answers(subject));
        String date = part.first("date").map(EncodedWords::decode).map(String::strip).orElse(null);
        return new ParsedMail(internetId(part, raw), answered,
                references.subList(Math.max(0, references.size() - MOST_REFERENCES), references.size()), from,
                Authorship.of(part), part.mailbox("reply-to"), to, recipients(part, to), subject, text,
                ReplyText.of(text, reply),
                safe == null ? null : safe.html(), originalHtml, attachments.files(), headers,
                report(part, headers, text, subject),
                date(part),
                date == null ? null : MailText.clean(date.substring(0, Math.min(date.length(), LONGEST_DATE))),
                safe == null ? 0 : safe.remoteImages(), limits.overLimit(), limits.remarks());
    }

    private DeliveryReport report(MailPart part, Map<String, List<String>> headers, String text, String subject) {
        HeaderValue type = part.type(null);
        String reportType = type.value().equals("multipart/report")
                ? String.valueOf(type.parameter("report-type")).toLowerCase(Locale.ROOT)
                : null;
        String failed = headers.containsKey("x-failed-recipients")
                ? "X-Failed-Recipients: " + headers.get("x-failed-recipients").get(0)
                : "";
        return DeliveryReport.of(reportType, failed + "\n" + body.machineReport(), body.returned(), text, subject,
                part.first("from").map(EncodedWords::decode).orElse(null), unattended(headers));
    }

    /** Whether a subject begins as that of an answer does. */
    static boolean answers(String subject) {
        return REPLY.matcher(subject).matches();
    }

    /** Whether the mail says that nobody waits for an answer, as every report does that follows the standard. */
    private static boolean unattended(Map<String, List<String>> headers) {
        return headers.getOrDefault("return-path", List.of()).stream()
                .anyMatch(path -> path.replaceAll("\\s", "").matches("(?i)(?:<>)?|<?mailer-daemon.*"))
                || headers.getOrDefault("auto-submitted", List.of()).stream()
                        .anyMatch(word -> word.toLowerCase(Locale.ROOT).startsWith("auto-"));
    }

    private SafeHtml safe(String html, Map<String, String> pictures) {
        try {
            return SafeHtml.of(html, pictures);
        } catch (RuntimeException | StackOverflowError unreadable) {
            limits.remark("The HTML of this mail could not be made safe; its text is shown.");
            return null;
        }
    }

    private static List<String> recipients(MailPart part, List<Mailbox> to) {
        var recipients = new LinkedHashSet<String>();
        to.forEach(mailbox -> recipients.add(mailbox.address()));
        part.mailboxes("cc").forEach(mailbox -> recipients.add(mailbox.address()));
        DELIVERED_TO.forEach(name -> part.mailboxes(name).forEach(mailbox -> recipients.add(mailbox.address())));
        return List.copyOf(recipients);
    }

    private static String internetId(MailPart part, byte[] raw) {
        return part.first("message-id").map(MessageIds::own)
                .orElseGet(() -> "<" + (part.first("date").isPresent() ? digest(part)
                        // Without a date, who asks the same once more sends the same mail, but for its way.
                        : HexFormat.of().formatHex(sha256().digest(raw))) + "@no-message-id.invalid>");
    }

    /** A digest of what the sender wrote. */
    private static String digest(MailPart part) {
        MessageDigest digest = sha256();
        for (String name : WRITTEN_BY_SENDER) {
            for (String value : part.values(name)) {
                digest.update((name + ":" + value.replaceAll("\\s+", " ").strip() + "\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        digest.update(part.content());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Instant date(MailPart part) {
        try {
            String written = part.first("date").orElse(null);
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
}
