package io.aftercare.mail;

import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Reading;
import io.aftercare.conversation.Readings;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Subjects;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.mail.ConversationMatcher.ConversationMatch;
import io.aftercare.mail.reading.AuthenticationResults;
import io.aftercare.mail.reading.ThreadReferences;
import io.aftercare.mail.reading.DeliveryReport;
import io.aftercare.mail.reading.DmarcResult;
import io.aftercare.mail.reading.ForwardedMail;
import io.aftercare.mail.reading.AutoReplyDetector;
import io.aftercare.mail.reading.TimeLimitedReader;
import io.aftercare.mail.reading.MailReader;
import io.aftercare.mail.reading.MailText;
import io.aftercare.mail.reading.ReplyText;
import io.aftercare.mail.reading.ParsedMail;
import io.aftercare.process.MailTasks;
import io.aftercare.process.Staff;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Decides what becomes of a mail that has been read: a customer's message, a report on one of our messages, a mail that
 * only a person can decide about. Everything takes part in the caller's transaction.
 */
@Component
class InboundMailRouter {

    private static final Logger LOG = LoggerFactory.getLogger(InboundMailRouter.class);

    private static final String RETURNED = "This is a mail of our own that came back. Somebody passes our mails on to us.";

    private final InboundMailRepository mails;
    private final TimeLimitedReader parsing;
    private final ConversationMatcher matcher;
    private final ConversationAssigner assigner;
    private final CopiedRecipients copied;
    private final Messages messages;
    private final Readings readings;
    private final BounceHandler bounces;
    private final MailTasks mailTasks;
    private final OversizedMail oversizedMail;
    private final AgentMailRouter agentMail;
    private final Staff staff;
    private final SupportAddress supportAddress;
    private final MailRoutingProperties settings;
    private final MeterRegistry meters;

    InboundMailRouter(InboundMailRepository mails, TimeLimitedReader parsing, ConversationMatcher matcher, ConversationAssigner assigner, CopiedRecipients copied,
            Messages messages, Readings readings, BounceHandler bounces, MailTasks mailTasks, OversizedMail oversizedMail,
            AgentMailRouter agentMail, Staff staff, SupportAddress supportAddress, MailRoutingProperties settings, MeterRegistry meters) {
        this.mails = mails;
        this.parsing = parsing;
        this.matcher = matcher;
        this.assigner = assigner;
        this.copied = copied;
        this.messages = messages;
        this.readings = readings;
        this.bounces = bounces;
        this.mailTasks = mailTasks;
        this.oversizedMail = oversizedMail;
        this.agentMail = agentMail;
        this.staff = staff;
        this.supportAddress = supportAddress;
        this.settings = settings;
        this.meters = meters;
    }

    /** Handles a mail to its end: afterwards it is handled, ignored or quarantined. */
    void receive(InboundMail incoming, ParsedMail mail) {
        DmarcResult dmarc = AuthenticationResults.dmarc(mail, settings.authservId());
        if (matcher.ours(mail)) {
            returned(incoming, mail);
            return;
        }
        Optional<String> desk = agentMail.taken(mail, dmarc);
        if (desk.isPresent()) {
            ignore(incoming, mail, desk.get());
        } else if (mail.report() != null && !incoming.forced()) {
            report(incoming, mail);
        } else if (mail.from() == null) {
            quarantine(incoming, mail, "The mail has no sender that could be answered.");
        } else if (mail.overLimit() != null && !incoming.forced()) {
            quarantine(incoming, mail, mail.overLimit() + " When it is taken in, it is read as far as the limits go.");
        } else if (matcher.fromUs(mail) && agentMail.cameBack(mail)) {
            // Of each a task would be made, and of each task a mail that comes back.
            returned(incoming, mail);
        } else if (matcher.fromUs(mail)) {
            quarantine(incoming, mail, "The mail claims to come from the support address itself; an answer would come back to us.");
        } else if (dmarc == DmarcResult.FAIL && !incoming.forced()) {
            quarantine(incoming, mail, "The mail may be forged: our mail server found that it does not come from the domain of "
                    + mail.from().address() + " (DMARC).");
        } else {
            Optional<Staff.Member> agent = Subjects.forwarded(mail.subject()) && AutoReplyDetector.automatic(mail).isEmpty()
                    ? staff.withAddress(mail.from().address()) : Optional.empty();
            agent.ifPresentOrElse(member -> forwarded(incoming, mail, dmarc, member), () -> written(incoming, mail, dmarc));
        }
    }

    private void written(InboundMail incoming, ParsedMail mail, DmarcResult dmarc) {
        ConversationMatch match = matcher.of(mail);
        Optional<String> automaton = incoming.forced() ? Optional.empty() : AutoReplyDetector.automatic(mail);
        if (automaton.isEmpty()) {
            boolean trusted = dmarc != DmarcResult.FAIL;
            var notes = new ArrayList<String>();
            if (trusted && copied.tooMany(mail)) {
                notes.add("This mail went to " + copied.count(mail) + " people; with so many, none of them becomes a "
                        + "participant of the conversation (aftercare.mail.most-recipients).");
            }
            if (!mail.remarks().isEmpty()) {
                notes.add(String.join("\n", mail.remarks()));
            }
            admitted(incoming, mail, assigner.admit(message(incoming, mail, false, trusted ? replyTo(mail) : null),
                    match, trusted ? copied.of(mail) : List.of(), notes));
        } else if (match.request() != null) {
            attach(incoming, mail, match.request().number());
        } else if (AutoReplyDetector.answersOrGoesToMany(mail).isPresent()) {
            ignore(incoming, mail, "This is an automatic answer or a mail to many, outside of any conversation ("
                    + automaton.get() + cites(match) + ").");
        } else {
            quarantine(incoming, mail, "A machine wrote this mail, outside of any conversation (" + automaton.get()
                    + cites(match) + "). It may pass on what a customer wants.");
        }
    }

