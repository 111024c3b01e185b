package io.aftercare.mail.reading;

import io.aftercare.conversation.NewAttachment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Walks through the parts of a mail and sorts out what is said, what is attached and what a machine reports. */
final class MailBody {

    // With the text of the mail 64 kB are searched for what a report says.
    private static final int LONGEST_MACHINE_REPORT = 32 * 1024;
    static final int LONGEST_RETURNED = 16 * 1024;

    private final ReadingLimits limits;
    private final MailAttachments attachments;
    private final PartSplitter splitter;
    private final EncryptedParts encrypted;
    private final StringBuilder machineReport = new StringBuilder();
    private final StringBuilder returned = new StringBuilder();

    MailBody(ReadingLimits limits, MailAttachments attachments) {
        this.limits = limits;
        this.attachments = attachments;
        this.splitter = new PartSplitter(limits);
        this.encrypted = new EncryptedParts(limits);
    }

    /** What the mail says, in order; its files go to the attachments. */
    List<Segment> read(MailPart mail) {
        List<Segment> said = segments(mail, Place.of(mail));
        boolean silent = said.stream()
                .allMatch(segment -> !segment.formatted() && (segment.text() == null || segment.text().isBlank()));
        return silent && attachments.wrapped() != null ? List.of(attachments.wrapped()) : said;
    }

    /** What the machine-readable parts of a report say. */
    String machineReport() {
        return machineReport.toString();
    }

    /** Of what a report sends back, the beginning. */
    String returned() {
        return returned.toString();
    }

    /**
     * Where a part stands.
     *
     * @param defaultType what a part is here that does not say
     * @param resource    whether HTML beside it shows it, or it belongs to a format of its own
     */
    private record Place(int depth, String defaultType, boolean resource) {

        static Place of(MailPart mail) {
            return new Place(0, "text/plain", false);
        }

        Place inside(String multipart) {
            return new Place(depth + 1, multipart.equals("multipart/digest") ? "message/rfc822" : "text/plain",
                    resource && !multipart.equals("multipart/mixed") || multipart.equals("multipart/related"));
        }
    }

    private List<Segment> segments(MailPart part, Place place) {
        if (!limits.allowsPart()) {
            return List.of();
        }
        HeaderValue type = part.type(place.defaultType());
        String mediaType = MailPart.mediaType(type, place.defaultType());
        if (place.depth() > 0 && part.isMail()) {
            return returnedWithoutWrapping(part);
        }
        if (!mediaType.startsWith("multipart/")) {
            return leaf(part, type, mediaType, place);
        }
        if (!limits.allowsDepth(place.depth())) {
            return List.of();
        }
        List<MailPart> children = splitter.parts(part, type);
        if (children.isEmpty()) {
            return leaf(part, type, "text/plain", place);
        }
        if (mediaType.equals("multipart/encrypted")) {
            sequence(children, place.inside(mediaType));
            return encrypted.segments(String.valueOf(type.parameter("protocol")).contains("pgp") ? "OpenPGP" : null);
        }
        return mediaType.equals("multipart/alternative") ? alternative(children, place.inside(mediaType))
                : sequence(children, place.inside(mediaType));
    }

    /** Some servers put what they return where a part is to stand, without saying that it is a mail. */
    private List<Segment> returnedWithoutWrapping(MailPart mail) {
        byte[] whole = mail.whole();
        if (limits.allowsDecoded(whole.length)) {
            append(returned, MailText.decode(whole, null), LONGEST_RETURNED);
            attachments.add(null, "message/rfc822", null, whole);
        }
        return List.of();
    }

    private List<Segment> sequence(List<MailPart> children, Place place) {
        var segments = new ArrayList<Segment>();
        for (MailPart child : children) {
            segments.addAll(segments(child, place));
        }
        return segments;
    }

    /** The same said several times: the first plain text and the last HTML belong together. */
    private List<Segment> alternative(List<MailPart> children, Place place) {
        String text = null;
        String html = null;
        for (MailPart child : children) {
            List<Segment> said = segments(child, place);
            String formatted = Segment.html(said);
            if (formatted != null) {
                html = formatted;
            } else if ((text == null || text.isBlank()) && !said.isEmpty()) {
                text = Segment.plain(said, Map.of());
            }
        }
        return text == null && html == null ? List.of()
                : List.of(new Segment(HtmlNotice.is(text, html) ? null : text, html, false));
    }

