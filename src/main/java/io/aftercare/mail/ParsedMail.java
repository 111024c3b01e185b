package io.aftercare.mail;

import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.Subjects;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A mail as it can be read.
 *
 * @param internetId   its Message-ID with angle brackets; derived from its bytes when it has none
 * @param inReplyTo    Message-IDs of In-Reply-To, mostly one
 * @param references   Message-IDs of References, oldest first, the last 20
 * @param from         who wrote it, or the next best header; null when no header holds a usable address
 * @param replyTo      where answers are asked to go; null when not given
 * @param to           addresses of To
 * @param recipients   addresses of To, Cc and the headers in which mail servers keep the address they delivered to
 * @param subject      on one line; empty when there is none
 * @param text         derived from the HTML when there is no plain text; empty when there is neither
 * @param html         sanitised, embedded images by {@code cid:}; null when the mail has no HTML
 * @param originalHtml as it was sent, never to be shown; null when the mail has no HTML
 * @param attachments  files, embedded images, mails in the mail
 * @param headers      all headers of the mail itself, decoded, by lower-cased name, in order
 * @param report       null unless a mail server or program reports about another mail
 * @param sentDate     what the mail claims; null when missing or unreadable
 * @param remoteImages how many images from elsewhere were replaced
 * @param tooManyParts whether it has more parts than are read, so that a person should look at it first
 * @param remarks      what could not be read as it was meant, in sentences for agents
 */
public record ParsedMail(String internetId, List<String> inReplyTo, List<String> references, Mailbox from,
        Mailbox replyTo, List<Mailbox> to, List<String> recipients, String subject, String text, String html,
        String originalHtml, List<NewAttachment> attachments, Map<String, List<String>> headers, DeliveryReport report,
        Instant sentDate, int remoteImages, boolean tooManyParts, List<String> remarks) {

    private static final Pattern REPLY = Pattern.compile("(?i)^\\s*(?:re|aw|antw|réf|ré|sv|odp)\\s?(?:\\[\\d+])?\\s?:.*");

    /** The first value of a header, or an empty text. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of("")).get(0);
    }

    boolean has(String name) {
        return headers.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** What this mail says itself, without the mail it answers and without its signature. */
    public String ownText() {
        boolean reply = !Subjects.forwarded(subject)
                && (!inReplyTo.isEmpty() || !references.isEmpty() || REPLY.matcher(subject).matches());
        return OwnText.of(text, reply);
    }
}
