package io.aftercare.helpcentre;

import io.aftercare.conversation.NewAttachment;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Files as strangers send them, made fit to be kept. */
final class UploadedFiles {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_READ = 2_000;
    private static final int LONGEST_TYPE = 100;

    private UploadedFiles() {
    }

    /** A name without path, control and direction-changing characters, and a media type that is one. */
    static NewAttachment attachment(String name, String mediaType, byte[] content) {
        return new NewAttachment(plainName(name), plainType(mediaType), null, content);
    }

    /** Fit to be shown and kept. */
    static String plainName(String name) {
        String end = name == null ? "" : name.substring(Math.max(0, name.length() - LONGEST_READ));
        String plain = end.substring(Math.max(end.lastIndexOf('/'), end.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "").strip();
        if (plain.isEmpty() || plain.equals(".") || plain.equals("..")) {
            return "attachment";
        }
        // The end of a long name says what kind of file it is.
        return plain.length() <= LONGEST_NAME ? plain : "…" + plain.substring(plain.length() - LONGEST_NAME + 1);
    }

    private static String plainType(String mediaType) {
        if (mediaType == null || mediaType.length() > LONGEST_TYPE) {
            return MediaType.APPLICATION_OCTET_STREAM_VALUE;
        }
        try {
            MediaType type = MediaType.parseMediaType(mediaType);
            return type.isConcrete() ? type.getType() + "/" + type.getSubtype()
                    : MediaType.APPLICATION_OCTET_STREAM_VALUE;
        } catch (InvalidMediaTypeException none) {
            return MediaType.APPLICATION_OCTET_STREAM_VALUE;
        }
    }
}
