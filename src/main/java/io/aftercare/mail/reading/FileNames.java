package io.aftercare.mail.reading;

import io.aftercare.unicode.NormalizedText;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** File names from outside, made safe to show and to save; each is given out once. */
final class FileNames {

    /** Bytes in UTF-8, so that every file system takes it. */
    private static final int LONGEST = 150;
    // The end of a longer name is looked at, where its extension stands.
    private static final int LONGEST_WRITTEN = 1_000;
    private static final int LONGEST_EXTENSION = 12;
    /** Names that mean a device on Windows, whatever their extension. */
    private static final Pattern DEVICE =
            Pattern.compile("(?i)(?:con|prn|aux|nul|conin\\$|conout\\$|(?:com|lpt)[0-9¹²³])\\s*(?:\\..*)?");
    private static final Map<String, String> EXTENSIONS = Map.ofEntries(Map.entry("text/plain", ".txt"),
            Map.entry("text/html", ".html"), Map.entry("text/calendar", ".ics"), Map.entry("text/csv", ".csv"),
            Map.entry("text/rfc822-headers", ".txt"), Map.entry("message/rfc822", ".eml"),
            Map.entry("message/delivery-status", ".txt"), Map.entry("application/pdf", ".pdf"),
            Map.entry("application/zip", ".zip"), Map.entry("image/jpeg", ".jpg"), Map.entry("image/png", ".png"),
            Map.entry("image/gif", ".gif"), Map.entry("image/webp", ".webp"), Map.entry("image/heic", ".heic"));

    private final Set<String> given = new HashSet<>();

    /** @param name as the mail has it; null or unusable gives a name after the type */
    String safe(String name, String mediaType) {
        String whole = name == null ? "" : name.substring(Math.max(0, name.length() - LONGEST_WRITTEN));
        String last =
                NormalizedText.of(
                        MailText.clean(
                                whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\')) + 1)),
                        Normalizer.Form.NFC)
                        // Control and direction characters, joiners, line ends, characters without a meaning: none can
                        // be seen.
                        .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cn}\\p{Co}]", "").replaceAll("[<>:\"|?*]", "_")
                        .replaceAll("[\\s\\p{Zs}]{1,1000}", " ").replaceAll("^[. ]+|[. ]+$", "");
        String usable = last.isEmpty() ? unnamed(mediaType) : DEVICE.matcher(last).matches() ? "_" + last : last;
        int dot = usable.lastIndexOf('.');
        boolean extended = dot > 0 && usable.length() - dot <= LONGEST_EXTENSION;
        String stem = extended ? usable.substring(0, dot) : usable;
        String extension = extended ? usable.substring(dot) : "";
        String unique = cut(stem, extension) + extension;
        for (int copy = 2; !given.add(unique.toLowerCase(Locale.ROOT)); copy++) {
            String ending = " (" + copy + ")" + extension;
            unique = cut(stem, ending) + ending;
        }
        return unique;
    }

    /** As much of a name as fits before its ending, whole characters only. */
    private static String cut(String stem, String ending) {
        int room = LONGEST - ending.getBytes(StandardCharsets.UTF_8).length;
        var kept = new StringBuilder();
        for (int at = 0; at < stem.length(); at = stem.offsetByCodePoints(at, 1)) {
            String character = Character.toString(stem.codePointAt(at));
            room -= character.getBytes(StandardCharsets.UTF_8).length;
            if (room < 0) {
                break;
            }
            kept.append(character);
        }
        return kept.toString().stripTrailing();
    }

    private static String unnamed(String mediaType) {
        String stem = mediaType.startsWith("image/") ? "image"
                : mediaType.equals("text/calendar") ? "invitation"
                        : mediaType.equals("message/rfc822") ? "mail" : "attachment";
        return stem + EXTENSIONS.getOrDefault(mediaType, ".bin");
    }
}
