package io.aftercare.process;

import static io.aftercare.process.SupportRequest.CUSTOMER_REPLY;
import static io.aftercare.process.SupportRequest.WAITING_FOR;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.IncomingMessage;
import io.aftercare.conversation.Message;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.process.SupportRequest.CustomerReply;
import io.aftercare.process.SupportRequest.WaitingFor;
import io.aftercare.triage.ReplyIntent;
import io.aftercare.triage.ReplyClassifier;
import io.aftercare.triage.TriageProperties;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
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
public class RequestProcess {

    private final RuntimeService runtime;
    private final Requests requests;
    private final Messages messages;
    private final ReplyClassifier replies;
    private final TriageProperties triageProperties;
    private final ArticleOffers offers;
    private final ClosedRequests ended;
    private final RequestInstances instances;

    RequestProcess(RuntimeService runtime, Requests requests, Messages messages, ReplyClassifier replies,
            TriageProperties triageProperties, ArticleOffers offers, ClosedRequests ended, RequestInstances instances) {
        this.runtime = runtime;
        this.requests = requests;
        this.messages = messages;
        this.replies = replies;
        this.triageProperties = triageProperties;
        this.offers = offers;
        this.ended = ended;
        this.instances = instances;
    }

    /**
     * Opens a request with its first message and starts its process.
     *
     * @param language   what the customer chose on a page, ISO 639-1; null lets the triage decide
     * @param followUpOf the closed request it goes on from; null mostly
     * @throws SuspendedInEngineException when an administrator has suspended the process; then nothing was kept
     */
    public Request begin(Channel channel, IncomingMessage first, String language, RequestNumber followUpOf) {
        return begin(channel, first, language, followUpOf, false);
    }

    /**
     * The same for a customer who was shown the articles that answer and said that they do not: what was found once is
     * not mailed again, a person takes care of the request (policy rule 1).
     *
     * @param language what the customer chose on a page, ISO 639-1; null lets the triage decide
     * @throws SuspendedInEngineException as in {@link #begin}
     */
    public Request beginAfterHelp(Channel channel, IncomingMessage first, String language) {
        return begin(channel, first, language, null, true);
    }

    private Request begin(Channel channel, IncomingMessage first, String language, RequestNumber followUpOf,
            boolean helpConsulted) {
        Request request = open(channel, first, language, followUpOf);
        start(request.number(), helpConsulted, followUpOf);
        return requests.get(request.number());
    }

    /** Opens a request with its first message; what becomes of it is still to be said. */
    Request open(Channel channel, IncomingMessage first, String language, RequestNumber followUpOf) {
        Request request = requests.open(channel, first.fromAddress(), first.fromName(), first.subject(),
                language == null ? triageProperties.defaultLanguage() : language, followUpOf);
        requests.arrived(request.number(), first.arrivedAt());
        messages.receive(request.number(), first);
        return request;
    }

    /**
     * Starts the process of an opened request.
     *
     * @param followUpOf as in {@link #begin}
     */
    void start(RequestNumber number, boolean helpConsulted, RequestNumber followUpOf) {
        VariableMap variables = DisplayVariables.of(requests.get(number));
        // What is not so for most is not kept for each: the diagram takes what is missing for false.
        if (helpConsulted) {
            variables.putValue(SupportRequest.HELP_CONSULTED.name(), true);
        }
        if (followUpOf != null) {
            variables.putAll(ended.decided(requests.get(followUpOf)).forFollowUp().variables());
        }
        instances.start(SupportRequest.REQUEST_RECEIVED, number, variables);
    }

    /**
     * Keeps a further message of the customer and lets the process go on if it waits for one; otherwise the message is
     * pending until the process comes to a place where it, or a person, takes account of it. A closed request reopens.
     */
    public Message customerWrote(RequestNumber number, IncomingMessage incoming) {
        Message message = messages.receive(number, incoming);
        if (message.fromCustomer() && instances.suspended(number)) {
            messages.note(number, null, "An administrator has suspended this request in Cockpit. What the customer "
                    + "wrote just now is delivered when it has been activated.");
        }
        deliverPending(number);
        return messages.get(message.id());
    }

