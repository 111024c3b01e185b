package io.aftercare.process;

import io.aftercare.policy.PolicyNumbers;
import io.aftercare.policy.SupportPeriod;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.springframework.stereotype.Component;

/** The numbers of the policy, from the newest deployed tables: looking at a page is no request's history. */
@Component
class DecisionTablePolicyNumbers implements PolicyNumbers {

    /** Any day will do to ask how long support is open; one that every period can be counted from. */
    private static final LocalDate ANY_DAY = LocalDate.EPOCH;

    private final DmnEngine engine;
    private final DeployedTables tables;

    DecisionTablePolicyNumbers(DmnEngine engine, DeployedTables tables) {
        this.engine = engine;
        this.tables = tables;
    }

    @Override
    public SupportPeriod supportPeriod() {
        try {
            return SupportPeriod.parse(entitlement(ANY_DAY).get(SupportRequest.SUPPORT_PERIOD.name()) instanceof String period
                    ? period : null);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalStateException("The decision table %s does not say in its output %s how long support is open: %s"
                    .formatted(SupportRequest.ENTITLEMENT_DECISION, SupportRequest.SUPPORT_PERIOD.name(),
                            unreadable.getMessage()), unreadable);
        }
    }

    @Override
    public LocalDate supportUntil(LocalDate purchasedOn) {
        if (entitlement(purchasedOn).get(SupportRequest.SUPPORT_UNTIL.name()) instanceof String day) {
            return LocalDate.parse(day);
        }
        throw new IllegalStateException("The decision table %s does not say in its output %s until when support is open."
                .formatted(SupportRequest.ENTITLEMENT_DECISION, SupportRequest.SUPPORT_UNTIL.name()));
    }

    @Override
    public WaitingTime waitingTime(String waitingFor) {
        Map<String, Object> row = row(SupportRequest.WAITING_TIMES_DECISION,
                Map.of(SupportRequest.WAITING_FOR.name(), waitingFor));
        if (row.get("reminderAfterDays") instanceof Number reminder && row.get("endAfterDays") instanceof Number end) {
            return new WaitingTime(reminder.intValue(), end.intValue());
        }
        throw new IllegalStateException("The decision table %s names no days for %s. Add a last row without conditions."
                .formatted(SupportRequest.WAITING_TIMES_DECISION, waitingFor));
    }

    /** What the table says of a purchase on that day, asked about on the same day. */
    private Map<String, Object> entitlement(LocalDate purchasedOn) {
        var asked = new HashMap<String, Object>();
        asked.put(SupportRequest.ENTITLEMENT.name(), null);
        asked.put(SupportRequest.PURCHASE_FOUND.name(), true);
        asked.put(SupportRequest.PURCHASED_ON.name(), purchasedOn.toString());
        asked.put(SupportRequest.ASKED_ON.name(), purchasedOn.toString());
        return row(SupportRequest.ENTITLEMENT_DECISION, asked);
    }

    /** Without the cells that are empty; without any when no row applies. */
    private Map<String, Object> row(String table, Map<String, Object> asked) {
        DmnDecisionRuleResult row = engine.evaluateDecisionTable(tables.newest(table).decision(), asked).getFirstResult();
        return row == null ? Map.of() : row.getEntryMap();
    }
}
