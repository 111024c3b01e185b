package io.aftercare.desk;

import io.aftercare.conversation.AttachmentContent;
import io.aftercare.conversation.Attachments;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.ports.QuarantinedMail;
import io.aftercare.conversation.ports.QuarantinedMails;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.Set;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Gives out what strangers sent us in a way that a browser saves and never runs. */
@Component
class RequestFiles {

    /** Types that no browser runs anything in; everything else is given out as plain bytes. */
    private static final Set<String> HARMLESS = Set.of("application/pdf", "application/zip", "image/bmp", "image/gif",
            "image/jpeg", "image/png", "image/tiff", "image/webp", "message/rfc822", "text/csv", "text/plain");

    private final Messages messages;
    private final Attachments attachments;
    private final QuarantinedMails quarantine;

    RequestFiles(Messages messages, Attachments attachments, QuarantinedMails quarantine) {
        this.messages = messages;
        this.attachments = attachments;
        this.quarantine = quarantine;
    }

    /** The mail as it came over the wire; 404 when the request has no such message or it was not a mail we received. */
    ResponseEntity<byte[]> raw(RequestNumber number, long id) {
        Message message;
        try {
            message = messages.get(id);
        } catch (NoSuchElementException unknown) {
            throw missing("Request " + number + " has no message " + id + ".");
        }
        if (!message.request().equals(number)) {
            throw missing("Request " + number + " has no message " + id + ".");
        }
        byte[] raw = messages.rawOf(id).orElseThrow(() -> missing("Message " + id
                + " is no mail that came in, so there are no raw bytes of it. Read its text in the request."));
        return given(number + "-" + id + ".eml", MediaType.parseMediaType("message/rfc822"), raw);
    }

    /** A file of a message; 404 when the request has no such file. */
    ResponseEntity<byte[]> attachment(RequestNumber number, long id) {
        AttachmentContent file = attachments.find(number, id)
                .orElseThrow(() -> missing("Request " + number + " has no attachment " + id + "."));
        String type = file.attachment().mediaType().split(";")[0].strip().toLowerCase(java.util.Locale.ROOT);
        return given(file.attachment().name(),
                HARMLESS.contains(type) ? MediaType.parseMediaType(type) : MediaType.APPLICATION_OCTET_STREAM,
                file.content());
    }

    /** A mail that could not be taken in, as it came over the wire; 404 when there is none such. */
    ResponseEntity<byte[]> quarantined(long mail) {
        byte[] raw = quarantine.find(mail).map(QuarantinedMail::raw)
                .orElseThrow(() -> missing("There is no mail " + mail + ", or it stands with its request by now."));
        return given("mail-" + mail + ".eml", MediaType.parseMediaType("message/rfc822"), raw);
    }

    private static ResponseEntity<byte[]> given(String name, MediaType type, byte[] content) {
        return ResponseEntity.ok().contentType(type)
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(content);
    }

    private static ResponseStatusException missing(String sentence) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, sentence);
    }
}
