package io.aftercare.platform.deployment;

import io.aftercare.platform.deployment.Reference.DecisionInput;
import io.aftercare.platform.deployment.Reference.Named;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.w3c.dom.Element;

/** Reads a DMN file: its decisions, and the variables that their expressions ask for. */
final class DecisionReader {

    private static final Set<String> EXPRESSIONS = Set.of("inputExpression", "inputEntry", "outputEntry",
            "literalExpression",
            "defaultOutputEntry");

    private final ModelFile file;
    private final JuelReader juel;
    private final FeelReader feel;
    /** Results of decisions, which those that require them can use. */
    private final Set<String> results = new TreeSet<>();

    private DecisionReader(ModelFile file, FeelReader feel) {
        this.file = file;
        this.juel = new JuelReader(file);
        this.feel = feel;
    }

    static void read(byte[] content, ModelFile file, FeelReader feel) {
        Element root = XmlFile.rootOf(content, file);
        if (root != null) {
            var reader = new DecisionReader(file, feel);
            reader.declare(root);
            reader.readExpressions(root, root.getAttribute("expressionLanguage"));
        }
    }

    private void declare(Element element) {
        switch (element.getLocalName()) {
            case "decision" -> file.declare(Kind.DECISION, element.getAttribute("id"));
            case "output", "variable" -> results.add(element.getAttribute("name"));
            case "input" -> XmlFile.attributes(element).stream()
                    .filter(each -> "inputVariable".equals(each.getLocalName()))
                    .forEach(each -> results.add(each.getValue()));
            case "inputData" -> {
                // It says that the value comes from outside, not that anybody gives it.
                return;
            }
            default -> {
            }
        }
        XmlFile.children(element).forEach(this::declare);
    }

    private void readExpressions(Element element, String outerLanguage) {
        String language = element.hasAttribute("expressionLanguage") ? element.getAttribute("expressionLanguage")
                : outerLanguage;
        if (EXPRESSIONS.contains(element.getLocalName())) {
            XmlFile.children(element).stream().filter(child -> "text".equals(child.getLocalName()))
                    .forEach(text -> readExpression(element, XmlFile.text(text), language));
        }
        XmlFile.children(element).forEach(child -> readExpressions(child, language));
    }

    private void readExpression(Element element, String text, String language) {
        Place place = place(element, text);
        if (language.isEmpty() || language.toLowerCase(Locale.ROOT).contains("feel")) {
            Consumer<String> fault = reason -> file.fault(place.finding("the expression cannot be read ("
                    + reason + ")"));
            Set<String> variables = "inputEntry".equals(element.getLocalName()) ? feel.variablesInTests(text, fault)
                    : feel.variablesIn(text, fault);
            variables.stream().filter(variable -> !results.contains(variable))
                    .forEach(variable -> file.needs(new DecisionInput(place, variable)));
        } else if (language.equalsIgnoreCase("juel")) {
            juel.read(text, place);
        } else {
            file.needs(new Named(place, Kind.SCRIPT_LANGUAGE, language, false));
        }
    }

    /** The row, or the decision where there is none. */
    private Place place(Element element, String text) {
        Element shown = element;
        while (!Set.of("rule", "input", "decision", "definitions").contains(shown.getLocalName())) {
            shown = XmlFile.parent(shown);
        }
        return Place.of(file.name(), shown.getAttribute("id"), shown.hasAttribute("label") ? shown.getAttribute("label")
                : shown.getAttribute("name"), element.getLocalName(), text);
    }
}
