package io.aftercare.mail;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** File names from outside, made safe to show and to save; each is given out once. */
final class FileNames {

    private static final int LONGEST = 150;
    // The end of a longer name is looked at, where its extension stands.
    private static final int LONGEST_WRITTEN = 1_000;
    private static final Map<String, String> EXTENSIONS = Map.ofEntries(Map.entry("text/plain", ".txt"),
            Map.entry("text/html", ".html"), Map.entry("text/calendar", ".ics"), Map.entry("text/csv", ".csv"),
            Map.entry("text/rfc822-headers", ".txt"), Map.entry("message/rfc822", ".eml"),
            Map.entry("message/delivery-status", ".txt"), Map.entry("application/pdf", ".pdf"),
            Map.entry("application/zip", ".zip"), Map.entry("image/jpeg", ".jpg"), Map.entry("image/png", ".png"),
            Map.entry("image/gif", ".gif"), Map.entry("image/webp", ".webp"));

    private final Set<String> given = new HashSet<>();

    /** @param name as the mail has it; null or unusable gives a name after the type */
    String safe(String name, String mediaType) {
        String whole = name == null ? "" : name.substring(Math.max(0, name.length() - LONGEST_WRITTEN));
        String last = whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]", "")
                .replaceAll("[<>:\"|?*]", "_").replaceAll("^[.\\s]+|[.\\s]+$", "");
        String usable = last.isEmpty() ? unnamed(mediaType) : last;
        int dot = usable.lastIndexOf('.');
        boolean extended = dot > 0 && usable.length() - dot <= 12;
        String stem = extended ? usable.substring(0, dot) : usable;
        String extension = extended ? usable.substring(dot) : "";
        stem = MailText.clean(stem.substring(0, Math.min(stem.length(), LONGEST - extension.length())));
        String unique = stem + extension;
        for (int copy = 2; !given.add(unique.toLowerCase(Locale.ROOT)); copy++) {
            unique = stem + " (" + copy + ")" + extension;
        }
        return unique;
    }

    private static String unnamed(String mediaType) {
        String stem = mediaType.startsWith("image/") ? "image" : mediaType.equals("text/calendar") ? "invitation"
                : mediaType.equals("message/rfc822") ? "mail" : "attachment";
        return stem + EXTENSIONS.getOrDefault(mediaType, ".bin");
    }
}
