package io.aftercare.process;

import io.aftercare.triage.OriginSign;
import io.aftercare.triage.OriginSignals;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.stereotype.Component;

/**
 * The signs of an origin, from the newest deployed table; read once for each deployment and language. It is evaluated
 * beside the process engine because no request's history needs all its rows.
 */
@Component
class DecisionTableOriginSignals implements OriginSignals {

    private final DmnEngine tables;
    private final RepositoryService repository;
    private volatile Parsed parsed = new Parsed(null, null, Map.of());

    DecisionTableOriginSignals(DmnEngine tables, RepositoryService repository) {
        this.tables = tables;
        this.repository = repository;
    }

    private record Parsed(String definition, DmnDecision table, Map<String, List<OriginSign>> signs) {
    }

    @Override
    public List<OriginSign> in(String language) {
        Parsed newest = newest();
        return newest.signs().computeIfAbsent(language, asked -> tables.evaluateDecisionTable(newest.table(),
                Map.of(SupportRequest.LANGUAGE.name(), asked)).stream().map(DecisionTableOriginSignals::sign).toList());
    }

    static OriginSign sign(DmnDecisionRuleResult row) {
        // An empty cell is no entry.
        Map<String, Object> cells = row.getEntryMap();
        try {
            return new OriginSign((String) cells.get("origin"), (String) cells.get("sign"), (String) cells.get("strength"),
                    (String) cells.get("words"), (String) cells.get("together"), (String) cells.get("unless"));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException("The row \"" + cells.get("sign") + "\" of the decision table "
                    + SupportRequest.ORIGIN_SIGNALS_DECISION + " cannot be understood: " + wrong.getMessage()
                    + ". Correct it in the Modeler and deploy it again.", wrong);
        }
    }

    private Parsed newest() {
        DecisionDefinition newest = repository.createDecisionDefinitionQuery()
                .decisionDefinitionKey(SupportRequest.ORIGIN_SIGNALS_DECISION).latestVersion().singleResult();
        if (newest == null) {
            throw new IllegalStateException("The decision table " + SupportRequest.ORIGIN_SIGNALS_DECISION
                    + " is not deployed.");
        }
        Parsed known = parsed;
        if (!newest.getId().equals(known.definition())) {
            known = new Parsed(newest.getId(), tables.parseDecision(SupportRequest.ORIGIN_SIGNALS_DECISION,
                    repository.getDecisionModel(newest.getId())), new ConcurrentHashMap<>());
            parsed = known;
        }
        return known;
    }
}
