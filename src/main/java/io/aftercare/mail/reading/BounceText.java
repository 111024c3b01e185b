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

    /** The sender of a report, by address or by the name that is shown; some write no address at all. */
    private static final Pattern SERVER =
            Pattern.compile("(?iu)(?:.{0,200}[\"<\\s(/]|)(?:mailer[-_ ]?daemon|mail[-_ ]?daemon"
                    + "|post[-_ ]?master|mdaemon|mail[-_ ]?router|microsoft ?exchange[0-9a-f]*|mail[-_ ]?deliver(?:y|er)?[\\w -]{0,30}"
                    + "|bounces?|double-bounce|delivery[-_ ]?(?:sub)?system|internet mail delivery|mail (?:sub)?system"
                    + "|system[-_ ]administrator|mail[-_ ]administrator|courier mail server.{0,100}|interscan.{0,60}|imss"
                    + "|mailer|mail[-_ ]?server|message[-_ ]?transfer[\\w -]{0,20}|smtp[-_ ]?gateway|mail[-_ ]?gateway"
                    + "|sysadmin|ezweb|mail[-_ ]?system|mta|uucp)(?:[+=@\">\\s)].{0,300}|$)");
    private static final Pattern DOMAIN = Pattern.compile("@[\\w.\\[-]");
    private static final Pattern SUBJECT = Pattern.compile("(?iu).{0,200}?(?:undeliver(?:ed|able|y)|un-?deliver"
            + "|(?:non|not)[- ]?(?:be )?deliver|delivery (?:status|failure|has failed|notification|report|problem|error|"
            + "failed|of your)|message status|failure notice|failure deliver|failed deliver|deliver(?:y)? fail|failed to deliver"
            + "|returned (?:to sender|mail|message|e-?mail|undelivered)|mail (?:delivery|system) (?:failed|failure|system|error|"
            + "status|notification)|mail fail|mail could not|message delayed|delayed mail|could not (?:be )?(?:send|sent|"
            + "deliver)|couldn['’]t (?:be )?(?:send|sent|deliver)|warning: |nondeliverable|address not found|error sending"
            + "|sending (?:error|failed|failure)|mail error|rejected|rejection|permanent (?:delivery )?(?:error|failure)|bounced?"
            + "|blocked by|notice: mail|problem delivering|message (?:failed|frozen|not|error)|can(?:not|['’]t) (?:be )?(?:send|"
            + "deliver)|unable to deliver|user unknown|unknown user|not member|mail returned|email returned|delivery-failure"
            + "|non remis|non délivré|non distribu|échec (?:de (?:la )?(?:remise|distribution|livraison)|d['’]envoi)"
            + "|notification d['’]échec|retour à l['’]expéditeur|non[_ ]remis|message non"
            + "|unzustellbar|nicht zugestellt|zustellung fehlgeschlagen|zustell(?:ung|fehler)|übermittlungsfehler"
            + "|fehler bei der (?:nachrichten)?zustellung|nicht zustellbar|onbestelbaar|niet bezorgd|non recapitabile"
            + "|mancat[oa] (?:consegna|recapito)|mensaje no entregado|no se puede entregar|no entregad|error de entrega"
            + "|não (?:foi )?entreg|falha (?:na|de) entrega|kan inte levereras|ikke leveret|kunne ikke leveres|ikke levert"
            + "|nie(?:dostarcz|można dostarczyć)|недоставлен|не доставлено|не удалось доставить|退信|无法投递|投递失败"
            + "|退回|配信(?:エラー|不能|でき|失敗)|メール(?:配信|を配信)|メッセージを配信|送信(?:エラー|できません|失敗)|반송).*");
    private static final Pattern DELAY_IN_SUBJECT = Pattern.compile("(?iu).{0,200}?(?:\\bdelay|warning|retard|verzöger"
            + "|still being|temporary).*");
    private static final Pattern FAILURE_IN_SUBJECT =
            Pattern.compile("(?iu).{0,200}?(?:fail|undeliver|returned|non remis"
                    + "|unzustellbar|rejected|not found).*");
    private static final Pattern TEXT =
            Pattern.compile("(?iu)this is the (?:qmail-send program|mail system|postfix|exim|mail"
                    + "(?:er)?[- ]daemon|mta|deliver program|dragonfly|mail delivery|mailer-daemon)|hi\\. this is the"
                    + "|(?:created|generated) automatically by (?:the )?(?:mail|e-?mail)|automatically(?: |-)generated (?:message|delivery"
                    + "|notification|e-?mail)|had (?:permanent fatal errors|delivery (?:problems|errors)|transient)"
                    + "|the original message was received (?:at|on)|was received (?:at|on) .{0,80}\\n?.{0,80}from"
                    + "|did not (?:reach|receive) (?:some or all|the following|this|your)|wasn['’]t (?:delivered|able to be)"
                    + "|was(?: not|n['’]t) (?:able to be |successfully )?deliver|not delivered to|(?:could|can)(?: ?not|n['’]t) (?:be )?"
                    + "(?:deliver|sent|forwarded)|could not deliver|unable to (?:deliver|send|relay|forward|transmit)|undeliverable"
                    + "|undelivered|not deliverable|failed (?:to deliver|permanently|for the following)|delivery (?:to the following|failed"
                    + "|has failed|attempts? failed|status notification|error|of (?:this|your|the) (?:message|mail))"
                    + "|delivery failure|not listed in (?:the )?(?:domino|public name)|trouble delivering|error (?:has )?occurred while"
                    + "|error delivering|error while (?:delivering|sending)|non-delivered|transcript of session|(?:was|been|be) "
                    + "(?:returned|rejected|bounced|blocked|refused)|following (?:recipient|address|destination|users?|errors?)"
                    + "|error message below|bounced (?:by|message)|permanent (?:error|failure|fatal)|reason (?:for|of) (?:the )?"
                    + "(?:problem|failure|non)|recipients? (?:of|were|was|address|could)|did not accept|no valid recipients"
                    + "|unknown (?:user|recipient|host|address)|user unknown|(?:mailbox|account)[^\\n]{0,40}(?:full|exceed|disabled|quota)"
                    + "|account is|couldn['’]t find|smtp (?:error|module|server)|remote host said|server message|address not found"
                    + "|may not exist|is not a member|group you tried|not (?:be )?found at"
                    + "|n['’](?:est pas parvenu|a pas pu être|a pas été|ont pas)|impossible de (?:remettre|distribuer|livrer)"
                    + "|échec de (?:la )?(?:remise|distribution)|hat (?:einige oder alle|die folgenden) empfänger nicht erreicht"
                    + "|konnte nicht (?:an die folgenden|zugestellt|ausgeliefert)|nicht (?:zugestellt|zustellbar|erreicht)"
                    + "|no (?:se ha podido|se pudo|ha sido) (?:entreg|posible)|non (?:è stato|è stata|può|ha raggiunto)|não (?:foi|pôde|pode)"
                    + " (?:ser )?entreg|kon niet worden (?:bezorgd|afgeleverd)|kunde inte|kunne ikke|nie (?:mogła|został|można)"
                    + "|не (?:доставлен|может быть доставлен|удалось)|无法|退回|退信|未能|配信|届け|送信|エラー");
    private static final Pattern COMPLAINT = Pattern.compile("(?iu)(?:complaint about message from .*"
            + "|email feedback report for (?:ip )?.*|\\[?abuse report.*)");
    private static final Pattern COMPLAINANT =
            Pattern.compile("(?iu).*(?:staff@hotmail\\.|scomp@|feedbackloop@|fbl@|arf@|abuse-report|complaints@).*");
    /** Where a report in free text begins to repeat the mail it is about. */
    private static final Pattern COPY = Pattern.compile(
            "(?imu)^[>\\h]{0,20}+(?:received|return-path|message-id|dkim-signature|mime-version|x-mailer)\\h{0,10}+:"
                    + "|original message (?:follows|headers)|(?<!-)-{3,100}+\\h{0,20}+(?:original|returned|unsent|undelivered|"
                    + "forwarded) message|(?:header|copy|body|text) of (?:the|your) original|below this line is a copy"
                    + "|this is a copy of (?:the|your)|below is a copy|unsent message|returned message|message headers? follow"
                    + "|en-têtes? (?:du )?(?:message )?d['’]origine|ursprüngliche "
                    + "(?:nachricht|kopfzeilen)|original-?nachrichtenkopf|元のメッセージ|原邮件");
    /** The server says that it goes on trying. */
    private static final Pattern STILL_TRIES = Pattern.compile(
            "(?iu)\\bdelay(?:ed)?\\b|will be (?:retried|re-?tried)|(?:keep|continue)(?:s|d)? (?:on )?(?:to "
                    + ")?try(?:ing)?|will (?:try|retry)|still (?:being )?(?:trying|retried|in the queue)"
                    + "|do not need to (?:do anything|resend)|not need to re-?send|no action is required|could not "
                    + "send message for past|warning message only|warning only|not yet been delivered|be attempted again"
                    + "|retardé|sera renouvelée|verzögert|weitere zustellversuche");
    private static final Pattern GAVE_UP = Pattern.compile(
            "(?iu)(?:giving|gave|given) up|(?:not|n['’]t) (?:going to|be|continue|keep)[^\\n]{0,12} (?:try|tried|retr|attempt)"
                    + "|retry time(?:out)? exceeded|too long|permanent(?:ly)?\\b|no (?:further|more) (?:delivery )?attempts"
                    + "|will not be (?:re)?tried|has been (?:returned|deleted|removed|discarded)|expired|undeliverable"
                    + "|delivery failed|returning (?:the )?(?:message|mail)|fatal");
    private static final Pattern FINAL_CODE =
            Pattern.compile("(?<![\\w.])(?:5\\.[0-7]\\.\\d{1,3}|5[0-5]\\d[ -](?=\\S))(?![\\w]|\\.\\d)");
    /** Whom a report in free text names: alone on its line, before a colon or a remark, or behind a mark of its own. */
    private static final List<Pattern> RECIPIENTS = List.of(
            Pattern.compile(
                    "(?m)^[>\\h*]{0,20}+<?([^\\s<>;:,@\"]{1,64}+@[^\\s<>;:,\"]{1,255}+)>?\\h{0,10}+(?::|\\(|$)"),
            Pattern.compile(
                    "(?i)(?:recipient|rcpt to|delivered to|deliver to|message to|mail to|user|address|for)[^\\n@]{0,30}?"
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
        this.subject = subject;
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
        boolean said = TEXT.matcher(words).find();
        boolean titled = SUBJECT.matcher(subject).matches();
        if (named || SERVER.matcher(from).matches() || !from.isBlank() && !DOMAIN.matcher(from).find()) {
            return said || titled || fields || returned && FINAL_CODE.matcher(words).find();
        }
        return unattended && (fields || said && titled && (returned || words.length() < written.length()
                || FINAL_CODE.matcher(words).find() || recipient() != null));
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
        if (DELAY_IN_SUBJECT.matcher(subject).matches()) {
            return GAVE_UP.matcher(words).find() && FINAL_CODE.matcher(words).find() ? Kind.FAILED : Kind.DELAYED;
        }
        return !FAILURE_IN_SUBJECT.matcher(subject).matches() && STILL_TRIES.matcher(words).find()
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
