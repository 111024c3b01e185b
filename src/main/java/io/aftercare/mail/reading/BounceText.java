package io.aftercare.mail.reading;

import io.aftercare.mail.reading.DeliveryReport.Kind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mail server writes in free words. Servers older than the standard, and many that are not, say in the subject
 * or at the beginning of the text that a mail did not arrive, each in its own words.
 */
final class BounceText {

    private static final int LONGEST_SUBJECT = 300;
    private static final Phrases PHRASES = Phrases.in("bounce-phrases.txt");
    /** The sender of a report, by address or by the name that is shown; some write no address at all. */
    private static final Pattern SERVER =
            Pattern.compile("(?iu)(?:.{0,200}[\"<\\s(/]|)(?:mailer[-_ ]?daemon|mail[-_ ]?daemon"
                    + "|post[-_ ]?master|mdaemon|mail[-_ ]?router|microsoft ?exchange[0-9a-f]*"
                    + "|mail[-_ ]?deliver(?:y|er)?[\\w -]{0,30}"
                    + "|bounces?|double-bounce|delivery[-_ ]?(?:sub)?system|internet mail delivery|mail (?:sub)?system"
                    + "|system[-_ ]administrator|mail[-_ ]administrator|courier mail server.{0,100}|interscan.{0,60}"
                    + "|imss"
                    + "|mailer|mail[-_ ]?server|message[-_ ]?transfer[\\w -]{0,20}|smtp[-_ ]?gateway|mail[-_ ]?gateway"
                    + "|sysadmin|ezweb|mail[-_ ]?system|mta|uucp)(?:[+=@\">\\s)].{0,300}|$)");
    private static final Pattern DAEMON = Pattern.compile("(?i)mailer[-_ ]?daemon|mail delivery (?:sub)?system");
    /** Of them those that nobody signs with. */
    private static final Pattern NEVER_A_PERSON = Pattern.compile("(?i)daemon|post[-_ ]?master|bounces?\\b|deliver"
            + "|microsoft ?exchange|courier mail|interscan|imss|ezweb|transfer");
    private static final Pattern NO_REPLY = Pattern.compile("(?i)(?:no|not?)[._-]?reply");
    private static final Pattern DOMAIN = Pattern.compile("@[\\w.\\[-]");
    private static final Pattern SUBJECT = PHRASES.section("subject");
    private static final Pattern DELAY_IN_SUBJECT = Pattern.compile("(?iu).{0,200}?(?:\\bdelay|warning|retard|verzöger"
            + "|still being|temporary).*");
    private static final Pattern FAILURE_IN_SUBJECT =
            Pattern.compile("(?iu).{0,200}?(?:fail|undeliver|returned|non remis"
                    + "|unzustellbar|rejected|not found).*");
    private static final Pattern TEXT = PHRASES.section("text");
    private static final Pattern COMPLAINT = Pattern.compile("(?iu)(?:complaint about message from .*"
            + "|email feedback report for (?:ip )?.*|\\[?abuse report.*)");
    private static final Pattern COMPLAINANT =
            Pattern.compile("(?iu).*(?:staff@hotmail\\.|scomp@|feedbackloop@|fbl@|arf@|abuse-report|complaints@).*");
    /** Where a report in free text begins to repeat the mail it is about. */
    private static final Pattern COPY = PHRASES.section("copy");
    /** The server says that it goes on trying. */
    private static final Pattern STILL_TRIES = PHRASES.section("still tries");
    private static final Pattern GAVE_UP = PHRASES.section("gave up");
    private static final Pattern FINAL_CODE =
            Pattern.compile("(?<![\\w.])(?:5\\.[0-7]\\.\\d{1,3}|5[0-5]\\d[ -](?=\\S))(?![\\w]|\\.\\d)");
    /** Whom a report in free text names: alone on its line, before a colon or a remark, or behind a mark of its own. */
    private static final List<Pattern> RECIPIENTS = List.of(
            Pattern.compile(
                    "(?m)^[>\\h*]{0,20}+<?([^\\s<>;:,@\"]{1,64}+@[^\\s<>;:,\"]{1,255}+)>?\\h{0,10}+(?::|\\(|$)"),
            Pattern.compile(
                    "(?i)(?:recipient|rcpt to|delivered to|deliver to|message to|mail to|user|address|for)"
                            + "[^\\n@]{0,30}?"
                            + "[<:\\h]([^\\s<>;:,@\"'()]{1,64}@[^\\s<>;:,\"'()]{1,255})"),
            Pattern.compile("[<\"'\\h(]([^\\s<>;:,@\"'()]{1,64}@[^\\s<>;:,\"'()]{1,255})"));
    /** The part for machines, where it stands in the text. */
    private static final Pattern FIELDS = Pattern.compile("(?im)^(?:Reporting-MTA|Final-Recipient)\\h{0,100}+:");

