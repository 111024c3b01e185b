package io.aftercare.mail.reading;

import io.aftercare.conversation.NewAttachment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the files of a mail: named safely, known by their content, never unpacked unless mail programs wrapped them.
 */
final class MailAttachments {

    /** Pictures that every browser shows and that run nothing. */
    private static final Set<String> PICTURES =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp");

    private final ReadingLimits limits;
    private final FileNames names = new FileNames();
    private final List<NewAttachment> files = new ArrayList<>();
    private Segment wrapped;

    MailAttachments(ReadingLimits limits) {
        this.limits = limits;
    }

    /** Keeps the bytes of a part. */
    NewAttachment add(String name, String declared, String contentId, byte[] content) {
        String type = FileTypes.of(content, name, declared);
        var file = new NewAttachment(names.safe(name(name, declared, content), type), type, contentId, content);
        files.add(file);
        if (FileTypes.disguised(file.name(), type)) {
            limits.remark("The file \"" + file.name() + "\" is a program (" + type
                    + "), whatever its name says. Do not open it.");
        }
        if (declared.equals("text/calendar")) {
            limits.remark(Invitation.sentence(file.name(), MailText.decode(content, null)));
        }
        return file;
    }

    /** The same for a picture that stands between words, under a Content-ID of its own when it has none. */
    NewAttachment addPicture(String name, String declared, String contentId, byte[] content) {
        return add(name, declared,
                contentId != null ? contentId : "picture-" + (files.size() + 1) + "@no-content-id.invalid", content);
    }

    /** Unwraps winmail.dat; one that is broken is kept as the file it is. */
    void addWinmail(String name, String declared, byte[] content) {
        Optional<TnefAttachments> read = TnefAttachments.read(content);
        if (read.isEmpty()) {
            add(name == null ? "winmail.dat" : name, declared, null, content);
            return;
        }
        TnefAttachments winmail = read.get();
        if (wrapped == null && (winmail.html() != null || !winmail.text().isEmpty())) {
            wrapped = new Segment(winmail.text().isEmpty() ? null : limits.bounded(winmail.text(), false),
                    winmail.html() == null ? null : limits.bounded(winmail.html(), true), false);
        }
        for (TnefAttachments.File file : winmail.files()) {
            if (limits.allowsPart() && limits.allowsDecoded(file.content().length)) {
                add(file.name(), "application/octet-stream", null, file.content());
            }
        }
    }

    static boolean shownAsPicture(String type) {
        return PICTURES.contains(type);
    }

    /** What winmail.dat says; null when there was none or it says nothing. */
    Segment wrapped() {
        return wrapped;
    }

    /** Names of the embedded pictures by Content-ID. */
    Map<String, String> pictures() {
        var pictures = new LinkedHashMap<String, String>();
        files.stream().filter(file -> file.contentId() != null && shownAsPicture(file.mediaType()))
                .forEach(file -> pictures.putIfAbsent(file.contentId(), file.name()));
        return pictures;
    }

    List<NewAttachment> files() {
        return List.copyOf(files);
    }

    /** A mail in a mail is named after its subject. */
    private static String name(String name, String declared, byte[] content) {
        if (!declared.equals("message/rfc822") && !declared.equals("message/global")) {
            return name;
        }
        String subject =
                name != null ? name : MailPart.of(content).first("subject").map(EncodedWords::decode).orElse("mail");
        return subject.toLowerCase(Locale.ROOT).endsWith(".eml") ? subject
                : subject.replaceAll("[/\\\\]", "_") + ".eml";
    }
}
