package io.aftercare.mail.reading;

import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.Subjects;
import jakarta.mail.internet.MailDateFormat;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A mail as it can be read.
 *
 * @param internetId   its Message-ID with angle brackets; derived from its bytes when it has none
 * @param inReplyTo    Message-IDs of In-Reply-To, mostly one
 * @param references   Message-IDs of References, oldest first, the last 20
 * @param from         who wrote it, or the next best header; null when no header holds a usable address
 * @param authorship   what From says, and what mail servers say about it
 * @param replyTo      where answers are asked to go; null when not given
 * @param to           addresses of To
 * @param recipients   addresses of To, Cc and the headers in which mail servers keep the address they delivered to
 * @param subject      on one line; empty when there is none
 * @param text         derived from the HTML when there is no plain text; empty when there is neither
 * @param ownText      the text without the mail it answers and without its signature; all of it when nothing else is
 *                     left
 * @param html         sanitised, embedded images by {@code cid:}; null when the mail has no HTML
 * @param originalHtml as it was sent, never to be shown; null when the mail has no HTML
 * @param attachments  files, embedded images, mails in the mail
 * @param headers      all headers of the mail itself, decoded, by lower-cased name, in order
 * @param report       null unless a mail server or program reports about another mail
 * @param sentDate     what the mail claims; null when missing or unreadable
 * @param dateWritten  the Date header as it was written, at most 100 characters; null when missing
 * @param remoteImages how many images from elsewhere were replaced
 * @param overLimit    which limit of reading it passes, in a sentence, so that a person should look at it first; null
 *                     when none
 * @param remarks      what could not be read as it was meant, in sentences for agents
 */
public record ParsedMail(String internetId, List<String> inReplyTo, List<String> references, Mailbox from,
        Authorship authorship, Mailbox replyTo, List<Mailbox> to, List<String> recipients, String subject, String text,
        String ownText,
        String html, String originalHtml, List<NewAttachment> attachments, Map<String, List<String>> headers,
        DeliveryReport report,
        Instant sentDate, String dateWritten, int remoteImages, String overLimit, List<String> remarks) {

    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
    private static final Duration LONGEST_FETCH = Duration.ofDays(30);
    private static final Duration LONGEST_WAY = Duration.ofDays(2);

    /**
     * When our mail server got it, as that server writes above all others. A moment that cannot be, or is so long ago
     * that the mail has hardly lain there since, does not count.
     *
     * @param fetchedAt when it was fetched from that server, which is the answer where the mail does not tell
     */
    public Instant arrivedAt(Instant fetchedAt) {
        String received = header("received");
        try {
            Instant moment =
                    new MailDateFormat().parse(received.substring(received.lastIndexOf(';') + 1).strip()).toInstant();
            return moment.isBefore(fetchedAt) && moment.isAfter(fetchedAt.minus(LONGEST_FETCH)) ? moment : fetchedAt;
        } catch (ParseException | RuntimeException unreadable) {
            return fetchedAt;
        }
    }

    /**
     * The same mail with another person as its author, for whom a form or a group speaks. Nothing proves that it is
     * that person, whoever is proved to have sent the mail.
     *
     * @param remark says so to agents
     */
    public ParsedMail spokenFor(Mailbox person, String remark) {
        var said = new ArrayList<>(remarks);
        said.add(remark);
        return new ParsedMail(internetId, inReplyTo, references, person,
                new Authorship(null, false, authorship.results()), null, to, recipients, subject, text, ownText, html,
                originalHtml, attachments, headers, report, sentDate, dateWritten, remoteImages, overLimit,
                List.copyOf(said));
    }

    /** The first value of a header, or an empty text. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of("")).get(0);
    }

    /** Whether somebody passes on another mail by this one, as its subject says. */
    public boolean forwarded() {
        return Subjects.forwarded(subject);
    }

    /** Whether the mail has a header of this name, even an empty one. */
    public boolean has(String name) {
        return headers.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /**
     * Whether the date the mail claims is of no use: missing, unreadable, in the future, or long before it arrived. The
     * moment it arrived counts in any case.
     */
    public boolean dateDoubtful(Instant receivedAt) {
        return sentDate == null || sentDate.isAfter(receivedAt.plus(CLOCKS_DIFFER))
                || sentDate.isBefore(receivedAt.minus(LONGEST_WAY));
    }
}