    private List<Segment> leaf(MailPart part, HeaderValue type, String mediaType, Place place) {
        HeaderValue disposition = part.disposition();
        String name = Stream.of(disposition.parameter("filename"), type.parameter("name"))
                .filter(written -> written != null && !written.isBlank()).findFirst().orElse(null);
        byte[] content = part.decoded();
        if (!limits.allowsDecoded(content.length)) {
            return List.of();
        }
        if (EncryptedParts.smime(mediaType, type, name, place.depth() == 0)) {
            CryptographicMessage message = CryptographicMessage.of(content);
            if (message.kind() == CryptographicMessage.Kind.SIGNED && limits.allowsDepth(place.depth())) {
                return segments(MailPart.of(message.content()), place.inside(mediaType));
            }
            attachments.add(name == null ? "smime.p7m" : name, mediaType, part.contentId(), content);
            return message.kind() == CryptographicMessage.Kind.CERTIFICATES ? List.of() : encrypted.segments("S/MIME");
        }
        if (EncryptedParts.rightsManaged(mediaType, name)) {
            attachments.add(name, mediaType, part.contentId(), content);
            return encrypted.segments("Microsoft rights management");
        }
        String loose = EncryptedParts.loose(mediaType, name);
        if (loose != null) {
            attachments.add(name, mediaType, part.contentId(), content);
            return encrypted.found() ? List.of() : encrypted.segments(loose);
        }
        boolean attached = disposition.value().startsWith("attachment");
        // The only part of a mail is what it says, even if it has a name.
        boolean body = !attached && (name == null || place.depth() == 0);
        if (body && (mediaType.equals("text/plain") || mediaType.equals("text/html")
                || mediaType.equals("application/pgp"))) {
            boolean html = mediaType.equals("text/html");
            String words = limits.bounded(MailText.decode(content, type.parameter("charset")), html);
            return List.of(html ? new Segment(null, words, false)
                    : new Segment(encrypted.marked(withoutFiles(words)), null, false));
        }
        keepReport(mediaType, content);
        if (TnefAttachments.is(content)) {
            attachments.addWinmail(name, mediaType, content);
            return List.of();
        }
        if (!attached && !place.resource() && MailAttachments.shownAsPicture(FileTypes.of(content, name, mediaType))) {
            NewAttachment picture = attachments.addPicture(name, mediaType, part.contentId(), content);
            return List.of(Segment.picture(picture.name(), picture.contentId()));
        }
        attachments.add(name, mediaType, part.contentId(), content);
        return List.of();
    }

    /** Files that stand in the text itself become files like the others; a picture leaves its name behind. */
    private String withoutFiles(String words) {
        return Uuencoded.taken(words, file -> {
            if (!limits.allowsPart() || !limits.allowsDecoded(file.content().length)) {
                return null;
            }
            NewAttachment kept = attachments.add(file.name(), "application/octet-stream", null, file.content());
            return MailAttachments.shownAsPicture(kept.mediaType()) ? Segment.naming(kept.name()) : "";
        });
    }

    private void keepReport(String mediaType, byte[] content) {
        // Some programs send it as a file without a type.
        if (startsLikeReport(content) || mediaType.equals("message/delivery-status")
                || mediaType.equals("message/global-delivery-status")
                || mediaType.equals("message/disposition-notification")
                || mediaType.equals("message/feedback-report")) {
            append(machineReport, MailText.decode(content, null), LONGEST_MACHINE_REPORT);
        } else if (mediaType.startsWith("text/rfc822") || mediaType.startsWith("message/")) {
            append(returned, MailText.decode(content, null), LONGEST_RETURNED);
        }
    }

    private static boolean startsLikeReport(byte[] content) {
        String start = new String(content, 0, Math.min(content.length, 40), StandardCharsets.ISO_8859_1).strip();
        return start.toLowerCase(Locale.ROOT).startsWith("reporting-mta:");
    }

    private static void append(StringBuilder texts, String text, int longest) {
        texts.append(text, 0, Math.max(0, Math.min(text.length(), longest - texts.length()))).append('\n');
    }
}
