package io.aftercare.mail;

import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.SideConversation;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.mail.InboundMailDisposition.AgentMailReport;
import io.aftercare.mail.InboundMailDisposition.Attach;
import io.aftercare.mail.InboundMailDisposition.CustomerMail;
import io.aftercare.mail.InboundMailDisposition.Ignore;
import io.aftercare.mail.InboundMailDisposition.Join;
import io.aftercare.mail.InboundMailDisposition.MessageReport;
import io.aftercare.mail.InboundMailDisposition.Open;
import io.aftercare.mail.InboundMailDisposition.Quarantine;
import io.aftercare.mail.InboundMailDisposition.ReplyOfAgent;
import io.aftercare.mail.InboundMailDisposition.SideReply;
import io.aftercare.mail.reading.AutoReplyDetector;
import io.aftercare.mail.reading.AutomaticMark;
import io.aftercare.mail.reading.DmarcResult;
import io.aftercare.mail.reading.ForwardedMail;
import io.aftercare.mail.reading.Mailbox;
import io.aftercare.mail.reading.ParsedMail;
import io.aftercare.mail.reading.Reaction;
import io.aftercare.mail.reading.ReplyText;
import io.aftercare.mail.reading.ThreadReferences;
import io.aftercare.process.JoinedConversations;
import io.aftercare.process.Staff;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Judges a mail that has been read: from it, from what is known about it and from the settings alone, so that nothing
 * is changed by judging.
 */
@Component
class InboundMailClassifier {

    static final String RETURNED = "This is a mail of our own that came back. Somebody passes our mails on to us.";

    private final SupportAddress supportAddress;
    private final MailRoutingProperties settings;
    private final IntermediaryProperties intermediaries;

    InboundMailClassifier(SupportAddress supportAddress, MailRoutingProperties settings,
            IntermediaryProperties intermediaries) {
        this.supportAddress = supportAddress;
        this.settings = settings;
        this.intermediaries = intermediaries;
    }

    InboundMailDisposition classify(InboundMail incoming, ParsedMail mail, InboundMailFacts facts) {
        if (facts.ourMessage().getAsBoolean()) {
            return returned(incoming, facts);
        }
        Optional<InboundMailDisposition> desk = forDesk(mail, facts);
        if (desk.isPresent()) {
            return desk.get();
        }
        if (mail.report() != null && !incoming.forced() && facts.dmarc() != DmarcResult.FAIL) {
            return report(incoming, mail, facts);
        }
        if (mail.from() != null && supportAddress.ours(mail.from().address()) && !overLimit(incoming, mail)
                && facts.ourAgentMail().getAsBoolean()) {
            // Of each a task would be made, and of each task a mail that comes back.
            return returned(incoming, facts);
        }
        Optional<Quarantine> doubt = doubt(incoming, mail, facts.dmarc());
        if (doubt.isPresent()) {
            return doubt.get();
        }
        Optional<SideConversation> side = facts.side().get();
        if (side.isPresent()) {
            return new SideReply(side.get(), message(incoming, mail, mark(mail)
                    .filter(mark -> mark.kind() != AutomaticMark.Kind.LIST).isPresent() && !incoming.forced(), null));
        }
        return forwarder(mail, facts).map(agent -> forwarded(incoming, mail, facts, agent))
                .orElseGet(() -> written(incoming, mail, facts));
    }

    /** One task tells people that something sends our mails back to us; a hundred would say no more. */
    private static InboundMailDisposition returned(InboundMail incoming, InboundMailFacts facts) {
        if (incoming.forced()) {
            return new Quarantine(RETURNED + " Discard it: an answer to it would go to ourselves.");
        }
        return facts.returnQuarantined().getAsBoolean() ? new Ignore(RETURNED)
                : new Quarantine(RETURNED);
    }

    private static Optional<InboundMailDisposition> forDesk(ParsedMail mail, InboundMailFacts facts) {
        return mail.report() != null ? facts.agentMailReport().get().map(AgentMailReport.class::cast)
                : facts.agentReply().get().map(ReplyOfAgent::new);
    }

    private static InboundMailDisposition report(InboundMail incoming, ParsedMail mail, InboundMailFacts facts) {
        Optional<Message> reported = facts.reported().get();
        if (reported.isEmpty()) {
            return surelyReport(mail) ? new Ignore("This is an automatic report about a mail that is not ours.")
                    : new Quarantine("This reads like the report of a mail server, but it names no mail of ours, and "
                            + "nothing proves that a machine wrote it. Taken in, it becomes what its sender writes.");
        }
        return new MessageReport(reported.get(), mail.report(), message(incoming, mail, true, null));
    }

