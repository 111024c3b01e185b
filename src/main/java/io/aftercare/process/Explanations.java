package io.aftercare.process;

import io.aftercare.policy.PolicyNumbers;
import io.aftercare.policy.SupportPeriod;
import java.util.Locale;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
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
            throw new IllegalStateException("The decision table %s has no row for %s. Add one."
                    .formatted(SupportRequest.EXPLANATION_DECISION, result));
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
