package io.aftercare.mail;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a mail server or a mail program reports about a mail.
 *
 * @param kind      what is reported
 * @param status    such as {@code 5.1.1} or {@code 550}; null when not given
 * @param recipient the address it could not be delivered to; null when not given
 * @param quotedIds the Message-IDs found in the report, in the order in which they are to be believed
 */
public record DeliveryReport(Kind kind, String status, String recipient, List<String> quotedIds) {

    /** What a report is about. */
    public enum Kind {
        /** The mail did not arrive and will not. */
        FAILED,
        /** The server still tries, or passed the mail on. */
        DELAYED,
        /** A person opened or deleted the mail. */
        READ,
        /** A person called the mail spam. */
        COMPLAINT
    }

    /** Of each of the two texts; a report says what it has to say at the beginning. */
    private static final int LONGEST_TEXT = 32 * 1024;
    /** Between the name of a field and its value, which may stand on the next line. */
    private static final String BLANKS = "\\h{0,100}+(?:\\n[>\\h]{1,100}+)?";
    // Strangers write what these read: each repetition is possessive or bounded, so that none is tried again and again.
    private static final Pattern STATUS = Pattern.compile("(?im)^(?:Status|Diagnostic-Code|X-Status)\\h{0,100}+:"
            + "[^\\n]{0,1000}?(?<!\\w)([245]\\.\\d{1,3}\\.\\d{1,3})(?!\\w)");
    private static final Pattern ACTION = Pattern.compile("(?im)^Action\\h{0,100}+:" + BLANKS + "(\\w{1,40}+)");
    private static final Pattern RECIPIENT = Pattern.compile(
            "(?im)^(?:Final-Recipient|Original-Recipient|X-Failed-Recipients)\\h{0,100}+:" + BLANKS
                    + "(?:[\\w-]{1,40}+\\h{0,100}+;" + BLANKS + ")?<?([^\\s<>;,@]{1,320}+@[^\\s<>;,]{1,320}+)");
    private static final Pattern ORIGINAL_ID = Pattern.compile(
            "(?im)^[>\\h]{0,100}+(?:Original-)?Message-ID\\h{0,100}+:" + BLANKS + "(<[^<>\\n]{1,1000}+>)");
    /** Servers older than the standard write free text. */
    private static final Pattern OLD_SUBJECT = Pattern.compile(
            "(?i).*(?:undeliver(?:ed|able)|delivery (?:status|failure|has failed|notification)"
            + "|failure notice|returned mail|mail delivery (?:failed|system)|delivery failed|non remis|échec de (?:la )?remise"
            + "|unzustellbar|nicht zugestellt|undelivered mail).*");
    private static final Pattern OLD_STATUS = Pattern.compile("(?<!\\w)([45]\\.\\d{1,3}\\.\\d{1,3})(?!\\w)");
    private static final Pattern SMTP_CODE = Pattern.compile(
            "(?i)(?:SMTP error|said:|error:)[^\\n]{0,60}?(?<!\\w)([45]\\d\\d)(?!\\w)");

    /**
     * @param reportType   the report-type of multipart/report, lower-cased; null for a mail of another type
     * @param machinePart  the machine-readable part; empty when there is none
     * @param returnedPart headers and text of what was sent back, and the text of the report
     * @return null when the mail is no report
     */
    static DeliveryReport of(String reportType, String machinePart, String returnedPart, String subject, String sender) {
        String machine = bounded(machinePart, LONGEST_TEXT);
        String returned = bounded(returnedPart, LONGEST_TEXT);
        Kind kind;
        boolean server = sender != null && sender.toLowerCase(Locale.ROOT).matches("(?:mailer-daemon|postmaster)@.*");
        if (reportType != null && reportType.contains("disposition")) {
            kind = Kind.READ;
        } else if (reportType != null && reportType.contains("feedback")) {
            kind = Kind.COMPLAINT;
        } else if (reportType != null || server && OLD_SUBJECT.matcher(subject).matches()) {
            kind = failed(machine, returned) ? Kind.FAILED : Kind.DELAYED;
        } else {
            return null;
        }
        String status = status(machine, returned);
        var ids = new LinkedHashSet<String>();
        for (String text : List.of(machine, returned)) {
            Matcher id = ORIGINAL_ID.matcher(text);
            while (id.find() && ids.size() < 20) {
                ids.addAll(MessageIds.in(id.group(1)));
            }
        }
        return new DeliveryReport(kind, status, first(RECIPIENT, machine), List.copyOf(ids));
    }

    static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    private static boolean failed(String machine, String returned) {
        String action = first(ACTION, machine);
        if (action != null) {
            return action.equalsIgnoreCase("failed");
        }
        String status = status(machine, returned);
        return status == null || status.startsWith("5");
    }

    private static String status(String machine, String returned) {
        return Stream.of(first(STATUS, machine), first(OLD_STATUS, returned), first(SMTP_CODE, returned))
                .filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : null;
    }
}