    /** Whether a report is one by more than its words, which a person can write as well. */
    private static boolean surelyReport(ParsedMail mail) {
        return mail.from() == null || mail.text().startsWith("{")
                || mail.header("content-type").toLowerCase(Locale.ROOT).contains("multipart/report")
                || AutoReplyDetector.mark(mail, false).filter(mark -> mark.kind() == AutomaticMark.Kind.ANSWER
                        || mark.kind() == AutomaticMark.Kind.NOTICE).isPresent();
    }

    private static boolean overLimit(InboundMail incoming, ParsedMail mail) {
        return mail.overLimit() != null && !incoming.forced();
    }

    /** Why a person must look at the mail before anything comes of it. */
    private Optional<Quarantine> doubt(InboundMail incoming, ParsedMail mail, DmarcResult dmarc) {
        String reason = null;
        if (mail.from() == null) {
            reason = "The mail has no sender that could be answered.";
        } else if (overLimit(incoming, mail)) {
            reason = mail.overLimit() + " When it is taken in, it is read as far as the limits go.";
        } else if (supportAddress.ours(mail.from().address())) {
            reason = "The mail claims to come from the support address itself; an answer would come back to us.";
        } else if (intermediaries.speaks(mail) && !incoming.forced()) {
            reason = "The mail comes from " + mail.from().address() + ", a form or group of ours "
                    + "(aftercare.mail.contact-forms, aftercare.mail.groups), and names nobody who could be answered "
                    + "(Reply-To). Register the request by hand if its text says who wrote it.";
        } else if (dmarc == DmarcResult.FAIL && !incoming.forced()) {
            reason = "The mail may be forged: our mail server found that it does not come from the domain of "
                    + mail.from().address() + " (DMARC).";
        }
        return Optional.ofNullable(reason).map(Quarantine::new);
    }

    /** The colleague who passes on somebody's mail by this one. */
    private Optional<Staff.Member> forwarder(ParsedMail mail, InboundMailFacts facts) {
        return mail.forwarded() && mark(mail).isEmpty() ? facts.colleague().get()
                : Optional.empty();
    }

    /** What a colleague passes on is the request of whoever wrote the original. */
    private InboundMailDisposition forwarded(InboundMail incoming, ParsedMail mail, InboundMailFacts facts,
            Staff.Member agent) {
        boolean doubtful = mail.authorship().several()
                || !settings.authservId().isEmpty() && facts.dmarc() != DmarcResult.PASS;
        if (doubtful && !incoming.forced()) {
            return new Quarantine("The mail passes on a customer's mail from the address of " + agent.name()
                    + ", but " + (mail.authorship().several() ? "it names several authors."
                            : "our mail server did not confirm that it comes from there (DMARC)."));
        }
        Optional<ForwardedMail> original = facts.original().get()
                .filter(found -> !supportAddress.ours(found.sender().address()));
        if (original.isPresent()) {
            return original(incoming, mail, facts, agent, original.get(), doubtful);
        }
        return incoming.forced() ? written(incoming, mail, facts)
                : new Quarantine(
                        agent.name() + " passed this mail on, but who wrote the original cannot be read in it. "
                                + "Taken in again, it becomes a request of " + agent.name() + ".");
    }

    private InboundMailDisposition original(InboundMail incoming, ParsedMail mail, InboundMailFacts facts,
            Staff.Member agent,
            ForwardedMail original, boolean doubtful) {
        String address = original.sender().address();
        var message = new IncomingMessage(original.internetId() == null ? mail.internetId() : original.internetId(),
                null, null,
                address, original.sender().name(), supportAddress.address(), original.subject(), original.text(),
                ReplyText.of(original.text(), !original.cited().isEmpty()), original.html(), incoming.raw(), false,
                original.attachments(), null, mail.arrivedAt(incoming.receivedAt()));
        var notes = new ArrayList<>(List.of("Passed on by " + agent.name() + " (" + agent.userId() + ")"
                + (original.words().isEmpty() ? "." : ":\n" + original.words())));
        if (doubtful) {
            notes.add("That " + agent.name() + " passed it on " + JoinedConversations.MAY_BE_FORGED
                    + ": nothing proves it. A person had the mail taken in all the same.");
        }
        ConversationMatch match = facts.conversation()
                .apply(Author.written(address), ThreadReferences.ofForwarded(original.cited(), original.subject()));
        return fromCustomer(match, new CustomerMail(message, List.of(), List.of(), notes, false));
    }

