package io.aftercare.mail.reading;

import io.aftercare.mail.reading.DeliveryReport.Kind;
import io.aftercare.mail.reading.DeliveryReport.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine-readable part of a report (RFC 3464, RFC 5965): fields about the mail, then a group of fields for each
 * recipient. What they leave open is read in the words of the report.
 */
final class StatusFields {

    private static final int MOST_GROUPS = 100;
    private static final Pattern FIELD_GOES_ON = Pattern.compile("\\n[>]?\\h{1,100}+(?=\\S)");
    private static final Pattern BETWEEN_GROUPS = Pattern.compile("\\n\\h{0,100}+\\n");
    private static final Pattern ACTION = Pattern.compile("(?im)^Action\\h{0,100}+:\\h{0,100}+([\\w-]{1,40}+)");
    private static final Pattern STATUS = Pattern.compile("(?im)^(?:X-)?Status\\h{0,100}+:([^\\n]{0,1000}+)");
    private static final Pattern DIAGNOSTIC =
            Pattern.compile(
                    "(?im)^(?:Diagnostic-Code|X-Display-Diagnostic|X-Notes-Diagnostic)\\h{0,100}+:([^\\n]{0,1000}+)");
    private static final Pattern ENHANCED = Pattern.compile("(?<![\\w.])([245]\\.[0-7]\\.\\d{1,3})(?![\\w])");
    private static final Pattern DISPOSITION = Pattern.compile("(?im)^Disposition\\h{0,100}+:");
    private static final Pattern FEEDBACK =
            Pattern.compile("(?im)^Feedback-Type\\h{0,100}+:\\h{0,100}+([\\w-]{1,40}+)");
    private static final Set<String> NOBODY_COMPLAINS = Set.of("auth-failure", "not-spam", "dmarc");
    private static final String ADDRESS =
            "\\h{0,100}+:\\h{0,100}+(?:[\\w-]{1,40}+\\h{0,100}+;\\h{0,100}+)?<?"
                    + "([^\\s<>;,@]{1,320}+@[^\\s<>;,]{1,320}+)";
    private static final Pattern ORIGINAL = Pattern.compile("(?im)^Original-(?:Recipient|Rcpt-To)" + ADDRESS);
    private static final Pattern FINAL =
            Pattern.compile("(?im)^(?:Final-Recipient|X-Failed-Recipients|X-Actual-Recipient)" + ADDRESS);

    private final String fields;
    private final BounceText words;
    private final boolean report;

    private StatusFields(String fields, BounceText words, boolean report) {
        this.fields = fields;
        this.words = words;
        this.report = report;
    }

    /** @param report whether the mail is of the type for reports, whatever it says */
    static StatusFields of(String machine, BounceText words, boolean report) {
        String fields = unfolded(machine);
        // Some servers give the part the type of a text.
        String inText = ACTION.matcher(fields).find() ? "" : words.fields();
        return new StatusFields(inText.isEmpty() ? fields : fields + "\n" + unfolded(inText), words, report);
    }

    private static String unfolded(String text) {
        return FIELD_GOES_ON.matcher(text).replaceAll(" ");
    }

    /** Whether there is anything about a recipient. */
    boolean written() {
        return ACTION.matcher(fields).find() || FINAL.matcher(fields).find() && STATUS.matcher(fields).find();
    }

    boolean complaint(String reportType) {
        return reportType != null && reportType.contains("feedback") || FEEDBACK.matcher(fields).find();
    }

    /** Whether what is reported is that somebody does not want the mail. */
    boolean unwanted() {
        Matcher type = FEEDBACK.matcher(fields);
        return !type.find() || !NOBODY_COMPLAINS.contains(type.group(1).toLowerCase(Locale.ROOT));
    }

    boolean disposition() {
        return DISPOSITION.matcher(fields).find();
    }

    /** The first recipient that is named; null when none is. */
    String recipient() {
        return recipient(fields);
    }

    /** What is reported of each recipient, in order; at least one. */
    List<Outcome> outcomes() {
        var outcomes = new ArrayList<Outcome>();
        for (String group : groups()) {
            if (ACTION.matcher(group).find() || group.startsWith("Final-Recipient") && STATUS.matcher(group).find()) {
                outcomes.add(outcome(group));
            }
        }
        return outcomes.isEmpty() ? List.of(outcome(fields)) : outcomes;
    }

    /** Groups of fields; one that names neither a recipient nor what became of him goes on with the one before. */
    private List<String> groups() {
        var groups = new ArrayList<String>();
        for (String group : BETWEEN_GROUPS.split(fields, MOST_GROUPS)) {
            int last = groups.size() - 1;
            if (last >= 0 && ACTION.matcher(groups.get(last)).find() && !ACTION.matcher(group).find()
                    && !FINAL.matcher(group).find()) {
                groups.set(last, groups.get(last) + "\n" + group);
            } else {
                groups.add(group);
            }
        }
        return groups;
    }

    private Outcome outcome(String group) {
        Kind kind = kind(group);
        String named = recipient(group);
        return new Outcome(kind, status(group, kind), named == null && !report ? words.recipient() : named);
    }

    private Kind kind(String group) {
        Matcher action = ACTION.matcher(group);
        if (action.find()) {
            switch (action.group(1).toLowerCase(Locale.ROOT)) {
                case "failed", "failure", "fail", "expired", "error", "bounced", "bounce", "rejected", "undeliverable",
                        "hardbounce" -> {
                    return Kind.FAILED;
                }
                case "delivered", "relayed", "expanded", "deliverable" -> {
                    return Kind.DELIVERED;
                }
                case "delayed", "delay", "deferred", "queued" -> {
                    return Kind.DELAYED;
                }
                default -> {
                    // Not of the standard: the status says it.
                }
            }
        }
        String status = code(group);
        return status == null ? words.kind()
                : status.startsWith("5") ? Kind.FAILED : status.startsWith("2") ? Kind.DELIVERED : Kind.DELAYED;
    }

    private String status(String group, Kind kind) {
        Matcher diagnostic = DIAGNOSTIC.matcher(group);
        String said = diagnostic.find() ? diagnostic.group(1) : "";
        String status = code(group);
        if (kind != Kind.FAILED) {
            return status == null ? words.status(kind) : status;
        }
        String refined = BounceReason.of(status, said);
        return refined == null ? words.status(kind) : BounceReason.of(refined, words.said());
    }

    /** The status of a group, by its field or by what the other server said; null when there is none. */
    private static String code(String group) {
        String generic = null;
        for (Pattern field : List.of(STATUS, DIAGNOSTIC)) {
            Matcher value = field.matcher(group);
            while (value.find()) {
                Matcher code = ENHANCED.matcher(value.group(1));
                if (code.find()) {
                    if (!code.group(1).endsWith(".0.0")) {
                        return code.group(1);
                    }
                    generic = generic == null ? code.group(1) : generic;
                }
            }
        }
        return generic;
    }

    private static String recipient(String fields) {
        Matcher original = ORIGINAL.matcher(fields);
        Matcher last = FINAL.matcher(fields);
        return original.find() ? original.group(1) : last.find() ? last.group(1) : null;
    }
}
