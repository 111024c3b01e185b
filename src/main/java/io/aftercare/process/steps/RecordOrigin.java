package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.ORIGIN;
import static io.aftercare.process.SupportRequest.THIRD_PARTY;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.process.Explanations;
import io.aftercare.process.ProblemOrigins;
import io.aftercare.process.SupportRequest;
import io.aftercare.triage.OriginMatch;
import io.aftercare.triage.TriageExplanations;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps whether the decision table found a third party's problem, with the rule and the origin. */
@Component
class RecordOrigin implements ExecutionListener {

    private static final int MOST_WORDS = 5;

    private final Decisions decisions;
    private final Explanations explanations;
    private final TriageExplanations signs;
    private final ProblemOrigins origins;

    RecordOrigin(Decisions decisions, Explanations explanations, TriageExplanations signs, ProblemOrigins origins) {
        this.decisions = decisions;
        this.explanations = explanations;
        this.signs = signs;
        this.origins = origins;
    }

    @Override
    public void notify(DelegateExecution execution) {
        boolean thirdParty = DecisionRow.of(execution).isTrue("thirdParty");
        THIRD_PARTY.set(execution, thirdParty);
        String result = thirdParty ? "THIRD_PARTY" : "OURS";
        RequestNumber number = SupportRequest.of(execution);
        decisions.record(number, "origin", result, explanations.of(result, "en").rule(),
                reason(ORIGIN.in(execution), number), Decision.PROCESS);
    }

    /** The origin with the words that point to it; a person's finding has none. */
    private String reason(String origin, RequestNumber number) {
        List<OriginMatch> signals = signs.signals(number, origin);
        String words = signals.stream().map(OriginMatch::words).distinct().limit(MOST_WORDS)
                .map(found -> "\"" + found + "\"").collect(Collectors.joining(", "));
        return origin == null ? null
                : "Suspected origin: " + origins.name(origin) + (signals.isEmpty() ? "."
                        : ", because of the words " + words + " (" + signals.get(0).sign() + ").");
    }
}
