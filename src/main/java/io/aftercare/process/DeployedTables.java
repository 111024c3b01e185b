package io.aftercare.process;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.springframework.stereotype.Component;

/**
 * The newest deployed versions of the decision tables that hold words and names: each is parsed once a deployment, to
 * be evaluated beside the process engine, since no request's history needs what they were asked. Everybody at work may
 * read them, whatever rights that person has in the engine.
 */
@Component
class DeployedTables {

    private final DmnEngine engine;
    private final RepositoryService repository;
    private final CurrentPerson person;
    private final Map<String, DeployedTable> parsed = new ConcurrentHashMap<>();

    DeployedTables(DmnEngine engine, RepositoryService repository, CurrentPerson person) {
        this.engine = engine;
        this.repository = repository;
        this.person = person;
    }

    /** @param definition id of the deployed version: what was read from it stays right as long as it is the same */
    record DeployedTable(String definition, DmnDecision decision, DmnModelInstance model) {
    }

    boolean deployed(String key) {
        return definition(key) != null;
    }

    /** @throws IllegalStateException when no version of the table is deployed */
    DeployedTable newest(String key) {
        DecisionDefinition newest = definition(key);
        if (newest == null) {
            throw new IllegalStateException("The decision table " + key + " is not deployed.");
        }
        DeployedTable known = parsed.get(key);
        if (known == null || !known.definition().equals(newest.getId())) {
            DmnModelInstance model = person.unchecked(() -> repository.getDmnModelInstance(newest.getId()));
            known = new DeployedTable(newest.getId(), engine.parseDecision(key, model), model);
            parsed.put(key, known);
        }
        return known;
    }

    /** Null when none is deployed. */
    private DecisionDefinition definition(String key) {
        return person
                .unchecked(() -> repository.createDecisionDefinitionQuery().decisionDefinitionKey(key).latestVersion()
                        .singleResult());
    }
}
