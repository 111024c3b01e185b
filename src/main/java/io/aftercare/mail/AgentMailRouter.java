package io.aftercare.mail;

import io.aftercare.conversation.AgentReplies;
import io.aftercare.conversation.AgentReply;
import io.aftercare.conversation.SenderProof;
import io.aftercare.mail.reading.DeliveryReport;
import io.aftercare.mail.reading.DmarcResult;
import io.aftercare.mail.reading.AutoReplyDetector;
import io.aftercare.mail.reading.ParsedMail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What answers a mail to an agent, or reports about one, is the desk's business and never a customer's message. */
@Component
class AgentMailRouter {

    private final ObjectProvider<AgentReplies> desk;
    private final ConversationMatcher matcher;
    private final MailRoutingProperties settings;

    AgentMailRouter(ObjectProvider<AgentReplies> desk, ConversationMatcher matcher, MailRoutingProperties settings) {
        this.desk = desk;
        this.matcher = matcher;
        this.settings = settings;
    }

    /** What the desk made of it, in a sentence; empty when the mail is none of its business. */
    Optional<String> taken(ParsedMail mail, DmarcResult dmarc) {
        AgentReplies replies = desk.getIfAvailable();
        if (replies == null) {
            return Optional.empty();
        }
        var cited = new ArrayList<>(mail.inReplyTo());
        cited.addAll(mail.references());
        return mail.report() != null ? reported(replies, mail.report(), cited) : answered(replies, mail, cited, dmarc);
    }

    /** Whether this is a mail to an agent that has come back, as when the agent's mailbox passes everything on to us. */
    boolean cameBack(ParsedMail mail) {
        AgentReplies replies = desk.getIfAvailable();
        return replies != null && replies.wrote(mail.internetId());
    }

    private static Optional<String> reported(AgentReplies replies, DeliveryReport report, List<String> cited) {
        cited.addAll(report.quotedIds());
        return replies.reported(cited, report.kind() == DeliveryReport.Kind.FAILED, report.status())
                ? Optional.of("This is a report about a mail to an agent.") : Optional.empty();
    }

    private Optional<String> answered(AgentReplies replies, ParsedMail mail, List<String> cited, DmarcResult dmarc) {
        var reply = new AgentReply(matcher.tokens(mail), cited, mail.internetId(),
                mail.from() == null ? "" : mail.from().address(), proof(dmarc), AutoReplyDetector.automatic(mail).isPresent(),
                mail.text(), mail.ownText(), mail.attachments());
        return replies.concerns(reply) ? Optional.of(replies.take(reply)) : Optional.empty();
    }

    /** Of a colleague more is asked than of a customer: the answer goes out in our name. */
    private SenderProof proof(DmarcResult dmarc) {
        return settings.authservId().isEmpty() ? SenderProof.UNKNOWN
                : dmarc == DmarcResult.PASS ? SenderProof.PROVED : SenderProof.NOT_PROVED;
    }
}
