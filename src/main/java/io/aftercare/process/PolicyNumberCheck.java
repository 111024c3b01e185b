package io.aftercare.process;

import io.aftercare.platform.ContentCheck;
import io.aftercare.process.SupportRequest.WaitingFor;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.ModelException;
import org.springframework.stereotype.Component;

/**
 * Lets no table be deployed that does not say the numbers of the policy: FEEL makes nothing of a period it cannot read,
 * which would close support for everybody. Nor one that leaves a decision unexplained, which would hold requests up.
 */
@Component
class PolicyNumberCheck implements ContentCheck {

    private final DmnEngine engine;

    PolicyNumberCheck(DmnEngine engine) {
        this.engine = engine;
    }

    @Override
    public List<String> mistakes(Map<String, byte[]> files, Map<String, byte[]> deployed) {
        var mistakes = new ArrayList<String>();
        files.forEach((name, content) -> {
            if (name.endsWith(".dmn")) {
                check(SupportRequest.ENTITLEMENT_DECISION, name, content, mistakes,
                        table -> {
                            DecisionTablePolicyNumbers.supportPeriod(engine, table);
                            DecisionTablePolicyNumbers.supportUntil(engine, table, LocalDate.EPOCH);
                        });
                check(SupportRequest.WAITING_TIMES_DECISION, name, content, mistakes, table -> {
                    for (WaitingFor wait : WaitingFor.values()) {
                        DecisionTablePolicyNumbers.waitingTime(engine, table, wait.name());
                    }
                });
                check(SupportRequest.EXPLANATION_DECISION, name, content, mistakes,
                        table -> Explanations.check(engine, table));
            }
        });
        return mistakes;
    }

    private interface Reading {

        /** @throws IllegalStateException when the table does not say its numbers */
        void of(DmnDecision table);
    }

    private void check(String key, String name, byte[] content, List<String> mistakes, Reading reading) {
        if (!new String(content, StandardCharsets.UTF_8).contains('"' + key + '"')) {
            return;
        }
        DmnDecision table;
        try {
            DmnModelInstance model = Dmn.readModelFromStream(new ByteArrayInputStream(content));
            if (!(model.getModelElementById(key) instanceof Decision)) {
                return;
            }
            table = engine.parseDecision(key, model);
        } catch (ModelException | DmnEngineException broken) {
            return; // The engine says so itself.
        }
        try {
            reading.of(table);
        } catch (IllegalStateException missing) {
            mistakes.add(name + ": " + missing.getMessage());
        } catch (DmnEngineException unreadable) {
            mistakes.add(name + ": The decision table " + key + " cannot be evaluated: " + unreadable.getMessage());
        }
    }
}
