package io.aftercare.process;

import io.aftercare.process.DeployedTables.DeployedTable;
import io.aftercare.triage.OriginIndicator;
import io.aftercare.triage.OriginIndicators;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.springframework.stereotype.Component;

/** The signs of an origin, from the newest deployed table; read once for each deployment and language. */
@Component
class DecisionTableOriginIndicators implements OriginIndicators {

    private final DmnEngine engine;
    private final DeployedTables tables;
    private final ProblemOrigins origins;
    private volatile Read read = new Read(null, Map.of());

    DecisionTableOriginIndicators(DmnEngine engine, DeployedTables tables, ProblemOrigins origins) {
        this.engine = engine;
        this.tables = tables;
        this.origins = origins;
    }

    private record Read(String definition, Map<String, List<OriginIndicator>> signs) {
    }

    @Override
    public List<OriginIndicator> in(String language) {
        DeployedTable newest = tables.newest(SupportRequest.ORIGIN_SIGNALS_DECISION);
        Read known = read;
        if (!newest.definition().equals(known.definition())) {
            known = new Read(newest.definition(), new ConcurrentHashMap<>());
            read = known;
        }
        return known.signs().computeIfAbsent(language, asked -> engine.evaluateDecisionTable(newest.decision(),
                Map.of(SupportRequest.LANGUAGE.name(), asked)).stream().map(DecisionTableOriginIndicators::sign)
                .toList());
    }

    @Override
    public String name(String origin) {
        return origins.name(origin);
    }

    static OriginIndicator sign(DmnDecisionRuleResult row) {
        // An empty cell is no entry.
        Map<String, Object> cells = row.getEntryMap();
        try {
            return new OriginIndicator((String) cells.get("origin"), (String) cells.get("sign"),
                    (String) cells.get("strength"),
                    (String) cells.get("words"), (String) cells.get("together"), (String) cells.get("unless"));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalStateException("The row \"" + cells.get("sign") + "\" of the decision table "
                    + SupportRequest.ORIGIN_SIGNALS_DECISION + " cannot be understood: " + wrong.getMessage()
                    + ". Correct it in the Modeler and deploy it again.", wrong);
        }
    }
}
