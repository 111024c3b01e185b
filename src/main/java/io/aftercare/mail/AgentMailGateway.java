package io.aftercare.mail;

import io.aftercare.conversation.ports.AgentReplies;
import io.aftercare.conversation.ports.AgentReply;
import io.aftercare.conversation.ports.SenderProof;
import io.aftercare.mail.InboundMailDisposition.AgentMailReport;
import io.aftercare.mail.reading.AbsenceNotice;
import io.aftercare.mail.reading.AutoReplyDetector;
import io.aftercare.mail.reading.AutomaticMark;
import io.aftercare.mail.reading.DmarcResult;
import io.aftercare.mail.reading.ParsedMail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What answers a mail to an agent, or reports about one, is the desk's business and never a customer's message. */
@Component
class AgentMailGateway {

    private final ObjectProvider<AgentReplies> desk;
    private final ConversationMatcher matcher;
    private final MailRoutingProperties settings;
    private final Intermediaries intermediaries;

    AgentMailGateway(ObjectProvider<AgentReplies> desk, ConversationMatcher matcher, MailRoutingProperties settings,
            Intermediaries intermediaries) {
        this.desk = desk;
        this.matcher = matcher;
        this.settings = settings;
        this.intermediaries = intermediaries;
    }

    /** The mail as the reply of an agent; empty when it is none of the desk's business. */
    Optional<AgentReply> reply(ParsedMail mail, DmarcResult dmarc) {
        AgentReplies replies = desk.getIfAvailable();
        if (replies == null) {
            return Optional.empty();
        }
        Optional<AutomaticMark> mark = AutoReplyDetector.mark(mail, intermediaries.group(mail))
                .filter(found -> found.kind() != AutomaticMark.Kind.LIST);
        boolean automatic = mark.filter(found -> found.kind() != AutomaticMark.Kind.MACHINE).isPresent();
        String doubt = mark.filter(found -> found.kind() == AutomaticMark.Kind.MACHINE)
                .map(found -> "it bears the mark of a machine (" + found.words() + ")")
                .or(() -> AbsenceNotice.suspected(mail)).orElse(null);
        var reply = new AgentReply(matcher.tokens(mail), cited(mail), mail.internetId(),
                mail.from() == null ? "" : mail.from().address(), proof(mail, dmarc),
                automatic, doubt, mail.text(), mail.ownText(), mail.attachments());
        return Optional.of(reply).filter(replies::concerns);
    }

    /** The report as one about a mail to an agent; empty when it is about none. */
    Optional<AgentMailReport> report(ParsedMail mail) {
        AgentReplies replies = desk.getIfAvailable();
        List<String> ids = cited(mail);
        ids.addAll(mail.report().quotedIds());
        return replies != null && ids.stream().anyMatch(replies::wrote)
                ? Optional.of(new AgentMailReport(ids, mail.report()))
                : Optional.empty();
    }

    /**
     * Whether this is a mail to an agent that has come back, as when the agent's mailbox passes everything on to us.
     */
    boolean cameBack(ParsedMail mail) {
        AgentReplies replies = desk.getIfAvailable();
        return replies != null && replies.wrote(mail.internetId());
    }

    /** Hands a reply to the desk; says what became of it, in a sentence. */
    String take(AgentReply reply) {
        return desk.getObject().take(reply);
    }

    /** Tells the desk what a mail server reports about a mail to an agent. */
    void take(AgentMailReport report) {
        desk.getObject().reported(report.internetIds(), report.report().failed(), report.report().status());
    }

    private static List<String> cited(ParsedMail mail) {
        var cited = new ArrayList<>(mail.inReplyTo());
        cited.addAll(mail.references());
        return cited;
    }

    /** Of a colleague more is asked than of a customer: the answer goes out in our name. */
    private SenderProof proof(ParsedMail mail, DmarcResult dmarc) {
        return mail.authorship().several() ? SenderProof.NOT_PROVED
                : settings.authservId().isEmpty() ? SenderProof.UNKNOWN
                        : dmarc == DmarcResult.PASS ? SenderProof.PROVED : SenderProof.NOT_PROVED;
    }
}