    /**
     * Carries out what a customer chose on a page.
     *
     * @param letter the purpose of the letter whose link was followed; null when the link does not say. An answer to
     *               one letter never counts as the answer to a later one of another purpose
     * @return false when the request no longer waits for that choice, so that nothing was changed
     * @throws SuspendedInEngineException when an administrator has suspended what the choice leads to
     */
    public boolean choose(RequestNumber number, CustomerChoice choice, Purpose letter) {
        Request request = instances.inStep(requests.getForUpdate(number));
        if (request.closed()) {
            boolean reopens = ended.reopens(request, choice);
            if (reopens) {
                ended.reopen(request);
            }
            return reopens;
        }
        if (instances.suspended(number)) {
            return false;
        }
        if (choice == CustomerChoice.WITHDRAW) {
            withdraw(number);
            return true;
        }
        Optional<Execution> waiting = instances.waiting(number)
                .filter(execution -> letter == null || waitsFor(execution).letter() == letter);
        waiting.ifPresent(execution -> goOn(number, execution, CustomerReply.valueOf(choice.name())));
        return waiting.isPresent();
    }

    /** Whether a choice would open a closed request again. */
    @Transactional(readOnly = true)
    public boolean reopens(Request request, CustomerChoice choice) {
        return ended.reopens(request, choice);
    }

    /** Whether an administrator has suspended a request, so that nothing goes on until it is activated. */
    @Transactional(readOnly = true)
    public boolean onHold(RequestNumber number) {
        return instances.suspended(number);
    }

    /**
     * Takes account of the messages of a request that came while the process was not waiting for any, if it is now.
     * Nothing happens while it is not, or is suspended: the messages stay pending.
     */
    public void deliverPending(RequestNumber number) {
        Request before = requests.getForUpdate(number);
        List<Message> pending = messages.pending(number);
        if (pending.isEmpty() || instances.suspended(number)) {
            return;
        }
        Request request = instances.inStep(before);
        long newest = pending.get(pending.size() - 1).id();
        ReplyIntent meaning = meaningOf(pending);
        if (request.closed()) {
            messages.consider(number, newest);
            if (meaning == ReplyIntent.OTHER) {
                ended.reopen(request);
            }
        } else if (meaning == ReplyIntent.WITHDRAWN) {
            withdraw(number);
        } else {
            instances.waiting(number).ifPresent(execution -> {
                messages.consider(number, newest);
                goOn(number, execution,
                        meaning == ReplyIntent.SOLVED ? CustomerReply.SOLVED : CustomerReply.STILL_NEEDS_HELP);
            });
        }
    }

    /**
     * Ends a request that a person found to be none of its own, without any mail; one that has ended meanwhile stays as
     * it ended.
     *
     * @param place why: it belongs to another conversation, or nowhere
     */
    public void dismiss(RequestNumber number, SupportRequest.MailPlace place) {
        if (!instances.inStep(requests.getForUpdate(number)).closed()) {
            messages.considerPending(number);
            runtime.createMessageCorrelation(SupportRequest.REQUEST_DISMISSED)
                    .processInstanceBusinessKey(number.toString())
                    .setVariable(SupportRequest.MAIL_PLACE.name(), place.name()).correlate();
        }
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
        instances.goOn(() -> runtime.messageEventReceived(SupportRequest.CUSTOMER_REPLIED, waiting.getId(),
                Variables.putValue(CUSTOMER_REPLY.name(), reply.name())));
    }

    private void withdraw(RequestNumber number) {
        messages.considerPending(number);
        runtime.createMessageCorrelation(SupportRequest.REQUEST_WITHDRAWN).processInstanceBusinessKey(number.toString())
                .correlate();
    }

    private WaitingFor waitsFor(Execution waiting) {
        return WaitingFor.valueOf((String) runtime.getVariable(waiting.getId(), WAITING_FOR.name()));
    }

    private ReplyIntent meaningOf(List<Message> pending) {
        List<ReplyIntent> meanings =
                pending.stream().map(message -> replies.read(message.ownText())).distinct().toList();
        return meanings.size() == 1 ? meanings.get(0) : ReplyIntent.OTHER;
    }
}
