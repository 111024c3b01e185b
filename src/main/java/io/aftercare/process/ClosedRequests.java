package io.aftercare.process;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Kind;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Outcome;
import io.aftercare.conversation.Purpose;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.TriageResult;
import io.aftercare.triage.TextTriage;
import java.time.Clock;
import java.util.List;
import org.camunda.bpm.engine.variable.VariableMap;
import org.springframework.stereotype.Component;

/** What becomes of a request that had ended when its customer comes back; in the caller's transaction. */
@Component
class ClosedRequests {

    private final RequestInstances instances;
    private final Requests requests;
    private final Messages messages;
    private final Decisions decisions;
    private final TextTriage triage;
    private final ArticleOffers offers;
    private final ReopeningProperties reopening;
    private final Clock clock;

    ClosedRequests(RequestInstances instances, Requests requests, Messages messages, Decisions decisions,
            TextTriage triage,
            ArticleOffers offers, ReopeningProperties reopening, Clock clock) {
        this.instances = instances;
        this.requests = requests;
        this.messages = messages;
        this.decisions = decisions;
        this.triage = triage;
        this.offers = offers;
        this.reopening = reopening;
        this.clock = clock;
    }

    /** Whether a choice opens the request again; false for one that has not ended. */
    boolean reopens(Request request, CustomerChoice choice) {
        return choice == CustomerChoice.STILL_NEEDS_HELP && request.outcome() != Outcome.WITHDRAWN
                && request.mergedInto() == null
                && reopening.possible(request, clock.instant());
    }

    /**
     * It goes the way of a request whose kind is known, or to who had it: what people decided stands, and what was
     * refused or redirected counts as contested by coming back.
     *
     * @throws SuspendedInEngineException when an administrator has suspended the process
     */
    void reopen(Request request) {
        EarlierDecisions earlier = decided(request);
        offers.notSolved(request.number());
        requests.resume(request.number());
        TriageResult known = reread(request);
        requests.triage(request.number(), known);
        VariableMap variables = DisplayVariables.of(request)
                .putValue(SupportRequest.AGENT.name(), request.agent());
        variables.putAll(earlier.variables());
        variables.putAll(TriageVariables.of(known));
        instances.start(SupportRequest.REQUEST_REOPENED, request.number(), variables);
    }

    /** What stands of a request that has ended. */
    EarlierDecisions decided(Request request) {
        return EarlierDecisions.of(request.outcome(), decisions.of(request.number()),
                messages.has(request.number(), Purpose.REFUSAL));
    }

    /** What was known of it, with what all that the customer has written by now says of its origin. */
    private TriageResult reread(Request request) {
        TriageResult known = request.kind() == null ? new TriageResult(Kind.USE, request.language(), null, null, null,
                false, false, 0.0, true, Decision.PROCESS) : request.triage();
        return known
                .withSignsOf(triage.triage(messages.textOf(request.number()), known.language(), List.of()).result());
    }
}