    private InboundMailDisposition written(InboundMail incoming, ParsedMail mail, InboundMailFacts facts) {
        var author = new Author(mail.from().address(), facts.dmarc() == DmarcResult.PASS, mail.authorship().several());
        ConversationMatch match = facts.conversation().apply(author, ThreadReferences.of(mail));
        Optional<AutomaticMark> mark = incoming.forced() ? Optional.empty() : mark(mail);
        Optional<String> reaction = incoming.forced() ? Optional.empty() : Reaction.in(mail);
        if (mark.filter(found -> !counts(found, match)).isPresent()) {
            return automatic(incoming, mail, match, mark.get());
        }
        if (reaction.isPresent()) {
            return reaction(incoming, mail, match, reaction.get());
        }
        if (!incoming.forced() && match.request() == null && intermediaries.seemsToSpeak(mail)) {
            return new Quarantine("This seems to come from the contact form of a website: " + author.address()
                    + " sends it and asks that answers go to " + intermediaries.person(mail).orElseThrow().address()
                    + " (Reply-To), whose request it becomes when it is taken in. Name the address in "
                    + "aftercare.mail.contact-forms, and the next ones are taken in like that at once.");
        }
        return fromCustomer(match, customerMail(incoming, mail, facts, match));
    }

    /** The mark of an automaton or a list, unless it is one of ours that stands between the customer and us. */
    private Optional<AutomaticMark> mark(ParsedMail mail) {
        boolean form = intermediaries.form(mail);
        return AutoReplyDetector.absence(mail)
                .or(() -> AutoReplyDetector.mark(mail, form || intermediaries.group(mail)))
                .filter(mark -> !form || mark.kind() == AutomaticMark.Kind.ANSWER);
    }

    /** A participant's reply through a list counts: people write there. */
    private static boolean counts(AutomaticMark mark, ConversationMatch match) {
        return mark.kind() == AutomaticMark.Kind.LIST && match.request() != null;
    }

    private static InboundMailDisposition automatic(InboundMail incoming, ParsedMail mail, ConversationMatch match,
            AutomaticMark mark) {
        String found = mark.words() + (match.cited() == null ? "" : "; " + match.citation());
        boolean written = mark.kind() == AutomaticMark.Kind.ANSWER || mark.kind() == AutomaticMark.Kind.NOTICE;
        if (match.request() != null && written) {
            return new Attach(match.request(), message(incoming, mail, true, null),
                    "A machine wrote this mail (" + found + ").");
        }
        return switch (mark.kind()) {
            case ANSWER -> new Ignore("This is an automatic answer, outside of any conversation (" + found + ").");
            case LIST -> new Quarantine("This mail came through a list or group, or went to many, outside of any "
                    + "conversation (" + found + "). A customer may have written it. If the list is one of yours in "
                    + "front of the support address, name it in aftercare.mail.groups.");
            default -> new Quarantine(match.request() == null
                    ? "A machine wrote this mail, outside of any conversation (" + found
                            + "). It may pass on what a customer wants."
                    : "A machine may have written this mail, which belongs to " + match.request().number() + " ("
                            + found + "). Taken in, it counts as what the customer writes there.");
        };
    }

    /** Kept where it belongs and shown; nobody is waked by it, and of itself it is no request. */
    private static InboundMailDisposition reaction(InboundMail incoming, ParsedMail mail, ConversationMatch match,
            String reaction) {
        return match.request() == null
                ? new Ignore("This is a reaction (" + reaction + ") to a mail, outside of any conversation.")
                : new Attach(match.request(), message(incoming, mail, true, null),
                        "This is a reaction (" + reaction + ") to a mail, not a message.");
    }

    private static InboundMailDisposition fromCustomer(ConversationMatch match, CustomerMail mail) {
        return match.request() != null && !match.endedForGood() ? new Join(match.request(), mail)
                : new Open(match, mail);
    }

