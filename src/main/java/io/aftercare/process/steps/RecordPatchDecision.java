package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.DECIDING_VERSION;
import static io.aftercare.process.SupportRequest.LICENSED_VERSION;
import static io.aftercare.process.SupportRequest.PATCH_DUE;
import static io.aftercare.process.SupportRequest.REFUSAL;
import static io.aftercare.process.SupportRequest.VERSION_NAMED;
import static io.aftercare.process.SupportRequest.VERSION_ON_SALE;
import static io.aftercare.process.SupportRequest.VERSION_UNCLEAR;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.process.Explanations;
import io.aftercare.process.SupportRequest.Refusal;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps whether the decision table granted a patch, with the rule and the versions. */
@Component
class RecordPatchDecision implements ExecutionListener {

    private final Decisions decisions;
    private final Explanations explanations;

    RecordPatchDecision(Decisions decisions, Explanations explanations) {
        this.decisions = decisions;
        this.explanations = explanations;
    }

    @Override
    public void notify(DelegateExecution execution) {
        var row = DecisionRow.of(execution);
        boolean due = row.isTrue("patchDue");
        boolean unclear = row.isTrue("versionUnclear");
        String deciding = row.text("decidingVersion");
        PATCH_DUE.set(execution, due);
        VERSION_UNCLEAR.set(execution, unclear);
        DECIDING_VERSION.set(execution, deciding);
        REFUSAL.set(execution, Refusal.PATCH);
        String result = unclear ? "VERSION_UNCLEAR" : due ? "PATCH_DUE" : "PATCH_REFUSED";
        decisions.record(SupportRequest.of(execution), "patch", result,
                explanations.of(due ? "PATCH_DUE" : "PATCH_REFUSED", "en").rule(),
                "Licensed version: %s, version written about: %s, version on sale: %s.%s".formatted(
                        known(LICENSED_VERSION.in(execution)), known(VERSION_NAMED.in(execution)),
                        known(VERSION_ON_SALE.in(execution)),
                        unclear ? " The customer is asked which one it is."
                                : deciding == null ? "" : " Decided by version " + deciding + "."),
                Decision.PROCESS);
    }

    private static String known(String version) {
        return version == null ? "not known" : version;
    }
}
