package io.aftercare.process;

import io.aftercare.triage.OriginSignal;
import io.aftercare.triage.OriginSignals;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.stereotype.Component;

/**
 * The signs of an origin, from the newest deployed table. It is evaluated beside the process engine because the engine
 * would keep the whole text of the mail in its history, where there is room for 4,000 characters.
 */
@Component
class DecisionTableOriginSignals implements OriginSignals {

    private final DmnEngine tables;
    private final RepositoryService repository;
    private volatile Parsed parsed = new Parsed(null, null);

    DecisionTableOriginSignals(DmnEngine tables, RepositoryService repository) {
        this.tables = tables;
        this.repository = repository;
    }

    private record Parsed(String definition, DmnDecision table) {
    }

    @Override
    public List<OriginSignal> in(String normalisedText) {
        return tables.evaluateDecisionTable(table(), Map.of("text", normalisedText)).stream()
                .map(row -> new OriginSignal(row.getEntry("origin"), row.getEntry("signal"))).toList();
    }

    private DmnDecision table() {
        DecisionDefinition newest = repository.createDecisionDefinitionQuery()
                .decisionDefinitionKey(SupportRequest.ORIGIN_SIGNALS_DECISION).latestVersion().singleResult();
        if (newest == null) {
            throw new IllegalStateException("The decision table " + SupportRequest.ORIGIN_SIGNALS_DECISION
                    + " is not deployed.");
        }
        Parsed known = parsed;
        if (!newest.getId().equals(known.definition())) {
            known = new Parsed(newest.getId(), tables.parseDecision(SupportRequest.ORIGIN_SIGNALS_DECISION,
                    repository.getDecisionModel(newest.getId())));
            parsed = known;
        }
        return known.table();
    }
}
