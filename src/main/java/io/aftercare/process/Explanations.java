package io.aftercare.process;

import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.springframework.stereotype.Component;

/** The rule of the policy behind a verdict and the reason in words, from the decision table designers edit. */
@Component
public class Explanations {

    private final DecisionService decisions;

    Explanations(DecisionService decisions) {
        this.decisions = decisions;
    }

    /** A rule and a reason, both in one language. */
    public record Explanation(String rule, String reason) {
    }

    /**
     * Explains a verdict such as {@code EXPIRED}.
     *
     * @param language ISO 639-1; English for languages without a column
     * @throws IllegalStateException when the table has no row for the verdict
     */
    public Explanation of(String verdict, String language) {
        DmnDecisionRuleResult row = decisions.evaluateDecisionTableByKey(SupportRequest.EXPLANATION_DECISION,
                Map.of("verdict", verdict)).getSingleResult();
        if (row == null) {
            throw new IllegalStateException("The decision table %s has no row for %s. Add one."
                    .formatted(SupportRequest.EXPLANATION_DECISION, verdict));
        }
        String suffix = row.containsKey("rule_" + language) ? "_" + language : "_en";
        return new Explanation(row.getEntry("rule" + suffix), row.getEntry("reason" + suffix));
    }
}