    private static String cites(ConversationMatch match) {
        return match.cited() == null ? "" : "; it cites " + match.by() + " " + match.cited().number();
    }

    /** What a colleague passes on is the request of whoever wrote the original. */
    private void forwarded(InboundMail incoming, ParsedMail mail, DmarcResult dmarc, Staff.Member agent) {
        Optional<ForwardedMail> original = ForwardedMail.in(mail, parsing::read)
                .filter(found -> !matcher.fromUs(found.sender().address()));
        if (!settings.authservId().isEmpty() && dmarc != DmarcResult.PASS && !incoming.forced()) {
            quarantine(incoming, mail, "The mail passes on a customer's mail from the address of " + agent.name()
                    + ", but our mail server did not confirm that it comes from there (DMARC).");
        } else if (original.isPresent()) {
            ForwardedMail found = original.get();
            var notes = new ArrayList<String>();
            notes.add("Passed on by " + agent.name() + " (" + agent.userId() + ")"
                    + (found.words().isEmpty() ? "." : ":\n" + found.words()));
            admitted(incoming, mail, assigner.admit(new IncomingMessage(
                    found.internetId() == null ? mail.internetId() : found.internetId(), null, null,
                    found.sender().address(), found.sender().name(), supportAddress.address(), found.subject(), found.text(),
                    ReplyText.of(found.text(), !found.cited().isEmpty()), found.html(), incoming.raw(), false,
                    found.attachments()),
                    matcher.of(found.sender().address(), ThreadReferences.ofForwarded(found.cited(), found.subject())),
                    List.of(), notes));
        } else if (incoming.forced()) {
            written(incoming, mail, dmarc);
        } else {
            quarantine(incoming, mail, agent.name() + " passed this mail on, but who wrote the original cannot be read in it. "
                    + "Taken in again, it becomes a request of " + agent.name() + ".");
        }
    }

    /** One task tells people that something sends our mails back to us; a hundred would say no more. */
    private void returned(InboundMail incoming, ParsedMail mail) {
        if (incoming.forced() || mails.quarantinedBecause(RETURNED)) {
            ignore(incoming, mail, RETURNED);
        } else {
            quarantine(incoming, mail, RETURNED);
        }
    }

    /** Where the sender asks for answers to go, if that is a place where a person may read them. */
    private String replyTo(ParsedMail mail) {
        String wanted = mail.replyTo() == null ? null : mail.replyTo().address();
        return wanted == null || supportAddress.ours(wanted) || AutoReplyDetector.robot(wanted) ? null : wanted;
    }

    private void report(InboundMail incoming, ParsedMail mail) {
        DeliveryReport report = mail.report();
        Optional<Message> message = matcher.reported(report, mail);
        if (message.isEmpty()) {
            ignore(incoming, mail, "This is an automatic report about a mail that is not ours.");
            return;
        }
        attach(incoming, mail, message.get().request());
        bounces.reported(message.get(), report);
    }

    /** Kept and shown, but never an answer; so the process is not told, and a closed request stays closed. */
    private void attach(InboundMail incoming, ParsedMail mail, RequestNumber number) {
        handled(incoming, mail, messages.receive(number, message(incoming, mail, true, null)).id());
    }

    private void admitted(InboundMail incoming, ParsedMail mail, Message message) {
        oversizedMail.tell(message.request(), incoming);
        handled(incoming, mail, message.id());
    }

    private void handled(InboundMail incoming, ParsedMail mail, long messageId) {
        readings.keep(messageId, new Reading(mail.dateDoubtful(incoming.receivedAt()) ? mail.dateWritten() : null,
                mail.remoteImages()));
        mails.handled(incoming.id(), messageId);
        count("handled");
    }

    /** Keeps a mail outside of all conversations; agents see it in the list of such mails and can take it in. */
    private void ignore(InboundMail incoming, ParsedMail mail, String reason) {
        mails.describe(incoming.id(), mail.subject());
        mails.ignored(incoming.id(), reason);
        LOG.info("Mail {} is ignored: {}", incoming.id(), reason);
        count("closed");
    }

    /** Leaves a mail to a person that could not be read, or must not be once more: only its headers are. */
    void quarantine(InboundMail incoming, String reason) {
        quarantine(incoming, MailReader.placeholder(incoming.raw(), reason), reason);
    }

    private void quarantine(InboundMail incoming, ParsedMail mail, String reason) {
        mails.describe(incoming.id(), mail.subject());
        mails.quarantined(incoming.id(), reason);
        mailTasks.handleByHand(incoming.id(), MailText.clean(reason), mail.subject(), mail.header("from"));
        LOG.info("Mail {} is quarantined: {}", incoming.id(), reason);
        count("parked");
    }

    private static IncomingMessage message(InboundMail incoming, ParsedMail mail, boolean automatic,
            String replyTo) {
        return new IncomingMessage(mail.internetId(), mail.inReplyTo().isEmpty() ? null : mail.inReplyTo().get(0),
                mail.references().isEmpty() ? null : String.join(" ", mail.references()),
                mail.from() == null ? "" : mail.from().address(), mail.from() == null ? null : mail.from().name(),
                mail.to().isEmpty() ? null : mail.to().get(0).address(), mail.subject(), mail.text(), mail.ownText(),
                mail.html(), incoming.raw(), automatic, OversizedMail.whole(incoming, mail.attachments()), replyTo);
    }

    private void count(String result) {
        meters.counter("aftercare.mail.intake", List.of(Tag.of("result", result))).increment();
    }
}
