package io.aftercare.process;

import static io.aftercare.process.SupportRequest.CUSTOMER_REPLY;
import static io.aftercare.process.SupportRequest.WAITING_FOR;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.process.SupportRequest.CustomerReply;
import io.aftercare.process.SupportRequest.Entitlement;
import io.aftercare.process.SupportRequest.WaitingFor;
import io.aftercare.letters.Letters;
import io.aftercare.triage.ReplyMeaning;
import io.aftercare.triage.ReplyReading;
import io.aftercare.triage.TextTriage;
import io.aftercare.triage.Triage;
import io.aftercare.triage.TriageSettings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Drives the engine: the one way by which mail, web pages and agents start and continue requests. Every method is one
 * transaction over our tables and the engine's.
 */
@Service
@Transactional
public class SupportProcess {

    private static final int LONGEST_SHOWN = 200;
    private static final String MAIL_KEY = "MAIL-";

    private final RuntimeService runtime;
    private final Requests requests;
    private final Messages messages;
    private final ReplyReading replies;
    private final TextTriage triage;
    private final TriageSettings triageSettings;
    private final Decisions decisions;
    private final Reopening reopening;
    private final Letters letters;
    private final Outbox outbox;
    private final ArticleOffers offers;
    private final Clock clock;

    SupportProcess(RuntimeService runtime, Requests requests, Messages messages, ReplyReading replies,
            TextTriage triage, TriageSettings triageSettings, Decisions decisions,
            Reopening reopening, Letters letters, Outbox outbox, ArticleOffers offers, Clock clock) {
        this.runtime = runtime;
        this.requests = requests;
        this.messages = messages;
        this.replies = replies;
        this.triage = triage;
        this.triageSettings = triageSettings;
        this.decisions = decisions;
        this.reopening = reopening;
        this.letters = letters;
        this.outbox = outbox;
        this.offers = offers;
        this.clock = clock;
    }

    /**
     * Opens a request with its first message and starts its process.
     *
     * @param language  what the customer chose on a page, ISO 639-1; null lets the triage decide
     * @param continues the closed request it goes on from; null mostly
     */
    public Request begin(Channel channel, IncomingMessage first, String language, RequestNumber continues) {
        return begin(channel, first, language, continues, false);
    }

    /**
     * The same for a customer who was shown the articles that answer and said that they do not: what was found once is
     * not mailed again, a person takes care of the request (policy rule 1).
     *
     * @param language what the customer chose on a page, ISO 639-1; null lets the triage decide
     */
    public Request beginAfterHelp(Channel channel, IncomingMessage first, String language) {
        return begin(channel, first, language, null, true);
    }

    private Request begin(Channel channel, IncomingMessage first, String language, RequestNumber continues,
            boolean helpConsulted) {
        Request request = requests.open(channel, first.fromAddress(), first.fromName(), first.subject(),
                language == null ? triageSettings.defaultLanguage() : language, continues);
        messages.receive(request.number(), first);
        runtime.startProcessInstanceByMessage(SupportRequest.REQUEST_RECEIVED, request.number().toString(),
                described(request).putValue(SupportRequest.HELP_CONSULTED.name(), helpConsulted));
        return requests.get(request.number());
    }

    /**
     * Keeps a further message of the customer and lets the process go on if it waits for one; otherwise the message is
     * pending until the process comes to a place where it, or a person, takes account of it. A closed request reopens.
     */
    public Message customerWrote(RequestNumber number, IncomingMessage incoming) {
        Message message = messages.receive(number, incoming);
        deliverPending(number);
        return messages.get(message.id());
    }

    /**
     * Carries out what a customer chose on a page.
     *
     * @param letter the purpose of the letter whose link was followed; null when the link does not say. An answer to one
     *               letter never counts as the answer to a later one of another purpose
     * @return false when the request no longer waits for that choice, so that nothing was changed
     */
    public boolean choose(RequestNumber number, CustomerChoice choice, Purpose letter) {
        Request request = requests.getForUpdate(number);
        if (request.closed()) {
            boolean reopens = reopens(request, choice);
            if (reopens) {
                reopen(request);
            }
            return reopens;
        }
        if (choice == CustomerChoice.WITHDRAW) {
            withdraw(number);
            return true;
        }
        Optional<Execution> waiting = waiting(number)
                .filter(execution -> letter == null || waitsFor(execution).letter() == letter);
        waiting.ifPresent(execution -> goOn(number, execution, CustomerReply.valueOf(choice.name())));
        return waiting.isPresent();
    }

