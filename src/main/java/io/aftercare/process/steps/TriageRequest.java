package io.aftercare.process.steps;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.TriageResult;
import io.aftercare.entitlement.Customer;
import io.aftercare.entitlement.Licences;
import io.aftercare.process.SupportRequest;
import io.aftercare.process.TriageDecisions;
import io.aftercare.process.TriageVariables;
import io.aftercare.triage.TextTriage;
import io.aftercare.triage.Triage;
import io.aftercare.triage.TriageExplanations;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Decides kind, language, product, version and suspected origin, and how sure that is. What an agent was told on the
 * telephone outweighs what the agent's notes seem to say.
 */
@Component
class TriageRequest implements JavaDelegate {

    private final Requests requests;
    private final Messages messages;
    private final Licences licences;
    private final TextTriage textTriage;
    private final TriageExplanations explanations;
    private final TriageDecisions decisions;

    TriageRequest(Requests requests, Messages messages, Licences licences, TextTriage textTriage,
            TriageExplanations explanations, TriageDecisions decisions) {
        this.requests = requests;
        this.messages = messages;
        this.licences = licences;
        this.textTriage = textTriage;
        this.explanations = explanations;
        this.decisions = decisions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Request request = requests.get(SupportRequest.of(execution));
        Triage triage = triage(request);
        TriageResult found = request.channel() == Channel.PHONE
                ? triage.result().about(request.product(), request.version()).in(request.language())
                : triage.result();
        decisions.keep(request.number(), found, triage.summary());
        explanations.keep(request.number(), triage);
        messages.considerPending(request.number());
        TriageVariables.write(execution, found);
    }

    /** What cannot be read is left to a person: a machine could go by the subject alone. */
    private Triage triage(Request request) {
        Triage triage = textTriage.triage(messages.textOf(request.number()), knownLanguage(request),
                licences.of(request.customerAddress()));
        return !messages.unreadable(request.number()) ? triage
                : new Triage(triage.result().unsure(), "What the mail says cannot be read without a key.",
                        triage.reasons(), triage.signals());
    }

    /** What the customer chose on a page outweighs what the customer data say; a mail says nothing by itself. */
    private String knownLanguage(Request request) {
        return request.channel() == Channel.MAIL
                ? licences.customer(request.customerAddress()).map(Customer::language).orElse(null)
                : request.language();
    }
}
