package io.aftercare.mail.reading;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in a sentence what a calendar file in a mail is about, so that nobody has to open it. */
final class Invitation {

    private static final Pattern LINE = Pattern.compile("([A-Za-z-]{1,30})((?:;[^:\\n]{0,300})?):(.{0,2000})");
    private static final Pattern ZONE = Pattern.compile("(?i);TZID=\"?([^;\":]{1,100})");
    private static final Pattern START = Pattern.compile("(\\d{8})(?:T(\\d{4})(?:\\d{2})?)?(Z?)");
    private static final int LONGEST = 100_000;
    private static final int LONGEST_SUMMARY = 200;

    private Invitation() {
    }

    /** @param calendar text of a text/calendar part, however broken; what cannot be found is not mentioned */
    static String sentence(String name, String calendar) {
        String text = calendar.substring(0, Math.min(calendar.length(), LONGEST)).replaceAll("\\n[ \\t]", "");
        Map<String, Matcher> first = new HashMap<>();
        boolean event = false;
        for (String line : text.split("\n")) {
            Matcher field = LINE.matcher(line.strip());
            if (field.matches()) {
                String key = field.group(1).toUpperCase(Locale.ROOT);
                event |= key.equals("BEGIN") && field.group(3).strip().equalsIgnoreCase("VEVENT");
                // Time zones have starts of their own; those stand before the event.
                if (key.equals("METHOD") || event) {
                    first.putIfAbsent(key, field);
                }
            }
        }
        String method = value(first.get("METHOD")).toUpperCase(Locale.ROOT);
        String what = switch (method) {
            case "REQUEST" -> "an invitation";
            case "REPLY" -> "an answer to an invitation";
            case "CANCEL" -> "the cancellation of an appointment";
            case "COUNTER" -> "the proposal of another time";
            default -> "an appointment";
        };
        String summary = value(first.get("SUMMARY")).replaceAll("\\\\[nN]", " ").replaceAll("\\\\(.)", "$1").strip();
        if (summary.length() > LONGEST_SUMMARY) {
            summary = MailText.clean(summary.substring(0, LONGEST_SUMMARY)) + "…";
        }
        return "The file \"" + name + "\" is " + what + (summary.isEmpty() ? "" : ": \"" + summary + "\"")
                + start(first.get("DTSTART")) + ". It has not been answered.";
    }

    private static String start(Matcher field) {
        Matcher start = START.matcher(value(field));
        if (!start.matches()) {
            return "";
        }
        try {
            LocalDate day = LocalDate.parse(start.group(1), DateTimeFormatter.BASIC_ISO_DATE);
            String date = ", on " + day.format(DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK));
            if (start.group(2) == null) {
                return date;
            }
            var moment =
                    LocalDateTime.parse(start.group(1) + start.group(2), DateTimeFormatter.ofPattern("uuuuMMddHHmm"));
            Matcher zone = ZONE.matcher(field.group(2));
            return date + " at " + moment.format(DateTimeFormatter.ofPattern("HH:mm"))
                    + (!start.group(3).isEmpty() ? " UTC" : zone.find() ? " (" + zone.group(1) + ")" : "");
        } catch (DateTimeException absurd) {
            return "";
        }
    }

    private static String value(Matcher field) {
        return field == null ? "" : field.group(3).strip();
    }
}
