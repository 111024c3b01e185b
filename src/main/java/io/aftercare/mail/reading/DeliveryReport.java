package io.aftercare.mail.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mail server or a mail program reports about a mail. Of a report about several recipients, kind, status and
 * recipient are those of the one it is worst for.
 *
 * @param kind      what is reported
 * @param status    such as {@code 5.1.1} or {@code 550}; null when not given
 * @param recipient the address it could not be delivered to; null when not given
 * @param quotedIds the Message-IDs found in the report, in the order in which they are to be believed
 * @param others    what is reported of the other recipients; empty when there are none
 */
public record DeliveryReport(Kind kind, String status, String recipient, List<String> quotedIds, List<Outcome> others) {

    /** What a report is about. */
    public enum Kind {
        /** The mail did not arrive and will not. */
        FAILED,
        /** The server still tries. */
        DELAYED,
        /** The mail arrived, or was passed on. */
        DELIVERED,
        /** A person opened or deleted the mail. */
        READ,
        /** A person called the mail spam. */
        COMPLAINT
    }

    /**
     * What is reported of one recipient.
     *
     * @param status    null when not given
     * @param recipient null when not given
     */
    public record Outcome(Kind kind, String status, String recipient) {
    }

    /** Of each of the two texts; a report says what it has to say at the beginning. */
    private static final int LONGEST_TEXT = 32 * 1024;
    private static final int MOST_IDS = 20;
    /** Between the name of a field and its value, which may stand on the next line. */
    private static final String BLANKS = "\\h{0,100}+(?:\\n[>\\h]{1,100}+)?";
    // Strangers write what these read: each repetition is possessive or bounded, so that none is tried again and again.
    private static final Pattern ORIGINAL_ID = Pattern.compile("(?im)^[>\\h]{0,100}+(?:(?:X-)?Original-)?"
            + "Message-ID\\h{0,100}+:" + BLANKS + "(<[^<>\\n]{1,1000}+>)");

    /** A report about one recipient. */
    public DeliveryReport(Kind kind, String status, String recipient, List<String> quotedIds) {
        this(kind, status, recipient, quotedIds, List.of());
    }

    /** Whether the mail did not arrive and will not. */
    public boolean failed() {
        return kind == Kind.FAILED;
    }

    /** What is reported of each recipient, the worst first. */
    public List<Outcome> outcomes() {
        var outcomes = new ArrayList<>(List.of(new Outcome(kind, status, recipient)));
        outcomes.addAll(others);
        return outcomes;
    }

    /**
     * @param reportType   the report-type of multipart/report, lower-cased; null for a mail of another type
     * @param machinePart  the machine-readable part; empty when there is none
     * @param returnedPart headers and text of what was sent back; empty when it is no part of its own
     * @param text         the text of the report
     * @param from         the header From, decoded; null when there is none
     * @param unattended   whether the mail says of itself that nobody wrote it and nobody waits for an answer
     * @return null when the mail is no report
     */
    static DeliveryReport of(String reportType, String machinePart, String returnedPart, String text, String subject,
            String from, boolean unattended) {
        String written = bounded(text, LONGEST_TEXT).replace("\r\n", "\n");
        DeliveryReport notice = SesNotice.in(written);
        if (notice != null) {
            return notice;
        }
        var words = new BounceText(written, subject, from, unattended);
        String machine = bounded(machinePart, LONGEST_TEXT).replace("\r\n", "\n");
        var status = StatusFields.of(machine, words, reportType != null);
        boolean server = reportType == null
                && words.isReport(machine.startsWith("X-Failed-Recipients"), !returnedPart.isBlank(), status.written());
        List<Outcome> outcomes;
        // Some mail programs leave the report-type away; what they report stands in the machine-readable part all the
        // same. What is reported of spam comes in a part of its own, whatever that stands in.
        if (!status.written() && status.complaint(reportType)) {
            outcomes = List.of(new Outcome(status.unwanted() ? Kind.COMPLAINT : Kind.DELIVERED, null,
                    status.recipient()));
        } else if (reportType != null && (reportType.contains("disposition")
                || !status.written() && status.disposition())) {
            outcomes = List.of(new Outcome(Kind.READ, null, status.recipient()));
        } else if (reportType != null || server) {
            outcomes = status.outcomes();
        } else if (words.isComplaint()) {
            outcomes = List.of(new Outcome(Kind.COMPLAINT, null, null));
        } else {
            return null;
        }
        List<Outcome> sorted =
                outcomes.stream().sorted(Comparator.comparingInt(one -> one.kind().ordinal())).toList();
        Outcome worst = sorted.get(0);
        return new DeliveryReport(worst.kind(), worst.status(), worst.recipient(),
                ids(List.of(machine, bounded(returnedPart, LONGEST_TEXT), written)),
                sorted.subList(1, sorted.size()));
    }

    static List<String> ids(List<String> parts) {
        var ids = new LinkedHashSet<String>();
        for (String part : parts) {
            Matcher id = ORIGINAL_ID.matcher(part);
            while (id.find() && ids.size() < MOST_IDS) {
                ids.addAll(MessageIds.in(id.group(1)));
            }
        }
        return List.copyOf(ids);
    }

    static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
