package io.aftercare.process.steps;

import static io.aftercare.process.SupportRequest.ASKED_ON;
import static io.aftercare.process.SupportRequest.ENTITLEMENT;
import static io.aftercare.process.SupportRequest.OTHER_PURCHASES;
import static io.aftercare.process.SupportRequest.PURCHASED_ON;
import static io.aftercare.process.SupportRequest.REFUSAL;
import static io.aftercare.process.SupportRequest.SUPPORT_PERIOD;
import static io.aftercare.process.SupportRequest.SUPPORT_UNTIL;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Decisions;
import io.aftercare.process.Explanations;
import io.aftercare.process.SupportRequest.Entitlement;
import io.aftercare.process.SupportRequest.Refusal;
import io.aftercare.process.SupportRequest;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Keeps what the decision table said about the entitlement, with the rule and the dates. */
@Component
class RecordEntitlement implements ExecutionListener {

    private final Decisions decisions;
    private final Explanations explanations;

    RecordEntitlement(Decisions decisions, Explanations explanations) {
        this.decisions = decisions;
        this.explanations = explanations;
    }

    @Override
    public void notify(DelegateExecution execution) {
        var row = DecisionRow.of(execution);
        Entitlement entitlement = Entitlement.valueOf(row.text("entitlement"));
        ENTITLEMENT.set(execution, entitlement);
        SUPPORT_UNTIL.set(execution, row.text("supportUntil"));
        SUPPORT_PERIOD.set(execution, row.text("supportPeriod"));
        REFUSAL.set(execution,
                entitlement == Entitlement.NO_PURCHASE ? Refusal.PURCHASE_NOT_PROVED : Refusal.SUPPORT_EXPIRED);
        String others = entitlement == Entitlement.NO_PURCHASE ? OTHER_PURCHASES.in(execution) : null;
        var explanation = explanations.of(
                others == null ? entitlement.name() : SupportRequest.NO_PURCHASE_OF_PRODUCT, "en",
                row.text("supportPeriod"), null);
        String facts = PURCHASED_ON.in(execution) == null ? others == null ? "" : " Found: " + others + "."
                : " Purchased on %s, support open until %s, asked on %s."
                        .formatted(PURCHASED_ON.in(execution), row.text("supportUntil"), ASKED_ON.in(execution));
        decisions.record(SupportRequest.of(execution), "entitlement", entitlement.name(), explanation.rule(),
                explanation.reason() + facts, Decision.PROCESS);
    }
}
