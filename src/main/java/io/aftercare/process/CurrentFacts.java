package io.aftercare.process;

import static io.aftercare.process.SupportRequest.ASKED_ON;
import static io.aftercare.process.SupportRequest.DECIDING_VERSION;
import static io.aftercare.process.SupportRequest.LICENSED_VERSION;
import static io.aftercare.process.SupportRequest.OTHER_PURCHASES;
import static io.aftercare.process.SupportRequest.PURCHASED_ON;
import static io.aftercare.process.SupportRequest.PURCHASE_FOUND;
import static io.aftercare.process.SupportRequest.SUPPORT_UNTIL;
import static io.aftercare.process.SupportRequest.VERSION_CONFIRMED;
import static io.aftercare.process.SupportRequest.VERSION_NAMED;
import static io.aftercare.process.SupportRequest.VERSION_ON_SALE;

import io.aftercare.conversation.Decisions;
import io.aftercare.conversation.Request;
import io.aftercare.entitlement.Licence;
import io.aftercare.entitlement.Licences;
import io.aftercare.process.Purchases.Known;
import io.aftercare.process.SupportRequest.Entitlement;
import io.aftercare.process.SupportRequest.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/**
 * What is known of a customer's purchases now, and what the decision tables make of it: nothing is changed by asking.
 */
@Component
public class CurrentFacts {

    private final Purchases purchases;
    private final Licences licences;
    private final Decisions decisions;
    private final DecisionService tables;
    private final Clock clock;

    CurrentFacts(Purchases purchases, Licences licences, Decisions decisions, DecisionService tables, Clock clock) {
        this.purchases = purchases;
        this.licences = licences;
        this.decisions = decisions;
        this.tables = tables;
        this.clock = clock;
    }

    /**
     * The facts as the variables of a process have them.
     *
     * @param versionTold the version that the customer told when asked; null when none was
     */
    public VariableMap of(Request request, String versionTold) {
        boolean verified = decisions.of(request.number()).stream()
                .anyMatch(each -> each.subject().equals("purchase") && each.result().equals("VERIFIED"));
        Known known = purchases.known(request);
        Optional<Licence> licence = purchases.of(known, verified);
        String product = licence.map(Licence::product).orElse(request.product());
        VariableMap facts = Variables.createVariables().putValue(PURCHASE_FOUND.name(), licence.isPresent())
                .putValue(PURCHASED_ON.name(), licence.map(found -> found.purchasedOn().toString()).orElse(null))
                .putValue(LICENSED_VERSION.name(), licence.map(Licence::version).orElse(null))
                .putValue(VERSION_ON_SALE.name(), licences.versionOnSale(product).orElse(null))
                .putValue(OTHER_PURCHASES.name(), purchases.forStaff(purchases.ofOtherProducts(known)))
                .putValue(VERSION_NAMED.name(),
                        Optional.ofNullable(versionTold).or(() -> purchases.versionWritten(known, product))
                                .orElse(null))
                .putValue(ASKED_ON.name(), LocalDate.ofInstant(request.openedAt(), clock.getZone()).toString());
        facts.putValue(SUPPORT_UNTIL.name(), entitlement(facts).getEntry("supportUntil"));
        DmnDecisionRuleResult patch = patch(facts, versionTold != null);
        facts.putValue(DECIDING_VERSION.name(), patch.containsKey(DECIDING_VERSION.name())
                ? patch.getEntry(DECIDING_VERSION.name())
                : null);
        return facts;
    }

    /** Whether a refusal would be none, or another one, by these facts. */
    public boolean undo(Refusal refusal, Map<String, Object> facts, boolean versionTold) {
        if (refusal == Refusal.PATCH) {
            DmnDecisionRuleResult row = patch(facts, versionTold);
            return Boolean.TRUE.equals(row.get("patchDue")) || Boolean.TRUE.equals(row.get("versionUnclear"));
        }
        return !entitlement(facts).getEntry("entitlement").equals(refusal.decisionResult());
    }

    /** Whether these facts open support. */
    public boolean entitle(Map<String, Object> facts) {
        return Entitlement.ENTITLED.name().equals(entitlement(facts).getEntry("entitlement"));
    }

    private DmnDecisionRuleResult entitlement(Map<String, Object> facts) {
        return row(SupportRequest.ENTITLEMENT_DECISION, Variables.fromMap(facts)
                .putValue(SupportRequest.ENTITLEMENT.name(), null));
    }

    private DmnDecisionRuleResult patch(Map<String, Object> facts, boolean versionTold) {
        return row(SupportRequest.PATCH_DECISION,
                Variables.fromMap(facts).putValue(VERSION_CONFIRMED.name(), versionTold));
    }

    private DmnDecisionRuleResult row(String table, VariableMap facts) {
        DmnDecisionRuleResult row = tables.evaluateDecisionTableByKey(table, facts).getFirstResult();
        if (row == null) {
            throw new IllegalStateException(
                    "No row of the decision table " + table + " applied. Add a last row without conditions.");
        }
        return row;
    }
}