    private final String written;
    private final String words;
    private final String subject;
    private final String from;
    private final boolean unattended;
    private String status;

    /** See {@link DeliveryReport#of}; the text with simple ends of lines. */
    BounceText(String written, String subject, String from, boolean unattended) {
        // What the server says itself: our own message may speak of version 5.1.1 and of a mailbox that is full.
        Matcher copy = COPY.matcher(written);
        this.written = written;
        this.words = copy.find() ? written.substring(0, copy.start()) : written;
        this.subject = DeliveryReport.bounded(subject, LONGEST_SUBJECT);
        this.from = from == null ? "" : DeliveryReport.bounded(from, 1000);
        this.unattended = unattended;
    }

    /** What the server says itself, without the mail that it repeats. */
    String said() {
        return words;
    }

    /**
     * Whether a server wrote it, and says in the subject or in the text that it is a report.
     *
     * @param named    whether a header of the mail names the recipient it did not reach
     * @param returned whether another mail is sent back with it
     * @param fields   whether a part for machines says what became of a recipient
     */
    boolean isReport(boolean named, boolean returned, boolean fields) {
        // The text is read last: most mails are no reports, and a sender tells it sooner.
        if (named || DAEMON.matcher(from).find() || !from.isBlank() && !DOMAIN.matcher(from).find()) {
            return fields || titled() || returned && FINAL_CODE.matcher(words).find() || saysSo();
        }
        if (SERVER.matcher(from).matches()) {
            return fromServer(returned, fields);
        }
        if (unattended && (fields || (returned || titled() && tells()) && saysSo())) {
            return true;
        }
        return returned && NO_REPLY.matcher(from).find() && saysSo();
    }

    /** People answer at such addresses, too, or are called so; they send nothing back, but may answer a letter. */
    private boolean fromServer(boolean returned, boolean fields) {
        boolean copy = returned || words.length() < written.length();
        if (fields || unattended || copy) {
            return fields || titled() || (copy || namesCodeOrRecipient()) && saysSo();
        }
        if (MailReader.answers(subject)) {
            return false;
        }
        return NEVER_A_PERSON.matcher(from).find() ? titled() || namesCodeOrRecipient() && saysSo()
                : recipient() != null && saysSo();
    }

    private boolean saysSo() {
        return TEXT.matcher(words).find();
    }

    private boolean titled() {
        return SUBJECT.matcher(subject).find();
    }

    /** A report tells about a mail or a mailbox; a person who looks after a mail server may only ask something. */
    private boolean tells() {
        return words.length() < written.length() || namesCodeOrRecipient();
    }

    private boolean namesCodeOrRecipient() {
        return BounceReason.named(words) != null || recipient() != null;
    }

    /** Whether it passes on, in free words, that somebody called a mail spam. */
    boolean isComplaint() {
        return COMPLAINT.matcher(subject).matches() && COMPLAINANT.matcher(from).matches();
    }

    /** The fields for machines that stand in the text; empty when there are none. */
    String fields() {
        Matcher begin = FIELDS.matcher(written);
        return begin.find() ? written.substring(begin.start()) : "";
    }

    Kind kind() {
        if (DELAY_IN_SUBJECT.matcher(subject).find()) {
            return GAVE_UP.matcher(words).find() && FINAL_CODE.matcher(words).find() ? Kind.FAILED : Kind.DELAYED;
        }
        return !FAILURE_IN_SUBJECT.matcher(subject).find() && STILL_TRIES.matcher(words).find()
                && !GAVE_UP.matcher(words).find() && !FINAL_CODE.matcher(words).find() ? Kind.DELAYED : Kind.FAILED;
    }

    /** Why, as the text says it; null when it does not. Of a mail that is only delayed it is what the server names. */
    String status(Kind kind) {
        if (kind != Kind.FAILED) {
            return BounceReason.named(words);
        }
        if (status == null) {
            status = BounceReason.of(null, words);
            status = status == null ? BounceReason.of(null, subject) : status;
        }
        return status;
    }

    /** Whom it names; null when nobody. */
    String recipient() {
        for (Pattern pattern : RECIPIENTS) {
            Matcher named = pattern.matcher(words);
            if (named.find()) {
                return named.group(1);
            }
        }
        return null;
    }
}
