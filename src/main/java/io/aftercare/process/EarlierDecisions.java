package io.aftercare.process;

import io.aftercare.conversation.Decision;
import io.aftercare.conversation.Outcome;
import io.aftercare.process.SupportRequest.AnswerOutcome;
import io.aftercare.process.SupportRequest.Entitlement;
import io.aftercare.process.SupportRequest.Refusal;
import io.aftercare.process.SupportRequest.Review;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

/**
 * What stands of a request when its customer comes back to it: no rule decides again what a person decided or the
 * customer contests.
 *
 * @param refusalContested      support was refused in a letter and nothing has lifted that: coming back contests it
 * @param patchRefusalContested the same of a patch
 * @param personResponsible     a person has worked on it, or a redirect is contested
 * @param originContested       a redirect was mailed: coming back contests it
 * @param goodwill              a manager granted support against the rule
 * @param purchaseVerified      a person verified the purchase
 */
record EarlierDecisions(boolean refusalContested, boolean patchRefusalContested, boolean personResponsible,
        boolean originContested, boolean goodwill, boolean purchaseVerified) {

    /**
     * Of a request that has ended.
     *
     * @param decisions     oldest first
     * @param refusalMailed whether the customer got the refusal: a request may end before
     */
    static EarlierDecisions of(Outcome outcome, List<Decision> decisions, boolean refusalMailed) {
        // Only persons close without an answer.
        boolean worked = outcome == Outcome.CLOSED_WITHOUT_ANSWER;
        boolean contested = outcome == Outcome.REDIRECTED;
        boolean goodwill = false;
        boolean verified = false;
        Refusal refused = null;
        for (Decision decision : decisions) {
            String result = decision.result();
            switch (decision.subject()) {
                case "entitlement" -> {
                    goodwill |= result.equals(Entitlement.GOODWILL.name());
                    refused = Stream.of(Refusal.SUPPORT_EXPIRED, Refusal.PURCHASE_NOT_PROVED)
                            .filter(refusal -> refusal.decisionResult().equals(result)).findFirst().orElse(null);
                }
                case "origin" -> contested |= !result.equals("OURS");
                case "purchase" -> verified = result.equals("VERIFIED");
                case "patch" -> refused = result.equals(Refusal.PATCH.decisionResult()) ? Refusal.PATCH : null;
                case "review" -> refused = result.equals(Review.UPHOLD.name()) ? refused : null;
                case "request" -> worked = true;
                case "answer" -> worked |= !result.equals(AnswerOutcome.WRONG_KIND.name());
                default -> {
                    // says nothing of who has it
                }
            }
        }
        boolean support = refused != null && refused != Refusal.PATCH && refusalMailed;
        return new EarlierDecisions(support, refused == Refusal.PATCH, !support && (worked || contested || goodwill),
                contested, goodwill, verified);
    }

    /**
     * What of it holds for a request of its own that goes on from this one: it may be about something else, but is not
     * refused or redirected by a rule where this one was.
     */
    EarlierDecisions forFollowUp() {
        return new EarlierDecisions(refusalContested || goodwill, false, false, originContested, false,
                purchaseVerified);
    }

    /** For the process that takes the request up. */
    VariableMap variables() {
        return Variables.createVariables()
                .putValue(SupportRequest.REFUSAL_CONTESTED.name(), refusalContested)
                .putValue(SupportRequest.PATCH_REFUSAL_CONTESTED.name(), patchRefusalContested)
                .putValue(SupportRequest.PERSON_RESPONSIBLE.name(), personResponsible)
                .putValue(SupportRequest.ORIGIN_CONTESTED.name(), originContested)
                .putValue(SupportRequest.PURCHASE_VERIFIED.name(), purchaseVerified)
                .putValue(SupportRequest.ENTITLEMENT.name(), goodwill ? Entitlement.GOODWILL.name() : null);
    }
}
