package io.aftercare.process;

import java.util.Collections;
import java.util.Optional;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.springframework.stereotype.Component;

/** The services that are competent for what is not ours (policy rule 5), from the decision table designers edit. */
@Component
public class CompetentServices {

    private final DecisionService decisions;

    CompetentServices(DecisionService decisions) {
        this.decisions = decisions;
    }

    /**
     * A competent service in the customer's language.
     *
     * @param link    null when none is known
     * @param article slug of the article that helps; null when there is none
     */
    public record CompetentService(String name, String link, String article) {
    }

    /** The service for an origin; empty when the table has no row for it. */
    public Optional<CompetentService> of(String origin, String language) {
        DmnDecisionRuleResult row = decisions.evaluateDecisionTableByKey(SupportRequest.COMPETENT_SERVICE_DECISION,
                Collections.singletonMap("origin", origin)).getSingleResult();
        if (row == null) {
            return Optional.empty();
        }
        String column = row.containsKey("service_" + language) ? "service_" + language : "service_en";
        return Optional.of(new CompetentService(row.getEntry(column), filled(row.getEntry("link")),
                filled(row.getEntry("article"))));
    }

    private static String filled(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
