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
    private final IntermediaryProperties intermediaries;

    InboundMailFactFinder(ConversationMatcher matcher, AgentMailGateway agentMail, InboundMailRepository mails,
            Staff staff,
            CopiedRecipients copied, MailRoutingProperties settings, IntermediaryProperties intermediaries) {
        this.matcher = matcher;
        this.agentMail = agentMail;
        this.mails = mails;
        this.staff = staff;
        this.copied = copied;
        this.settings = settings;
        this.intermediaries = intermediaries;
    }

    /**
     * A mail as its author's: what a form or a group of ours sends is what the person wrote for whom it speaks, and so
     * is what a machine sends if a person of ours has found so.
     */
    ReadMail authored(InboundMail incoming, ReadMail read) {
        ParsedMail mail = read.mail();
        if (!intermediaries.speaks(mail) && !(incoming.forced() && intermediaries.seemsToSpeak(mail))) {
            return read;
        }
        return intermediaries.person(mail)
                .map(person -> new ReadMail(mail.spokenFor(person, "This came from " + mail.from().address()
                        + ", which names " + person.address()
                        + " as who wrote it. Nothing proves that it was so: whoever fills in a form can name anybody."),
                        read.original()))
                .orElse(read);
    }

    /** @param sent the mail as it was sent, before it was made its author's */
    InboundMailFacts about(ReadMail read, ReadMail sent) {
        ParsedMail mail = read.mail();
        DmarcResult found = AuthenticationResults.dmarc(sent.mail(), settings.authservId());
        // That the mail of a form is genuine proves nothing of whom it names.
        DmarcResult dmarc = read == sent || found != DmarcResult.PASS ? found : DmarcResult.UNKNOWN;
        return new InboundMailFacts(dmarc,
                () -> matcher.ours(mail),
                () -> agentMail.cameBack(mail),
                () -> mails.quarantinedBecause(InboundMailClassifier.RETURNED),
                () -> agentMail.reply(mail, dmarc),
                () -> agentMail.report(mail),
                () -> matcher.reported(mail.report(), mail),
                () -> staff.withAddress(mail.from().address()),
                read.original(),
                () -> matcher.side(mail),
                () -> copied.of(mail),
                matcher::of);
    }
}
