package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.CONFIDENCE;
import static io.aftercare.process.SupportRequest.FILE_DAMAGED;
import static io.aftercare.process.SupportRequest.KIND;
import static io.aftercare.process.SupportRequest.LANGUAGE;
import static io.aftercare.process.SupportRequest.ORIGIN;
import static io.aftercare.process.SupportRequest.ORIGIN_STRONG;
import static io.aftercare.process.SupportRequest.PRODUCT;
import static io.aftercare.process.SupportRequest.TRIAGE_SURE;
import static io.aftercare.process.SupportRequest.VERSION;

import io.aftercare.conversation.Channel;
import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.Request;
import io.aftercare.conversation.Requests;
import io.aftercare.entitlement.Customer;
import io.aftercare.entitlement.Licences;
import io.aftercare.process.SupportRequest;
import io.aftercare.triage.TextTriage;
import io.aftercare.triage.Triage;
import io.aftercare.triage.TriageExplanations;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Decides kind, language, product, version and suspected origin, and how sure that is. */
@Component
class TriageRequest implements JavaDelegate {

    private final Requests requests;
    private final Messages messages;
    private final Licences licences;
    private final TextTriage textTriage;
    private final TriageExplanations explanations;
    private final Decisions decisions;

    TriageRequest(Requests requests, Messages messages, Licences licences, TextTriage textTriage,
            TriageExplanations explanations, Decisions decisions) {
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
        Triage triage = textTriage.triage(messages.textOf(request.number()), knownLanguage(request),
                licences.of(request.customerAddress()));
        requests.triage(request.number(), triage.kind(), triage.language(), triage.product(), triage.version(),
                triage.origin(), triage.confidence());
        decisions.record(request.number(), "triage", triage.kind().name(), null, triage.summary(), Decision.PROCESS);
        explanations.keep(request.number(), triage);
        messages.considerPending(request.number());
        KIND.set(execution, triage.kind());
        LANGUAGE.set(execution, triage.language());
        PRODUCT.set(execution, triage.product());
        VERSION.set(execution, triage.version());
        ORIGIN.set(execution, triage.origin());
        ORIGIN_STRONG.set(execution, triage.originStrong());
        FILE_DAMAGED.set(execution, triage.fileDamaged());
        CONFIDENCE.set(execution, (int) Math.round(triage.confidence() * 100));
        TRIAGE_SURE.set(execution, textTriage.sure(triage));
    }

    /** What the customer chose on a page outweighs what the customer data say; a mail says nothing by itself. */
    private String knownLanguage(Request request) {
        return request.channel() == Channel.MAIL
                ? licences.customer(request.customerAddress()).map(Customer::language).orElse(null) : request.language();
    }
}
