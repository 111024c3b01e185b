package io.aftercare.mail.reading;

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
        /** The server still tries. */
        DELAYED,
        /** The mail arrived, or was passed on. */
        DELIVERED,
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
    private static final Pattern DISPOSITION = Pattern.compile("(?im)^Disposition\\h{0,100}+:");
    private static final Pattern FEEDBACK = Pattern.compile("(?im)^Feedback-Type\\h{0,100}+:");
    private static final Pattern RECIPIENT = Pattern.compile(
            "(?im)^(?:Final-Recipient|Original-Recipient|X-Failed-Recipients)\\h{0,100}+:" + BLANKS
                    + "(?:[\\w-]{1,40}+\\h{0,100}+;" + BLANKS + ")?<?([^\\s<>;,@]{1,320}+@[^\\s<>;,]{1,320}+)");
    private static final Pattern ORIGINAL_ID = Pattern.compile(
            "(?im)^[>\\h]{0,100}+(?:Original-)?Message-ID\\h{0,100}+:" + BLANKS + "(<[^<>\\n]{1,1000}+>)");
    /** Whom a report in free text names: alone on its line, or before a colon. */
    private static final Pattern NAMED_RECIPIENT = Pattern.compile(
            "(?m)^[>\\h*]{0,20}+<?([^\\s<>;:,@\"]{1,64}+@[^\\s<>;:,\"]{1,255}+)>?\\h{0,10}+(?::|\\(|$)");
    private static final Pattern SERVER = Pattern.compile(
            "(?:mailer-?daemon|postmaster|mail-?daemon|mdaemon|mail-?router"
                    + "|microsoftexchange[0-9a-f]*+|mail-?delivery[\\w-]*+"
                    + "|bounces?)(?:[+=-][^@]{0,200})?@.*");
    /** Servers older than the standard write free text, and say at its beginning or in the subject what it is. */
    private static final Pattern OLD_SUBJECT = Pattern.compile(
            "(?iu).*(?:undeliver(?:ed|able)|delivery (?:status|failure|has failed|notification|report)|message status"
                    + "|failure notice|returned mail|mail delivery (?:failed|system)|delivery failed|mail system "
                    + "error|message delayed"
                    + "|could not send message|warning: |nondeliverable|address not found|non remis|non "
                    + "délivré|échec de (?:la )?remise"
                    + "|notification d['’]échec|retour à l['’]expéditeur"
                    + "|unzustellbar|nicht zugestellt|zustellung fehlgeschlagen|übermittlungsfehler|fehler bei der "
                    + "(?:nachrichten)?zustellung"
                    + "|undelivered mail).*");
    private static final Pattern OLD_TEXT = Pattern.compile(
            "(?iu)this is the qmail-send program|created automatically by mail delivery software"
                    + "|this is the (?:mail system|postfix program|exim) at|had permanent fatal errors|the original "
                    + "message was received at"
                    + "|did not reach (?:some or all|the following)|wasn['’]t delivered to|couldn['’]t be delivered"
                    + "|could not be delivered to|unable to deliver (?:your|the) message|not listed in (?:the "
                    + ")?domino directory"
                    + "|n['’]est pas parvenu|n['’]a pas pu être remis|n['’]a pas été remis"
                    + "|hat (?:einige oder alle|die folgenden) empfänger nicht erreicht|konnte nicht (?:an die "
                    + "folgenden|zugestellt)");
    private static final Pattern OLD_STATUS = Pattern.compile("(?<!\\w)([45]\\.\\d{1,3}\\.\\d{1,3})(?![\\w.])");
    private static final Pattern SMTP_CODE = Pattern.compile(
            "(?i)(?:SMTP error|said:|error:|failed:|refused:|response:|\\bcode|remote "
                    + "host|smtp;|<<<)[^\\n]{0,100}?(?<![\\w.])([45]\\d\\d)(?![\\w.])");
    private static final Pattern NO_SUCH_MAILBOX = Pattern.compile(
            "(?iu)address not found|user (?:is )?unknown|unknown (?:user|recipient)|no such "
                    + "(?:user|mailbox|person|recipient)"
                    + "|(?:user|mailbox|recipient) (?:not found|does(?: not|n['’]t) exist)|no mailbox here by that name"
                    + "|does(?: not|n['’]t) have an? [\\w.]{1,40} account|not listed in (?:the )?domino "
                    + "directory|account has been disabled"
                    + "|adresse (?:introuvable|inconnue)|n['’]existe pas|utilisateur inconnu"
                    + "|(?:adresse|empfänger|postfach|benutzer) (?:wurde )?(?:nicht gefunden|unbekannt|existiert "
                    + "nicht)");
    private static final Pattern MAILBOX_FULL = Pattern.compile(
            "(?iu)(?:mailbox|quota|storage)[^\\n]{0,40}(?:full|exceed)|over (?:its |the )?quota|boîte (?:aux lettres "
                    + ")?(?:est )?pleine|postfach (?:ist )?voll");
    /** Where a report in free text begins to repeat the mail it is about. */
    private static final Pattern COPY = Pattern.compile(
            "(?imu)^[>\\h]{0,20}+(?:received|return-path|message-id|dkim-signature|mime-version|x-mailer)\\h{0,10}+:"
                    + "|original message (?:follows|headers)|(?<!-)-{3,100}+\\h{0,20}+original message|below this "
                    + "line is a copy"
                    + "|this is a copy of (?:the|your)|unsent message|returned message|message headers? follow"
                    + "|en-têtes? (?:du )?(?:message )?d['’]origine|ursprüngliche "
                    + "(?:nachricht|kopfzeilen)|original-?nachrichtenkopf");
    /** The server says that it goes on trying. */
    private static final Pattern STILL_TRIES = Pattern.compile(
            "(?iu)\\bdelay(?:ed)?\\b|will be (?:retried|re-?tried)|(?:keep|continue)(?:s|d)? (?:on )?(?:to "
                    + ")?try(?:ing)?|still (?:being )?(?:trying|retried)"
                    + "|do not need to (?:do anything|resend)|not need to re-?send|no action is required|could not "
                    + "send message for past"
                    + "|retardé|sera renouvelée|verzögert|weitere zustellversuche");
    private static final Pattern GAVE_UP = Pattern.compile(
            "(?iu)(?:giving|gave|given) up|not going to try again|retry time(?:out)? exceeded|too long|permanent "
                    + "(?:fatal )?error"
                    + "|no further attempts|will not be (?:re)?tried");

    /** Whether the mail did not arrive and will not. */
    public boolean failed() {
        return kind == Kind.FAILED;
    }

    /**
     * @param reportType   the report-type of multipart/report, lower-cased; null for a mail of another type
     * @param machinePart  the machine-readable part; empty when there is none
     * @param returnedPart headers and text of what was sent back; empty when it is no part of its own
     * @param text         the text of the report
     * @return null when the mail is no report
     */
    static DeliveryReport of(String reportType, String machinePart, String returnedPart, String text, String subject,
            String sender) {
        String machine = bounded(machinePart, LONGEST_TEXT);
        String written = bounded(text, LONGEST_TEXT);
        // What the server says itself: our own message may speak of version 5.1.1 and of a mailbox that is full.
        Matcher copy = COPY.matcher(written);
        String words = copy.find() ? written.substring(0, copy.start()) : written;
        Kind kind;
        // Some mail programs leave the report-type away; what they report stands in the machine-readable part all the
        // same.
        boolean undelivered = ACTION.matcher(machine).find();
        if (reportType != null
                && (reportType.contains("disposition") || !undelivered && DISPOSITION.matcher(machine).find())) {
            kind = Kind.READ;
        } else if (reportType != null
                && (reportType.contains("feedback") || !undelivered && FEEDBACK.matcher(machine).find())) {
            kind = Kind.COMPLAINT;
        } else if (reportType != null || freeText(machine, words, subject, sender)) {
            kind = kind(machine, words, subject);
        } else {
            return null;
        }
        var ids = new LinkedHashSet<String>();
        for (String part : List.of(machine, bounded(returnedPart, LONGEST_TEXT), written)) {
            Matcher id = ORIGINAL_ID.matcher(part);
            while (id.find() && ids.size() < 20) {
                ids.addAll(MessageIds.in(id.group(1)));
            }
        }
        String recipient = first(RECIPIENT, machine);
        return new DeliveryReport(kind, status(machine, words, kind),
                recipient == null && reportType == null ? first(NAMED_RECIPIENT, words) : recipient, List.copyOf(ids));
    }

    /** A server wrote it, and says in the subject or at the beginning of the text that it is a report. */
    private static boolean freeText(String machine, String words, String subject, String sender) {
        boolean server = machine.startsWith("X-Failed-Recipients")
                || sender != null && SERVER.matcher(sender.toLowerCase(Locale.ROOT)).matches();
        return server && (OLD_SUBJECT.matcher(subject).matches() || OLD_TEXT.matcher(words).find());
    }

    static String bounded(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    private static Kind kind(String machine, String words, String subject) {
        String action = first(ACTION, machine);
        if (action != null) {
            return switch (action.toLowerCase(Locale.ROOT)) {
                case "failed" -> Kind.FAILED;
                case "delivered", "relayed", "expanded" -> Kind.DELIVERED;
                default -> Kind.DELAYED;
            };
        }
        String status = first(STATUS, machine);
        if (status != null) {
            return status.startsWith("5") ? Kind.FAILED : status.startsWith("2") ? Kind.DELIVERED : Kind.DELAYED;
        }
        return STILL_TRIES.matcher(subject + "\n" + words).find() && !GAVE_UP.matcher(words).find()
                ? Kind.DELAYED
                : Kind.FAILED;
    }

    private static String status(String machine, String words, Kind kind) {
        return Stream.of(first(STATUS, machine), first(OLD_STATUS, words), first(SMTP_CODE, words),
                kind != Kind.FAILED ? null
                        : NO_SUCH_MAILBOX.matcher(words).find() ? "5.1.1"
                                : MAILBOX_FULL.matcher(words).find() ? "5.2.2" : null)
                .filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : null;
    }
}
