package io.aftercare.mail;

import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.mail.InboundMailDisposition.AgentMailReport;
import io.aftercare.mail.InboundMailDisposition.Attach;
import io.aftercare.mail.InboundMailDisposition.Ignore;
import io.aftercare.mail.InboundMailDisposition.Join;
import io.aftercare.mail.InboundMailDisposition.MessageReport;
import io.aftercare.mail.InboundMailDisposition.Open;
import io.aftercare.mail.InboundMailDisposition.Quarantine;
import io.aftercare.mail.InboundMailDisposition.ReplyOfAgent;
import io.aftercare.mail.InboundMailDisposition.SideReply;
import io.aftercare.mail.reading.ParsedMail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings a mail that has been read to where it belongs: finds out what is known about it, has it judged and carries the
 * disposition out. Everything takes part in the caller's transaction.
 */
@Component
class InboundMailRouter {

    private static final Logger LOG = LoggerFactory.getLogger(InboundMailRouter.class);

    private final InboundMailFactFinder facts;
    private final InboundMailClassifier classifier;
    private final InboundMailOutcomes outcomes;
    private final ConversationAssigner assigner;
    private final Messages messages;
    private final BounceHandler bounces;
    private final AgentMailGateway agentMail;
    private final OversizedMail oversizedMail;

    InboundMailRouter(InboundMailFactFinder facts, InboundMailClassifier classifier, InboundMailOutcomes outcomes,
            ConversationAssigner assigner, Messages messages, BounceHandler bounces, AgentMailGateway agentMail,
            OversizedMail oversizedMail) {
        this.facts = facts;
        this.classifier = classifier;
        this.outcomes = outcomes;
        this.assigner = assigner;
        this.messages = messages;
        this.bounces = bounces;
        this.agentMail = agentMail;
        this.oversizedMail = oversizedMail;
    }

    /** Handles a mail to its end: afterwards it is handled, ignored or quarantined. */
    void route(InboundMail incoming, ReadMail sent) {
        ReadMail read = facts.authored(incoming, sent);
        ParsedMail mail = read.mail();
        InboundMailDisposition disposition = classifier.classify(incoming, mail, facts.about(read, sent));
        LOG.debug("Mail {}: {}", incoming.id(), disposition.reason());
        if (disposition instanceof Quarantine quarantine) {
            outcomes.quarantined(incoming, mail, (incoming.forced() ? "It was to be taken in, but cannot be. " : "")
                    + quarantine.reason());
        } else if (disposition instanceof Ignore ignore) {
            outcomes.ignored(incoming, mail, ignore.reason());
        } else if (disposition instanceof ReplyOfAgent answer) {
            outcomes.ignored(incoming, mail, agentMail.take(answer.reply()));
        } else if (disposition instanceof AgentMailReport report) {
            agentMail.take(report);
            outcomes.ignored(incoming, mail, report.reason());
        } else if (disposition instanceof MessageReport report) {
            outcomes.handled(incoming, mail, assigner.report(report).id());
            bounces.reported(report.reported(), report.report());
        } else if (disposition instanceof SideReply reply) {
            outcomes.handled(incoming, mail, assigner.side(reply).id());
        } else if (disposition instanceof Attach attach) {
            outcomes.handled(incoming, mail, messages.receive(attach.request().number(), attach.message()).id());
        } else if (disposition instanceof Join join) {
            fromCustomer(incoming, mail, assigner.join(join));
        } else if (disposition instanceof Open open) {
            fromCustomer(incoming, mail, assigner.open(open));
        } else {
            throw new IllegalStateException("Nothing is known to do about " + disposition);
        }
    }

    private void fromCustomer(InboundMail incoming, ParsedMail mail, Message message) {
        oversizedMail.tell(message.request(), incoming);
        outcomes.handled(incoming, mail, message.id());
    }
}
