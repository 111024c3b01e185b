package io.aftercare.mail;

import io.aftercare.conversation.AgentReplies;
import io.aftercare.conversation.AgentReply;
import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.SenderProof;
import io.aftercare.mail.Correlation.Belonging;
import io.aftercare.process.Reopening;
import io.aftercare.process.SupportProcess;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Decides what becomes of a mail that has been read: a customer's message, a report on one of our letters, a mail that
 * only a person can decide about. Everything takes part in the caller's transaction.
 */
@Component
class Reception {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final IncomingMails mails;
    private final Correlation correlation;
    private final Messages messages;
    private final SupportProcess process;
    private final Reopening reopening;
    private final Clock clock;
    private final MeterRegistry meters;
    private final ObjectProvider<AgentReplies> agentReplies;

    Reception(IncomingMails mails, Correlation correlation, Messages messages, SupportProcess process,
            Reopening reopening, Clock clock, MeterRegistry meters, ObjectProvider<AgentReplies> agentReplies) {
        this.mails = mails;
        this.correlation = correlation;
        this.messages = messages;
        this.process = process;
        this.reopening = reopening;
        this.clock = clock;
        this.meters = meters;
        this.agentReplies = agentReplies;
    }

    /** Handles a mail to its end: afterwards it is handled, closed or parked. */
    void receive(IncomingMail incoming, ParsedMail mail) {
        if (correlation.ours(mail)) {
            mails.closed(incoming.id(), "This is a mail of our own that came back.");
            count("closed");
            return;
        }
        if (takenByTheDesk(incoming, mail)) {
            return;
        }
        if (mail.report() != null && !incoming.insisted()) {
            report(incoming, mail);
        } else if (mail.from() == null) {
            park(incoming, "The mail has no sender that could be answered.");
        } else if (mail.tooManyParts() && !incoming.insisted()) {
            park(incoming, "The mail has more parts than are read; when it is taken in, its first ones are.");
        } else if (correlation.fromUs(mail)) {
            park(incoming, "The mail claims to come from the support address itself; an answer would come back to us.");
        } else {
            Belonging belonging = correlation.of(mail);
            Optional<String> automaton = incoming.insisted() ? Optional.empty() : MailJudge.automatic(mail);
            if (automaton.isEmpty()) {
                hand(incoming, mail, belonging);
            } else if (belonging.request() != null) {
                attach(incoming, mail, belonging.request().number());
            } else {
                park(incoming, "This is an automatic mail outside of any conversation (" + automaton.get() + ").");
            }
        }
    }

    /** What answers a mail to an agent, or reports about one, is never a customer's message. */
    private boolean takenByTheDesk(IncomingMail incoming, ParsedMail mail) {
        AgentReplies desk = agentReplies.getIfAvailable();
        if (desk == null) {
            return false;
        }
        var cited = new ArrayList<>(mail.inReplyTo());
        cited.addAll(mail.references());
        String result;
        if (mail.report() != null) {
            cited.addAll(mail.report().quotedIds());
            if (!desk.reported(cited, mail.report().kind() == DeliveryReport.Kind.FAILED, mail.report().status())) {
                return false;
            }
            result = "This is a report about a mail to an agent.";
        } else {
            var reply = new AgentReply(correlation.tokens(mail), cited, mail.internetId(),
                    mail.from() == null ? "" : mail.from().address(), SenderProof.UNKNOWN,
                    MailJudge.automatic(mail).isPresent(), mail.text(), mail.ownText(), mail.attachments());
            if (!desk.concerns(reply)) {
                return false;
            }
            result = desk.take(reply);
        }
        mails.closed(incoming.id(), result);
        count("closed");
        return true;
    }

