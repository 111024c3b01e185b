package io.aftercare.process;

import io.aftercare.policy.PolicyNumbers;
import io.aftercare.policy.SupportPeriod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;

/** The rule of the policy behind a decision and the reason in words, from the decision table designers edit. */
@Component
public class Explanations {

    private final DecisionService decisions;
    private final PolicyNumbers numbers;

    Explanations(DecisionService decisions, PolicyNumbers numbers) {
        this.decisions = decisions;
        this.numbers = numbers;
    }

    /** All that is decided and explained. */
    private static final List<String> RESULTS = List.of("ENTITLED", "EXPIRED", "NO_PURCHASE",
            SupportRequest.NO_PURCHASE_OF_PRODUCT, "GOODWILL", "THIRD_PARTY", "OURS", "PATCH_DUE", "PATCH_REFUSED");

    /** @throws IllegalStateException when the table leaves a result without rule or reason, saying what to add */
    static void check(DmnEngine engine, DmnDecision table) {
        var rows = new ArrayList<Map.Entry<String, DmnDecisionRuleResult>>();
        for (String result : RESULTS) {
            for (String version : new String[] {null, "1"}) {
                DmnDecisionRuleResult row = engine.evaluateDecisionTable(table, Variables
                        .putValue(SupportRequest.DECISION_RESULT_INPUT, result)
                        .putValue(SupportRequest.DECIDING_VERSION.name(), version)
                        .putValue(SupportRequest.SUPPORT_PERIOD_EN_INPUT, "some time")
                        .putValue(SupportRequest.SUPPORT_PERIOD_FR_INPUT, "un temps")).getSingleResult();
                if (row == null) {
                    throw noRow(result);
                }
                rows.add(Map.entry(result, row));
            }
        }
        // A result has the columns only that its row fills.
        Set<String> columns = new TreeSet<>(List.of("rule_en", "reason_en"));
        rows.forEach(row -> columns.addAll(row.getValue().keySet()));
        rows.forEach(row -> columns.stream()
                .filter(column -> !(row.getValue().get(column) instanceof String text) || text.isBlank()).findFirst()
                .ifPresent(column -> {
                    throw new IllegalStateException(
                            "The decision table %s has no text in the column %s for %s. Write it there."
                                    .formatted(SupportRequest.EXPLANATION_DECISION, column, row.getKey()));
                }));
    }

    private static IllegalStateException noRow(String result) {
        return new IllegalStateException("The decision table %s has no row for %s. Add one."
                .formatted(SupportRequest.EXPLANATION_DECISION, result));
    }

    /** A rule and a reason, both in one language. */
    public record Explanation(String rule, String reason) {
    }

    /**
     * Explains the result of a decision such as {@code EXPIRED} with the support period of today.
     *
     * @param language ISO 639-1; English for languages without a column
     * @throws IllegalStateException when the table has no row for the result
     */
    public Explanation of(String result, String language) {
        return of(result, language, null, null);
    }

    /**
     * Explains the result of a decision with the support period it was decided with, to which its dates belong.
     *
     * @param supportPeriod   as the decision table wrote it, such as {@code P2Y}; null for that of today
     * @param decidingVersion the version by which it was decided; null when none was
     * @throws IllegalStateException when the table has no row for the result, or the period cannot be read
     */
    public Explanation of(String result, String language, String supportPeriod, String decidingVersion) {
        SupportPeriod period = supportPeriod == null ? numbers.supportPeriod() : read(supportPeriod);
        DmnDecisionRuleResult row = decisions.evaluateDecisionTableByKey(SupportRequest.EXPLANATION_DECISION,
                Variables.putValue(SupportRequest.DECISION_RESULT_INPUT, result)
                        .putValue(SupportRequest.DECIDING_VERSION.name(), decidingVersion)
                        .putValue(SupportRequest.SUPPORT_PERIOD_EN_INPUT, period.inWords(Locale.ENGLISH))
                        .putValue(SupportRequest.SUPPORT_PERIOD_FR_INPUT, period.inWords(Locale.FRENCH)))
                .getSingleResult();
        if (row == null) {
            throw noRow(result);
        }
        String suffix = row.containsKey("rule_" + language) ? "_" + language : "_en";
        return new Explanation(row.getEntry("rule" + suffix), row.getEntry("reason" + suffix));
    }

    private static SupportPeriod read(String written) {
        try {
            return SupportPeriod.parse(written);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalStateException(
                    "The decision table %s says how long support is open, but not as it should: %s"
                            .formatted(SupportRequest.ENTITLEMENT_DECISION, unreadable.getMessage()),
                    unreadable);
        }
    }
}
