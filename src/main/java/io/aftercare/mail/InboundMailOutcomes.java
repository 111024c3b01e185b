package io.aftercare.mail;

import io.aftercare.conversation.ParsingNote;
import io.aftercare.conversation.ParsingNotes;
import io.aftercare.mail.reading.MailReader;
import io.aftercare.mail.reading.MailText;
import io.aftercare.mail.reading.ParsedMail;
import io.aftercare.process.MailTasks;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The three ends that the handling of a mail may come to; each takes part in the caller's transaction. */
@Component
class InboundMailOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(InboundMailOutcomes.class);

    private final InboundMailRepository mails;
    private final ParsingNotes readings;
    private final MailTasks mailTasks;
    private final MeterRegistry meters;

    InboundMailOutcomes(InboundMailRepository mails, ParsingNotes readings, MailTasks mailTasks, MeterRegistry meters) {
        this.mails = mails;
        this.readings = readings;
        this.mailTasks = mailTasks;
        this.meters = meters;
    }

    /** It stands in a conversation. */
    void handled(InboundMail incoming, ParsedMail mail, long messageId) {
        readings.keep(messageId, new ParsingNote(mail.dateDoubtful(incoming.receivedAt()) ? mail.dateWritten() : null,
                mail.remoteImages()));
        mails.handled(incoming.id(), messageId);
        count("handled");
    }

    /** It is kept outside of all conversations; agents see it in the list of such mails and can take it in. */
    void ignored(InboundMail incoming, ParsedMail mail, String reason) {
        mails.describe(incoming.id(), mail.subject());
        mails.ignored(incoming.id(), reason);
        LOG.info("Mail {} is ignored: {}", incoming.id(), reason);
        count("closed");
    }

    /** A person has the task of looking at it. */
    void quarantined(InboundMail incoming, ParsedMail mail, String reason) {
        mails.describe(incoming.id(), mail.subject());
        mails.quarantined(incoming.id(), reason);
        mailTasks.handleByHand(incoming.id(), MailText.clean(reason), mail.subject(), mail.header("from"));
        LOG.info("Mail {} is quarantined: {}", incoming.id(), reason);
        count("parked");
    }

    /**
     * A person has the task of looking at a mail that could not be read, or must not be once more: only its headers
     * are.
     */
    void quarantined(InboundMail incoming, String reason) {
        quarantined(incoming, MailReader.placeholder(incoming.raw(), reason), reason);
    }

    private void count(String result) {
        meters.counter("aftercare.mail.intake", "result", result).increment();
    }
}
