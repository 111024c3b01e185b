package io.aftercare.process;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Messages;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.TriageResult;
import io.aftercare.triage.TextTriage;
import org.springframework.stereotype.Component;

/** Keeps what was decided about a request's triage, by whom, when and why; in the caller's transaction. */
@Component
public class TriageDecisions {

    private final Requests requests;
    private final Messages messages;
    private final Decisions decisions;
    private final TextTriage triage;
    private final LearningConsent consent;
    private final TriageExamples examples;

    TriageDecisions(Requests requests, Messages messages, Decisions decisions, TextTriage triage,
            LearningConsent consent, TriageExamples examples) {
        this.consent = consent;
        this.requests = requests;
        this.messages = messages;
        this.decisions = decisions;
        this.triage = triage;
        this.examples = examples;
    }

    /**
     * A person decided it: the triage learns from that too, unless the customer does not want that.
     *
     * @param reason in a sentence
     */
    public void learn(RequestNumber number, TriageResult decided, String reason) {
        if (consent.given(number)) {
            triage.learn(examples.anonymous(number, messages.textOf(number)), decided.language(), decided.kind(),
                    number, decided.decidedBy());
        }
        keep(number, decided, reason);
    }

    /**
     * Keeps it with the request and among its decisions.
     *
     * @param reason in a sentence
     */
    public void keep(RequestNumber number, TriageResult decided, String reason) {
        requests.triage(number, decided);
        decisions.record(number, "triage", decided.kind().name(), null, reason, decided.decidedBy());
    }
}
