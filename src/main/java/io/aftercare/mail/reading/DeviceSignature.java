package io.aftercare.mail.reading;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The line that a telephone or a mail program adds below what its owner writes: "Sent from my iPhone". It is a known
 * form from its first word to its last and names a device or a program; "Sent from my own account it still fails" is
 * what a customer says.
 */
final class DeviceSignature {

    private static final int LONGEST = 200;
    private static final int LONGEST_MODEL = 8;
    private static final int MOST_UNKNOWN = 2;
    private static final Set<String> KNOWN = WordList.words("devices");
    /** What stands around the name of a device. */
    private static final Set<String> PARTS = WordList.words("around-devices");
    private static final String EXCUSE = "(?:please|pls|kindly|sorry|apologi[sz]e|excuse|pardon|forgive|veuillez|désolé"
            + "|merci d['’]excuser|bitte entschuldigen|entschuldigen sie|tippfehler|excuses)\\b.{0,120}";
    private static final Pattern EXCUSED = Pattern.compile("(?iu)[\\s.,;:!–-]+" + EXCUSE + "$");
    private static final Pattern LINK = Pattern.compile("(?i)[<(\\[]?\\s?https?://[^\\s<>]{1,400}[>)\\]]?");
    private static final Pattern SENT = Pattern.compile("(?iu)^(?:" + WordList.pattern("sent")
            + ")(?:\\s|(?<=my|:))\\s{0,3}(?:(?:" + WordList.pattern("sent-from")
            + ")\\s|(?:à partir )?d['’])?(.*)$");
    /** What is sent says its device at once or at the end. */
    private static final Pattern WHOLE =
            Pattern.compile("(?iu)^(?:" + WordList.pattern("device-signatures") + ")$");

    /** In languages that say "sent" last. */
    private static final Pattern SENT_LAST = Pattern.compile("(?iu)^(?:(?:diese (?:nachricht|e-?mail|mail) wurde )?"
            + "(?:von|vom|mit|über) (.{2,80}?)(?: aus)? gesendet|(.{2,40}) gönderildi)$");

    private DeviceSignature() {
    }

    /** Whether a line is such a form. */
    static boolean is(String line) {
        if (line.length() > LONGEST || line.isBlank()) {
            return false;
        }
        String bare = LINK.matcher(line).replaceAll(" ").replaceAll("^[\\s<(*_\\[]+|[\\s>)*_\\].!]+$", "");
        String form = EXCUSED.matcher(bare).replaceFirst("").replaceAll("[\\s.,!]+$", "");
        if (form.endsWith("?")) {
            return false;
        }
        if (WHOLE.matcher(form).matches() || WHOLE.matcher(bare).matches()) {
            return true;
        }
        var sent = SENT.matcher(form);
        var last = SENT_LAST.matcher(form);
        return sent.matches() ? namesDevice(sent.group(1))
                : last.matches() && namesDevice(last.group(1) == null ? last.group(2) : last.group(1));
    }

    /** Whether the words name a device or program and say nothing else. */
    private static boolean namesDevice(String words) {
        boolean device = false;
        boolean product = false;
        int unknown = 0;
        for (String written : words.strip().split("[\\s,/|+]+")) {
            String word = written.replaceAll("^[\"'“”’®™(\\[]+|[\"'“”’®™)\\].:;]+$", "");
            String lower = word.toLowerCase(Locale.ROOT).replaceFirst("^[ld]['’]", "");
            String stem = lower.replaceFirst("['’-]?(?:s|a|u|ie|em|sta|ista|stani|ista|om|en|et|n)$", "");
            int hyphen = lower.indexOf('-');
            boolean known = KNOWN.contains(lower) || KNOWN.contains(stem) || lower.startsWith("iphon")
                    || hyphen > 0 && KNOWN.contains(lower.substring(0, hyphen))
                            && (KNOWN.contains(lower.substring(hyphen + 1))
                                    || PARTS.contains(lower.substring(hyphen + 1)))
                    || lower.startsWith("ipad") || lower.startsWith("android");
            boolean digits = word.chars().anyMatch(Character::isDigit);
            boolean model = digits && word.length() <= LONGEST_MODEL && word.indexOf('.') < 0;
            boolean name = !word.isEmpty() && Character.isUpperCase(word.codePointAt(0)) && (!digits || model);
            if (!known && !word.isEmpty() && !PARTS.contains(lower)) {
                unknown++;
                // "Moto G5", but not "Outlook, Fehler 17".
                if (!model && !name || unknown > MOST_UNKNOWN || words.matches(".*[,;:].*")) {
                    return false;
                }
            }
            device |= known;
            product |= model && name;
        }
        return device || product && words.strip().split("\\s+").length <= 3;
    }
}
