package io.aftercare.helpcentre;

import io.aftercare.conversation.NewAttachment;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Files as strangers send them, made fit to be kept. */
final class UploadedFiles {

    private static final int LONGEST_NAME = 200;

    private UploadedFiles() {
    }

    /** A name without path, control and direction-changing characters, and a media type that is one. */
    static NewAttachment attachment(String name, String mediaType, byte[] content) {
        return new NewAttachment(plainName(name), plainType(mediaType), null, content);
    }

    private static String plainName(String name) {
        String plain = name == null ? ""
                : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                        .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "").strip();
        if (plain.isEmpty() || plain.equals(".") || plain.equals("..")) {
            return "attachment";
        }
        // The end of a long name says what kind of file it is.
        return plain.length() <= LONGEST_NAME ? plain : "…" + plain.substring(plain.length() - LONGEST_NAME + 1);
    }

    private static String plainType(String mediaType) {
        try {
            MediaType type = MediaType.parseMediaType(mediaType);
            return type.isConcrete() && mediaType.length() <= 100 ? type.getType() + "/" + type.getSubtype()
                    : MediaType.APPLICATION_OCTET_STREAM_VALUE;
        } catch (InvalidMediaTypeException none) {
            return MediaType.APPLICATION_OCTET_STREAM_VALUE;
        }
    }
}
