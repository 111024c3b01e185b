package io.aftercare.process;

import io.aftercare.platform.ContentCheck;
import io.aftercare.triage.OriginIndicator;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.xml.ModelException;
import org.springframework.stereotype.Component;

/**
 * Holds the two tables about origins together: every origin that words point to must have a competent service, with all
 * its texts in all languages, or a customer would be directed nowhere.
 */
@Component
class OriginTableCheck implements ContentCheck {

    private final DmnEngine engine;

    OriginTableCheck(DmnEngine engine) {
        this.engine = engine;
    }

    /** Of the tables that are deployed now, and where one is not, of the one that is there. */
    @Override
    public List<String> mistakes(Map<String, byte[]> files, Map<String, byte[]> deployed) {
        Optional<DmnModelInstance> services = table(SupportRequest.COMPETENT_SERVICE_DECISION, files);
        Optional<DmnModelInstance> signals = table(SupportRequest.ORIGIN_SIGNALS_DECISION, files);
        if (services.isEmpty() && signals.isEmpty()) {
            return List.of();
        }
        return services.or(() -> table(SupportRequest.COMPETENT_SERVICE_DECISION, deployed))
                .flatMap(all -> signals.or(() -> table(SupportRequest.ORIGIN_SIGNALS_DECISION, deployed))
                        .map(words -> problems(all, words)))
                .orElse(List.of());
    }

    private static Optional<DmnModelInstance> table(String key, Map<String, byte[]> files) {
        return files.entrySet().stream().filter(file -> file.getKey().endsWith(".dmn")
                && new String(file.getValue(), StandardCharsets.UTF_8).contains('"' + key + '"'))
                .flatMap(file -> read(file.getValue()).stream())
                .filter(model -> model.getModelElementById(key) instanceof Decision).findFirst();
    }

    /** Empty for a file that is no table: the engine says so itself. */
    private static Optional<DmnModelInstance> read(byte[] file) {
        try {
            return Optional.of(Dmn.readModelFromStream(new ByteArrayInputStream(file)));
        } catch (ModelException broken) {
            return Optional.empty();
        }
    }

    /**
     * @param services the table {@code competent-service}
     * @param signals  the table {@code origin-signals}
     * @return a sentence for each thing that is wrong, with table, row and column and what to do; empty when all is
     *         well
     */
    List<String> problems(DmnModelInstance services, DmnModelInstance signals) {
        var table = new CompetentServiceTable(engine, services);
        List<String> problems = new ArrayList<>(table.problems());
        List<String> codes = services.getModelElementsByType(Rule.class).stream()
                .flatMap(rule -> TableCells.text(rule.getInputEntries().iterator().next().getText()).stream()).toList();
        if (problems.isEmpty() && OriginChoices.tooMany(table.origins())) {
            problems.add("The table " + SupportRequest.COMPETENT_SERVICE_DECISION
                    + " has more or longer names in English than the form "
                    + "for triage can offer. Shorten them.");
        }
        int column = column(signals.getModelElementsByType(Output.class));
        int row = 0;
        for (Rule rule : signals.getModelElementsByType(Rule.class)) {
            row++;
            String origin = TableCells.text(List.copyOf(rule.getOutputEntries()).get(column).getText()).orElse(null);
            if (!OriginIndicator.NO_ORIGIN.equals(origin) && !codes.contains(origin)) {
                problems.add(
                        "The table " + SupportRequest.ORIGIN_SIGNALS_DECISION + ", row " + row + ", column \"Origin\": "
                                + (origin == null ? "write one origin there, in quotation marks"
                                        : "\"" + origin + "\" has no row in the table "
                                                + SupportRequest.COMPETENT_SERVICE_DECISION
                                                + ". Add one there, or write one it has")
                                + ": "
                                + codes.stream().sorted().collect(Collectors.joining(", ")) + ", or "
                                + OriginIndicator.NO_ORIGIN + ".");
            }
        }
        return problems;
    }

    private static int column(Collection<Output> columns) {
        return columns.stream().map(Output::getName).toList().indexOf(SupportRequest.ORIGIN.name());
    }
}