    /**
     * Who gets our mails is changed by whom our mail server confirms, or who has shown to have a letter of ours; the
     * wishes of others are told to agents only.
     */
    private CustomerMail customerMail(InboundMail incoming, ParsedMail mail, InboundMailFacts facts,
            ConversationMatch match) {
        boolean forged = facts.dmarc() == DmarcResult.FAIL;
        boolean heeded = facts.dmarc() == DmarcResult.PASS || match.request() != null && !forged;
        var notes = new ArrayList<String>();
        if (forged) {
            notes.add("This mail " + JoinedConversations.MAY_BE_FORGED
                    + ": our mail server found that it does not come from "
                    + "the domain of " + mail.from().address()
                    + " (DMARC). A person had it taken in all the same. Tell "
                    + "nothing here that only the customer may know, unless you know who wrote it.");
        }
        if (!forged && CopiedRecipients.count(mail) > settings.mostRecipients()) {
            notes.add("This mail went to " + CopiedRecipients.count(mail)
                    + " people; with so many, none of them becomes a "
                    + "participant of the conversation (aftercare.mail.most-recipients).");
        }
        List<String> copied = forged ? List.of() : facts.copied().get();
        String wanted = forged ? null : replyTo(mail);
        if (!heeded) {
            notHeeded(mail, wanted, copied).ifPresent(notes::add);
        }
        if (mail.authorship().several()) {
            notes.add("This mail names several authors (From: " + String.join(", ", mail.headers().get("from"))
                    + "); answers go to " + mail.from().address() + ".");
        }
        if (!mail.remarks().isEmpty()) {
            notes.add(String.join("\n", mail.remarks()));
        }
        String answersTo = wanted == null ? mail.from().address() : wanted;
        return new CustomerMail(message(incoming, mail, false, heeded ? answersTo : null),
                heeded ? copied : List.of(), readers(mail), notes,
                incoming.forced() && machineSent(mail));
    }

    /** Whether nobody reads what is written to the author: a person for whom a form speaks does. */
    private boolean machineSent(ParsedMail mail) {
        return Mailbox.parse(mail.header("from")).stream().map(Mailbox::address).anyMatch(mail.from().address()::equals)
                && mark(mail).filter(mark -> mark.kind() != AutomaticMark.Kind.LIST).isPresent();
    }

    private static Optional<String> notHeeded(ParsedMail mail, String wanted, List<String> copied) {
        String author = mail.from().address();
        var sentences = new ArrayList<String>();
        if (wanted != null && !wanted.equals(author)) {
            sentences.add("The mail asks that answers go to " + wanted + " (Reply-To); they go to " + author
                    + " all the same.");
        }
        if (!copied.isEmpty()) {
            sentences.add("It went to " + String.join(", ", copied) + " as well (To, Cc), who get nothing from us.");
        }
        return sentences.isEmpty() ? Optional.empty()
                : Optional.of(String.join(" ", sentences) + " For nothing proves that " + author
                        + " wrote it: it answers no letter of ours, and no mail server that we believe confirms the "
                        + "sender (aftercare.mail.authserv-id).");
    }

    private List<String> readers(ParsedMail mail) {
        return CopiedRecipients.named(mail).stream()
                .filter(address -> !supportAddress.ours(address) && !intermediaries.include(address)
                        && !address.equals(mail.from().address()))
                .toList();
    }

    /** Where the sender asks for answers to go, if that is a place where a person may read them. */
    private String replyTo(ParsedMail mail) {
        String wanted = mail.replyTo() == null ? null : mail.replyTo().address();
        return wanted == null || supportAddress.ours(wanted) || intermediaries.include(wanted)
                || AutoReplyDetector.robot(wanted) ? null : wanted;
    }

    private static IncomingMessage message(InboundMail incoming, ParsedMail mail, boolean automatic, String replyTo) {
        return new IncomingMessage(mail.internetId(), mail.inReplyTo().isEmpty() ? null : mail.inReplyTo().get(0),
                mail.references().isEmpty() ? null : String.join(" ", mail.references()),
                mail.from() == null ? "" : mail.from().address(), mail.from() == null ? null : mail.from().name(),
                mail.to().isEmpty() ? null : mail.to().get(0).address(), mail.subject(), mail.text(), mail.ownText(),
                mail.html(), incoming.raw(), automatic, OversizedMail.whole(incoming, mail.attachments()), replyTo,
                mail.arrivedAt(incoming.receivedAt()));
    }
}
