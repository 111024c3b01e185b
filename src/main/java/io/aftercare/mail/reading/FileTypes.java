package io.aftercare.mail.reading;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;

/** What a file is, by its content; names and declarations only say more exactly what the content allows. */
final class FileTypes {

    private static final String UNKNOWN = "application/octet-stream";
    private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();
    private static final Set<String> PROGRAMS = Set.of("application/x-msdownload", "application/x-dosexec",
            "application/vnd.microsoft.portable-executable", "application/x-executable", "application/x-elf",
            "application/x-sharedlib", "application/x-mach-o", "application/x-mach-o-executable", "application/x-sh",
            "application/x-bat", "application/java-archive", "application/x-ms-shortcut", "application/x-msi");

    private FileTypes() {
    }

    /**
     * @param name     null when it has none
     * @param declared the media type the mail claims
     */
    static String of(byte[] content, String name, String declared) {
        if (content.length == 0) {
            return declared;
        }
        String found = detected(content, null);
        if (found.equals(UNKNOWN)) {
            // Pictures, sounds and the like would have been known by their beginning.
            return declared.startsWith("application/") && !declared.equals("application/pdf") ? declared : UNKNOWN;
        }
        boolean text = found.startsWith("text/") || found.equals("message/rfc822");
        if (text && (declared.startsWith("message/")
                || declared.startsWith("text/") && !declared.equals("text/html"))) {
            return found.equals("text/html") && !declared.startsWith("message/") ? found : declared;
        }
        return detected(content, name);
    }

    /** Whether a file is a program although its name says otherwise. */
    static boolean disguised(String name, String type) {
        return PROGRAMS.contains(type) && !PROGRAMS.contains(detected(null, name));
    }

    private static String detected(byte[] content, String name) {
        var metadata = new Metadata();
        if (name != null) {
            metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        }
        try {
            return TYPES.detect(content == null ? null : new ByteArrayInputStream(content), metadata).getBaseType()
                    .toString();
        } catch (IOException | RuntimeException unreadable) {
            return UNKNOWN;
        }
    }
}
