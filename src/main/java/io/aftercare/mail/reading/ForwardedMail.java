package io.aftercare.mail.reading;

import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.Subjects;
import io.aftercare.mail.reading.HeadField.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The customer's mail inside a mail by which somebody passes it on: as a mail in the mail, or in the text below a block
 * of headers as mail programs write it in many languages.
 *
 * @param sender     who wrote the original
 * @param internetId its Message-ID; null when it is not known
 * @param cited      Message-IDs the original cites, the surest first; empty when they are not known
 * @param text       of the original
 * @param html       of the original, sanitised; null when it has none of its own
 * @param words      what the person who passes it on says above; empty when nothing
 */
public record ForwardedMail(Mailbox sender, String internetId, List<String> cited, String subject, String text,
        String html,
        String words, List<NewAttachment> attachments) {

    private static final int LONGEST_BLOCK = 15;
    private static final Pattern RULE = Pattern.compile("^(?:-{2,300}+.{0,80}|_{5,300}+)$");

    /**
     * The original, or empty when its sender cannot be read.
     *
     * @param reader reads a mail in the mail
     */
    public static Optional<ForwardedMail> in(ParsedMail mail, Function<byte[], ParsedMail> reader) {
        return mail.attachments().stream().filter(file -> file.mediaType().equals("message/rfc822")).findFirst()
                .map(file -> attached(mail, reader.apply(file.content())))
                .orElseGet(() -> inline(mail));
    }

    private static Optional<ForwardedMail> attached(ParsedMail mail, ParsedMail original) {
        if (original.from() == null) {
            return Optional.empty();
        }
        var files = new ArrayList<>(mail.attachments());
        files.addAll(original.attachments());
        return Optional.of(new ForwardedMail(original.from(), original.has("message-id") ? original.internetId() : null,
                ThreadReferences.cited(original), original.subject(), original.text(), original.html(),
                mail.ownText().strip(), files));
    }

    private static Optional<ForwardedMail> inline(ParsedMail mail) {
        List<String> lines = mail.text().lines().toList();
        for (int start = 0; start < lines.size(); start++) {
            Block block = Block.at(lines, start);
            if (block != null) {
                Mailbox sender = Mailbox.parse(block.sender()).stream().findFirst().orElse(null);
                if (sender == null) {
                    return Optional.empty();
                }
                return Optional.of(new ForwardedMail(sender, null, List.of(),
                        block.subject() == null ? Subjects.bare(mail.subject()) : block.subject(),
                        below(lines.subList(block.end(), lines.size()), block.quoted()), null,
                        above(lines.subList(0, start)), mail.attachments()));
            }
        }
        return Optional.empty();
    }

    /** A block of header fields in the text, which ends with a blank line; a long value goes on on the next line. */
    private record Block(String sender, String subject, int end, boolean quoted) {

        static Block at(List<String> lines, int start) {
            if (HeadField.of(plain(lines.get(start))) == null) {
                return null;
            }
            String sender = null;
            String subject = null;
            int fields = 0;
            int end = start;
            while (end < lines.size() && end < start + LONGEST_BLOCK && !plain(lines.get(end)).isEmpty()) {
                HeadField field = HeadField.of(plain(lines.get(end)));
                if (field != null) {
                    fields++;
                    sender = sender == null && field.kind() == Kind.SENDER ? value(lines, end, field) : sender;
                    subject = subject == null && field.kind() == Kind.SUBJECT ? value(lines, end, field) : subject;
                }
                end++;
            }
            return sender == null || fields < 3 ? null
                    : new Block(sender, subject, end, lines.get(start).stripLeading().startsWith(">"));
        }

        private static String value(List<String> lines, int at, HeadField field) {
            String value = field.value();
            String next = at + 1 < lines.size() ? plain(lines.get(at + 1)) : "";
            return next.isEmpty() || HeadField.of(next) != null ? value : value + " " + next;
        }

        /** A line without the marks of quoting and of bold type. */
        private static String plain(String line) {
            return line.replaceAll("^[\\s>]{1,100}+", "").replace("*", "").replace('\u00A0', ' ').strip();
        }
    }

    private static String below(List<String> lines, boolean quoted) {
        return String
                .join("\n", lines.stream().map(line -> quoted ? line.replaceFirst("^\\s{0,3}> ?", "") : line).toList())
                .strip();
    }

    private static String above(List<String> lines) {
        int end = lines.size();
        while (end > 0
                && (lines.get(end - 1).isBlank() || RULE.matcher(lines.get(end - 1).strip()).matches()
                        || MailHead.announcesForward(lines.get(end - 1)))) {
            end--;
        }
        return String.join("\n", lines.subList(0, end)).strip();
    }
}
