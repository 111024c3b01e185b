package io.aftercare.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.icegreen.greenmail.store.StoredMessage;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.mail.reading.MailReader;
import io.aftercare.mail.reading.Mailbox;
import io.aftercare.mail.reading.ParsedMail;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;

/**
 * A mail as its reader in the demo sees it.
 *
 * @param id        number of the mail in its mailbox
 * @param inReplyTo null when the mail answers none
 * @param replyTo   where an answer goes
 * @param to        addresses separated by a comma and a blank
 * @param date      when the mail arrived
 * @param html      as it was sent; null when there is none
 * @param safeHtml  fit to be shown, embedded images by address; null when there is none
 * @param headers   by name as usually written in lower case; several of one name on lines of their own
 * @param links     every http and https address in the mail, each once, in order
 */
record DemoMail(long id, String messageId, String inReplyTo, List<String> references, String from, String fromName,
        String to, String replyTo, String subject, Instant date, String text, String html, @JsonIgnore String safeHtml,
        Map<String, String> headers, List<String> links, List<File> attachments) {

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"')\\]]+[^\\s<>\"')\\].,;:!?]");

    /** @param url where the demo hands the file out */
    record File(String name, String mediaType, long size, String url) {
    }

    static DemoMail of(String address, StoredMessage stored) {
        ParsedMail mail = read(stored);
        List<File> files = IntStream.range(0, mail.attachments().size()).mapToObj(index -> {
            NewAttachment file = mail.attachments().get(index);
            return new File(file.name(), file.mediaType(), file.content().length, "/demo/mailbox/" + stored.getUid()
                    + "/attachments/" + index + "?address=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
        }).toList();
        String safe = mail.html();
        for (int i = 0; safe != null && i < files.size(); i++) {
            String contentId = mail.attachments().get(i).contentId();
            if (contentId != null) {
                safe = safe.replace("\"cid:" + contentId + "\"", "\"" + files.get(i).url() + "\"");
            }
        }
        var headers = new LinkedHashMap<String, String>();
        mail.headers().forEach((name, values) -> headers.put(name, String.join("\n", values)));
        Mailbox from = mail.from();
        return new DemoMail(stored.getUid(), mail.internetId(),
                mail.inReplyTo().isEmpty() ? null : mail.inReplyTo().get(0),
                mail.references(), from == null ? "" : from.address(), from == null ? null : from.name(),
                mail.to().stream().map(Mailbox::address).collect(Collectors.joining(", ")),
                mail.replyTo() != null ? mail.replyTo().address() : from == null ? "" : from.address(), mail.subject(),
                stored.getReceivedDate().toInstant(), mail.text(), mail.originalHtml(), safe, headers, links(mail),
                files);
    }

    static ParsedMail read(StoredMessage stored) {
        var bytes = new ByteArrayOutputStream();
        try {
            stored.getMimeMessage().writeTo(bytes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (MessagingException unreadable) {
            throw new IllegalStateException("A mail of the demo's mailbox cannot be read.", unreadable);
        }
        return MailReader.read(bytes.toByteArray());
    }

    private static List<String> links(ParsedMail mail) {
        var links = new LinkedHashSet<String>();
        if (mail.originalHtml() != null) {
            Jsoup.parse(mail.originalHtml()).select("a[href]").eachAttr("href").stream()
                    .filter(link -> link.startsWith("http://") || link.startsWith("https://")).forEach(links::add);
        }
        Matcher link = LINK.matcher(mail.text());
        while (link.find()) {
            links.add(link.group());
        }
        return List.copyOf(links);
    }
}