    /** Whether a choice would open a closed request again. */
    @Transactional(readOnly = true)
    public boolean reopens(Request request, CustomerChoice choice) {
        return choice == CustomerChoice.STILL_NEEDS_HELP && request.outcome() != Outcome.WITHDRAWN
                && request.joinedInto() == null
                && reopening.possible(request, clock.instant());
    }

    /**
     * Takes account of the messages of a request that came while the process was not waiting for any, if it is now.
     * Nothing happens while it is not: the messages stay pending.
     */
    public void deliverPending(RequestNumber number) {
        Request request = requests.getForUpdate(number);
        List<Message> pending = messages.pending(number);
        if (pending.isEmpty()) {
            return;
        }
        long newest = pending.get(pending.size() - 1).id();
        ReplyMeaning meaning = meaningOf(pending);
        if (request.closed()) {
            messages.consider(number, newest);
            if (meaning == ReplyMeaning.OTHER) {
                reopen(request);
            }
        } else if (meaning == ReplyMeaning.WITHDRAWN) {
            withdraw(number);
        } else {
            waiting(number).ifPresent(execution -> {
                messages.consider(number, newest);
                goOn(number, execution, meaning == ReplyMeaning.SOLVED ? CustomerReply.SOLVED : CustomerReply.STILL_NEEDS_HELP);
            });
        }
    }

    /**
     * Tells the customer, once in the life of a request, that a mail was too large to be taken in whole, and what to do.
     *
     * @param megabytes what it weighs
     * @param limit     the most that is taken in, in megabytes
     */
    public void mailTooLarge(RequestNumber number, long megabytes, long limit) {
        if (messages.of(number).stream().noneMatch(message -> message.purpose() == Purpose.MAIL_TOO_LARGE)) {
            outbox.send(letters.mailTooLarge(number, megabytes, limit));
        }
    }

    /**
     * Gives a person the task of handling a mail that could not be taken in.
     *
     * @param reason  why, in a sentence
     * @param subject empty when it has none
     * @param from    as its header has it; empty when it has none
     */
    public void parkMail(long mail, String reason, String subject, String from) {
        runtime.startProcessInstanceByKey(SupportRequest.UNREADABLE_MAIL_PROCESS, MAIL_KEY + mail, Variables.createVariables()
                .putValue(SupportRequest.MAIL.name(), mail)
                .putValue(SupportRequest.MAIL_REASON.name(), shown(reason))
                .putValue(SupportRequest.SUBJECT.name(), shown(subject))
                .putValue(SupportRequest.CUSTOMER.name(), shown(from)));
    }

    /**
     * Asks a person whether the message of somebody who takes no part in a conversation belongs there, since it cites it.
     *
     * @param message begins, or stands in, a request of its own
     * @param reason  what it cites, in a sentence
     */
    public void askWhereItBelongs(Message message, RequestNumber cited, String reason) {
        runtime.startProcessInstanceByKey(SupportRequest.CITED_CONVERSATION_PROCESS, message.request().toString(),
                described(requests.get(message.request()))
                        .putValue(SupportRequest.CITED_REQUEST.name(), cited.toString())
                        .putValue(SupportRequest.MESSAGE.name(), message.id())
                        .putValue(SupportRequest.MAIL_REASON.name(), shown(reason)));
    }

    /**
     * Ends a request that a person found to be none of its own, without any mail; one that has ended meanwhile stays as it
     * ended.
     *
     * @param place why: it belongs to another conversation, or nowhere
     */
    public void setAside(RequestNumber number, SupportRequest.MailPlace place) {
        if (!requests.getForUpdate(number).closed()) {
            messages.considerPending(number);
            runtime.createMessageCorrelation(SupportRequest.REQUEST_SET_ASIDE)
                    .processInstanceBusinessKey(number.toString())
                    .setVariable(SupportRequest.MAIL_PLACE.name(), place.name()).correlate();
        }
    }

    /** The mails that a person has the task of handling, by the ids they were parked under. */
    @Transactional(readOnly = true)
    public Set<Long> openMailTasks() {
        return runtime.createProcessInstanceQuery().processDefinitionKey(SupportRequest.UNREADABLE_MAIL_PROCESS).active()
                .list().stream().map(ProcessInstance::getBusinessKey).filter(key -> key.startsWith(MAIL_KEY))
                .map(key -> Long.valueOf(key.substring(MAIL_KEY.length()))).collect(Collectors.toSet());
    }

