package io.aftercare.process;

import io.aftercare.policy.PolicyNumbers;
import io.aftercare.policy.SupportPeriod;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
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
        return supportPeriod(engine, tables.newest(SupportRequest.ENTITLEMENT_DECISION).decision());
    }

    @Override
    public LocalDate supportUntil(LocalDate purchasedOn) {
        return supportUntil(engine, tables.newest(SupportRequest.ENTITLEMENT_DECISION).decision(), purchasedOn);
    }

    @Override
    public WaitingTime waitingTime(String waitingFor) {
        return waitingTime(engine, tables.newest(SupportRequest.WAITING_TIMES_DECISION).decision(), waitingFor);
    }

    /** @throws IllegalStateException when the table says no period, or one that nobody can read */
    static SupportPeriod supportPeriod(DmnEngine engine, DmnDecision table) {
        try {
            return SupportPeriod.parse(entitlement(engine, table, ANY_DAY)
                    .get(SupportRequest.SUPPORT_PERIOD.name()) instanceof String period ? period : null);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalStateException(
                    "The decision table %s does not say in its output %s how long support is open: %s"
                            .formatted(SupportRequest.ENTITLEMENT_DECISION, SupportRequest.SUPPORT_PERIOD.name(),
                                    unreadable.getMessage()),
                    unreadable);
        }
    }

    /** @throws IllegalStateException when the table says no day */
    static LocalDate supportUntil(DmnEngine engine, DmnDecision table, LocalDate purchasedOn) {
        if (entitlement(engine, table, purchasedOn).get(SupportRequest.SUPPORT_UNTIL.name()) instanceof String day) {
            return LocalDate.parse(day);
        }
        throw new IllegalStateException(
                "The decision table %s does not say in its output %s until when support is open."
                        .formatted(SupportRequest.ENTITLEMENT_DECISION, SupportRequest.SUPPORT_UNTIL.name()));
    }

    /** @throws IllegalStateException when the table says no days for it */
    static WaitingTime waitingTime(DmnEngine engine, DmnDecision table, String waitingFor) {
        Map<String, Object> row = row(engine, table, Map.of(SupportRequest.WAITING_FOR.name(), waitingFor));
        if (row.get("reminderAfterDays") instanceof Number reminder && row.get("endAfterDays") instanceof Number end) {
            return new WaitingTime(reminder.intValue(), end.intValue());
        }
        throw new IllegalStateException("The decision table %s names no days for %s. Add a last row without conditions."
                .formatted(SupportRequest.WAITING_TIMES_DECISION, waitingFor));
    }

    /** What the table says of a purchase on that day, asked about on the same day. */
    private static Map<String, Object> entitlement(DmnEngine engine, DmnDecision table, LocalDate purchasedOn) {
        var asked = new HashMap<String, Object>();
        asked.put(SupportRequest.ENTITLEMENT.name(), null);
        asked.put(SupportRequest.PURCHASE_FOUND.name(), true);
        asked.put(SupportRequest.PURCHASED_ON.name(), purchasedOn.toString());
        asked.put(SupportRequest.ASKED_ON.name(), purchasedOn.toString());
        return row(engine, table, asked);
    }

    /** Without the cells that are empty; without any when no row applies. */
    private static Map<String, Object> row(DmnEngine engine, DmnDecision table, Map<String, Object> asked) {
        DmnDecisionRuleResult row = engine.evaluateDecisionTable(table, asked).getFirstResult();
        return row == null ? Map.of() : row.getEntryMap();
    }
}
