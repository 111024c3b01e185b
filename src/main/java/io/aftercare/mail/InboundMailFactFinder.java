package io.aftercare.mail;

import io.aftercare.mail.reading.AuthenticationResults;
import io.aftercare.mail.reading.DmarcResult;
import io.aftercare.mail.reading.ParsedMail;
import io.aftercare.process.Staff;
import org.springframework.stereotype.Component;

/** Finds out what is known about a mail besides what stands in it. */
@Component
class InboundMailFactFinder {

    private final ConversationMatcher matcher;
    private final AgentMailGateway agentMail;
    private final InboundMailRepository mails;
    private final Staff staff;
    private final CopiedRecipients copied;
    private final MailRoutingProperties settings;

    InboundMailFactFinder(ConversationMatcher matcher, AgentMailGateway agentMail, InboundMailRepository mails,
            Staff staff,
            CopiedRecipients copied, MailRoutingProperties settings) {
        this.matcher = matcher;
        this.agentMail = agentMail;
        this.mails = mails;
        this.staff = staff;
        this.copied = copied;
        this.settings = settings;
    }

    InboundMailFacts about(ReadMail read) {
        ParsedMail mail = read.mail();
        DmarcResult dmarc = AuthenticationResults.dmarc(mail, settings.authservId());
        return new InboundMailFacts(dmarc,
                () -> matcher.ours(mail),
                () -> agentMail.cameBack(mail),
                () -> mails.quarantinedBecause(InboundMailClassifier.RETURNED),
                () -> agentMail.reply(mail, dmarc),
                () -> agentMail.report(mail),
                () -> matcher.reported(mail.report(), mail),
                () -> staff.withAddress(mail.from().address()),
                read.original(),
                () -> copied.of(mail),
                matcher::of);
    }
}