    private void goOn(RequestNumber number, Execution waiting, CustomerReply reply) {
        WaitingFor waited = waitsFor(waiting);
        if (reply == CustomerReply.SOLVED && waited == WaitingFor.ARTICLE_VERDICT) {
            offers.solved(number);
        } else if (reply == CustomerReply.STILL_NEEDS_HELP
                && (waited == WaitingFor.ARTICLE_VERDICT || waited == WaitingFor.REPLY_TO_ANSWER)) {
            offers.notSolved(number);
        }
        if (reply == CustomerReply.SOLVED && waited == WaitingFor.PROOF_OF_PURCHASE) {
            // Whoever has solved it needs no entitlement any more and should not be asked for proof again.
            withdraw(number);
            return;
        }
        requests.resume(number);
        runtime.messageEventReceived(SupportRequest.CUSTOMER_REPLIED, waiting.getId(),
                Variables.putValue(CUSTOMER_REPLY.name(), reply.name()));
    }

    private void withdraw(RequestNumber number) {
        messages.considerPending(number);
        runtime.createMessageCorrelation(SupportRequest.REQUEST_WITHDRAWN).processInstanceBusinessKey(number.toString())
                .correlate();
    }

    /** It goes the way of a request whose kind is known; what was redirected counts as contested by coming back. */
    private void reopen(Request request) {
        offers.notSolved(request.number());
        requests.resume(request.number());
        Kind kind = request.kind() == null ? Kind.USE : request.kind();
        boolean goodwill = decisions.of(request.number()).stream()
                .anyMatch(decision -> decision.result().equals(Entitlement.GOODWILL.name()));
        Triage found = triage.triage(messages.textOf(request.number()), request.language(), List.of());
        runtime.startProcessInstanceByMessage(SupportRequest.REQUEST_REOPENED, request.number().toString(),
                described(request)
                        .putValue(SupportRequest.KIND.name(), kind.name())
                        .putValue(SupportRequest.LANGUAGE.name(), request.language())
                        .putValue(SupportRequest.PRODUCT.name(), request.product())
                        .putValue(SupportRequest.VERSION.name(), request.version())
                        .putValue(SupportRequest.ORIGIN.name(), request.origin())
                        .putValue(SupportRequest.ORIGIN_CONTESTED.name(), request.outcome() == Outcome.REDIRECTED)
                        .putValue(SupportRequest.ORIGIN_STRONG.name(),
                                found.originStrong() && found.origin().equals(request.origin()))
                        .putValue(SupportRequest.FILE_DAMAGED.name(), found.fileDamaged())
                        .putValue(SupportRequest.ENTITLEMENT.name(), goodwill ? Entitlement.GOODWILL.name() : null)
                        .putValue(SupportRequest.AGENT.name(), request.agent()));
    }

    private Optional<Execution> waiting(RequestNumber number) {
        return Optional.ofNullable(runtime.createExecutionQuery().processInstanceBusinessKey(number.toString())
                .messageEventSubscriptionName(SupportRequest.CUSTOMER_REPLIED).singleResult());
    }

    private WaitingFor waitsFor(Execution waiting) {
        return WaitingFor.valueOf((String) runtime.getVariable(waiting.getId(), WAITING_FOR.name()));
    }

    private ReplyMeaning meaningOf(List<Message> pending) {
        List<ReplyMeaning> meanings = pending.stream().map(message -> replies.read(message.ownText())).distinct().toList();
        return meanings.size() == 1 ? meanings.get(0) : ReplyMeaning.OTHER;
    }

    /** What Tasklist and Cockpit show of a request. */
    private static VariableMap described(Request request) {
        String customer = request.customerName() == null ? request.customerAddress()
                : request.customerName() + " <" + request.customerAddress() + ">";
        return Variables.createVariables()
                .putValue(SupportRequest.REQUEST_NUMBER.name(), request.number().toString())
                .putValue(SupportRequest.SUBJECT.name(), shown(request.subject()))
                .putValue(SupportRequest.CUSTOMER.name(), shown(customer));
    }

    private static String shown(String text) {
        return text == null || text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN - 1) + "…";
    }
}