    private void hand(IncomingMail incoming, ParsedMail mail, Belonging belonging) {
        Request request = belonging.request();
        RequestNumber number;
        long messageId;
        if (request != null && !endedForGood(request, mail)) {
            number = request.number();
            messageId = process.customerWrote(number, message(incoming, mail, false)).id();
        } else {
            number = process.begin(Channel.MAIL, message(incoming, mail, false), null,
                    request == null ? null : request.number()).number();
            messageId = messages.of(number).get(0).id();
        }
        if (belonging.remark() != null) {
            messages.note(number, null, belonging.remark());
        }
        if (mail.replyTo() != null && !mail.replyTo().address().equals(mail.from().address())) {
            messages.note(number, null, "The sender asks for answers to " + mail.replyTo().address() + ".");
        }
        if (!mail.remarks().isEmpty()) {
            messages.note(number, null, String.join("\n", mail.remarks()));
        }
        handled(incoming, messageId);
    }

    /** A reply long after the end, or about something else, begins a request of its own. */
    private boolean endedForGood(Request request, ParsedMail mail) {
        if (!request.closed()) {
            return false;
        }
        boolean late = !reopening.possible(request, clock.instant());
        return late || messages.of(request.number()).stream().map(Message::subject).map(Reception::topic)
                .noneMatch(topic(mail.subject())::equals);
    }

    /** A subject without the marks of replies and the number. */
    static String topic(String subject) {
        return subject.toLowerCase(Locale.ROOT).replaceAll("\\[?(?<!\\w)ac-\\d{6,15}(?!\\w)]?", " ")
                .replaceAll("^(?:\\s*+(?:re|aw|antw|réf|ré|tr|wg|fwd?)\\s?(?:\\[\\d{1,5}])?\\s?:){1,50}+", " ")
                .replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    private void report(IncomingMail incoming, ParsedMail mail) {
        DeliveryReport report = mail.report();
        Optional<Message> letter = correlation.reported(report, mail);
        if (letter.isEmpty()) {
            park(incoming, "This is an automatic report about a mail that is not ours.");
            return;
        }
        RequestNumber number = letter.get().request();
        attach(incoming, mail, number);
        String recipient = report.recipient() == null ? letter.get().toAddress() : report.recipient();
        switch (report.kind()) {
            case FAILED -> {
                messages.markFailed(letter.get().id());
                messages.note(number, null, "Our message \"" + letter.get().subject() + "\" did not reach " + recipient
                        + (report.status() == null ? "." : " (status " + report.status() + ")."));
            }
            case DELAYED -> messages.note(number, null, "Our message \"" + letter.get().subject() + "\" to " + recipient
                    + " is delayed" + (report.status() == null ? "." : " (status " + report.status() + ")."));
            case COMPLAINT -> messages.note(number, null, "The recipient of our message \"" + letter.get().subject()
                    + "\" reported it as unwanted.");
            case READ -> { }
        }
    }

    /** Kept and shown, but never an answer; so the process is not told, and a closed request stays closed. */
    private void attach(IncomingMail incoming, ParsedMail mail, RequestNumber number) {
        handled(incoming, messages.receive(number, message(incoming, mail, true)).id());
    }

    private void handled(IncomingMail incoming, long messageId) {
        mails.handled(incoming.id(), messageId);
        count("handled");
    }

    /** Leaves a mail to a person. */
    void park(IncomingMail incoming, String reason) {
        mails.parked(incoming.id(), reason);
        process.parkMail(incoming.id());
        LOG.info("Mail {} is parked: {}", incoming.id(), reason);
        count("parked");
    }

    private static IncomingMessage message(IncomingMail incoming, ParsedMail mail, boolean automatic) {
        return new IncomingMessage(mail.internetId(), mail.inReplyTo().isEmpty() ? null : mail.inReplyTo().get(0),
                mail.references().isEmpty() ? null : String.join(" ", mail.references()),
                mail.from() == null ? "" : mail.from().address(), mail.from() == null ? null : mail.from().name(),
                mail.to().isEmpty() ? null : mail.to().get(0).address(), mail.subject(), mail.text(), mail.ownText(),
                mail.html(), incoming.raw(), automatic, mail.attachments());
    }

    private void count(String result) {
        meters.counter("aftercare.mail.intake", List.of(Tag.of("result", result))).increment();
    }
}
