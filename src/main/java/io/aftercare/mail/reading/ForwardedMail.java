package io.aftercare.mail.reading;

import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The customer's mail inside a mail by which somebody passes it on: as a mail in the mail, or in the text below a block
 * of headers as Gmail, Outlook, Apple Mail, Thunderbird and Yahoo write it in English, French and German.
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
    private static final Pattern FIELD = Pattern.compile("^(" + "from|de|von|expéditeur|absender|"
            + "sent|date|to|cc|subject|reply-to|envoyé|envoyé le|à|pour|objet|sujet|copie à|répondre à|"
            + "gesendet|datum|an|kopie|betreff|antwort an)\\h{0,5}:(.*+)$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern SENDER = Pattern.compile("from|de|von|expéditeur|absender",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern SUBJECT = Pattern.compile("subject|objet|sujet|betreff", Pattern.CASE_INSENSITIVE);
    private static final Pattern ANNOUNCEMENT = Pattern.compile("(?iu)^(?:-{2,300}+.{0,80}|_{5,300}+"
            + "|begin forwarded message\\h?:|début du message (?:réexpédié|transféré)\\h?:"
            + "|anfang der weitergeleiteten (?:nachricht|e-?mail)\\h?:)$");

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
            if (!FIELD.matcher(plain(lines.get(start))).matches()) {
                return null;
            }
            String sender = null;
            String subject = null;
            int fields = 0;
            int end = start;
            while (end < lines.size() && end < start + LONGEST_BLOCK && !plain(lines.get(end)).isEmpty()) {
                Matcher field = FIELD.matcher(plain(lines.get(end)));
                if (field.matches()) {
                    fields++;
                    sender = sender == null && SENDER.matcher(field.group(1)).matches() ? value(lines, end, field)
                            : sender;
                    subject = subject == null && SUBJECT.matcher(field.group(1)).matches() ? value(lines, end, field)
                            : subject;
                }
                end++;
            }
            return sender == null || fields < 3 ? null
                    : new Block(sender, subject, end, lines.get(start).stripLeading().startsWith(">"));
        }

        private static String value(List<String> lines, int at, Matcher field) {
            String value = field.group(2).strip();
            String next = at + 1 < lines.size() ? plain(lines.get(at + 1)) : "";
            return next.isEmpty() || FIELD.matcher(next).matches() ? value : value + " " + next;
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
                && (lines.get(end - 1).isBlank() || ANNOUNCEMENT.matcher(lines.get(end - 1).strip()).matches())) {
            end--;
        }
        return String.join("\n", lines.subList(0, end)).strip();
    }
}
