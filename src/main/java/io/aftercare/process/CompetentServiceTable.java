package io.aftercare.process;

import io.aftercare.triage.TextTriage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineException;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;

/** One version of the table {@code competent-service}: its rows, and what is missing in them, by row and column. */
class CompetentServiceTable {

    private static final String KEY = SupportRequest.COMPETENT_SERVICE_DECISION;
    /** As long as the column of the database. */
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,49}");

    private final List<ProblemOrigin> origins = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    CompetentServiceTable(DmnEngine engine, DmnModelInstance model) {
        Map<String, String> labels = new HashMap<>();
        model.getModelElementsByType(Output.class).forEach(column -> labels.put(column.getName(),
                column.getLabel() == null ? column.getName() : column.getLabel()));
        List<String> columns = TextTriage.answeredLanguages().stream()
                .flatMap(language -> List.of("name_" + language, "service_" + language).stream()).toList();
        columns.stream().filter(column -> !labels.containsKey(column)).forEach(column -> problems.add(
                "The table " + KEY + " has no column \"" + column + "\". Add it: an output of type string."));
        if (problems.isEmpty()) {
            read(model.getModelElementsByType(Rule.class), columns, labels, engine, engine.parseDecision(KEY, model));
        }
    }

    /** @throws IllegalStateException when a row is incomplete; says which, and what to write where */
    List<ProblemOrigin> origins() {
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join("\n", problems));
        }
        return List.copyOf(origins);
    }

    /** A sentence each; empty when the table is whole. */
    List<String> problems() {
        return problems;
    }

    private void read(Collection<Rule> rules, List<String> columns, Map<String, String> labels, DmnEngine engine,
            DmnDecision decision) {
        Set<String> codes = new HashSet<>();
        int row = 0;
        for (Rule rule : rules) {
            row++;
            String code = TableCells.text(rule.getInputEntries().iterator().next().getText()).orElse("");
            String place = "The table " + KEY + ", row " + row;
            if (!CODE.matcher(code).matches()) {
                problems.add(place
                        + ", column \"Origin\": write one code there, in quotation marks, of at most 50 capitals, "
                        + "digits and underscores.");
            } else if (!codes.add(code)) {
                problems.add(place + " (" + code + "): an earlier row has the same origin. Remove one of the two.");
            } else {
                evaluate(code, place + " (" + code + ")", columns, labels, engine, decision);
            }
        }
    }

    private void evaluate(String code, String place, List<String> columns, Map<String, String> labels, DmnEngine engine,
            DmnDecision decision) {
        Map<String, Object> cells;
        try {
            cells = engine.evaluateDecisionTable(decision, Map.of(SupportRequest.ORIGIN.name(), code)).getSingleResult()
                    .getEntryMap();
        } catch (DmnEngineException wrong) {
            problems.add(place + ": it cannot be read: " + wrong.getMessage());
            return;
        }
        List<String> empty = columns.stream().filter(column -> text(cells, column) == null).toList();
        empty.forEach(column -> problems.add(place + ", column \"" + labels.get(column)
                + "\": the text is missing. Write it there, in quotation marks."));
        columns.stream()
                .filter(column -> text(cells, column) != null && text(cells, column).contains(OriginChoices.SEPARATOR))
                .forEach(
                        column -> problems.add(place + ", column \"" + labels.get(column) + "\": the text may not have "
                                + OriginChoices.SEPARATOR + "."));
        String link = text(cells, "link");
        if (link != null && !link.startsWith("https://")) {
            problems.add(place + ", column \"" + labels.get("link") + "\": \"" + link
                    + "\" is no address that begins with https://.");
        }
        if (empty.isEmpty()) {
            origins.add(new ProblemOrigin(code, inLanguages(cells, "name_"), inLanguages(cells, "service_"), link,
                    text(cells, "article")));
        }
    }

    private static Map<String, String> inLanguages(Map<String, Object> cells, String column) {
        Map<String, String> texts = new HashMap<>();
        TextTriage.answeredLanguages().forEach(language -> texts.put(language, text(cells, column + language)));
        return Map.copyOf(texts);
    }

    private static String text(Map<String, Object> cells, String column) {
        return cells.get(column) instanceof String text && !text.isBlank() ? text.strip() : null;
    }
}
