package io.aftercare.platform.deployment;

import io.aftercare.platform.deployment.Reference.DecisionInput;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/**
 * Reads a DMN file: its decisions, and the variables that their expressions ask for. Decisions are tables and literal
 * expressions in FEEL, which can call nothing of the program; whatever else the engine could evaluate is a fault.
 */
final class DecisionReader {

    private static final Set<String> EXPRESSIONS = Set.of("inputExpression", "inputEntry", "outputEntry",
            "literalExpression",
            "defaultOutputEntry");

    /** As the engine knows it; any other language, such as JUEL, runs code. */
    private static final Set<String> LANGUAGES = Set.of(DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE,
            DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE_ALTERNATIVE,
            DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE_DMN12,
            DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE_DMN13,
            DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE_DMN14,
            DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE_DMN15);
    /** What DMN has besides tables and literal expressions. */
    private static final Set<String> OTHER_LOGIC = Set.of("invocation", "functionDefinition", "businessKnowledgeModel",
            "context", "relation", "list", "for", "every", "some", "conditional", "filter", "import");

    private final ModelFile file;
    private final FeelReader feel;
    /** Results of decisions, which those that require them can use. */
    private final Set<String> results = new TreeSet<>();

    private DecisionReader(ModelFile file, FeelReader feel) {
        this.file = file;
        this.feel = feel;
    }

    static void read(byte[] content, ModelFile file, FeelReader feel) {
        Element root = XmlFile.rootOf(content, file);
        if (root != null) {
            var reader = new DecisionReader(file, feel);
            reader.declare(root);
            reader.readExpressions(root);
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

    private void readExpressions(Element element) {
        for (Attr attribute : XmlFile.attributes(element)) {
            if ("expressionLanguage".equals(attribute.getLocalName()) && !isAllowed(attribute.getValue())) {
                file.fault(place(element, "expressionLanguage", attribute.getValue()).finding("only FEEL is allowed in "
                        + "decisions; leave the language out and write the expression in FEEL"));
                return;
            }
        }
        if (OTHER_LOGIC.contains(element.getLocalName())) {
            file.fault(place(element, element.getLocalName(), XmlFile.text(element)).finding("only decision tables and "
                    + "literal expressions are allowed in decisions"));
            return;
        }
        if (EXPRESSIONS.contains(element.getLocalName())) {
            XmlFile.children(element).stream().filter(child -> "text".equals(child.getLocalName()))
                    .forEach(text -> readExpression(element, XmlFile.text(text)));
        }
        XmlFile.children(element).forEach(this::readExpressions);
    }

    private static boolean isAllowed(String language) {
        return LANGUAGES.contains(language)
                || DefaultDmnEngineConfiguration.FEEL_EXPRESSION_LANGUAGE_ALTERNATIVE.equalsIgnoreCase(language);
    }

    private void readExpression(Element element, String text) {
        Place place = place(element, element.getLocalName(), text);
        Consumer<String> fault = reason -> file.fault(place.finding("the expression cannot be read (" + reason + ")"));
        Set<String> variables = "inputEntry".equals(element.getLocalName()) ? feel.variablesInTests(text, fault)
                : feel.variablesIn(text, fault);
        variables.stream().filter(variable -> !results.contains(variable))
                .forEach(variable -> file.needs(new DecisionInput(place, variable)));
    }

    /** The row, or the decision where there is none. */
    private Place place(Element element, String what, String text) {
        Element shown = element;
        while (!Set.of("rule", "input", "decision", "definitions").contains(shown.getLocalName())) {
            shown = XmlFile.parent(shown);
        }
        return Place.of(file.name(), shown.getAttribute("id"), shown.hasAttribute("label") ? shown.getAttribute("label")
                : shown.getAttribute("name"), what, text);
    }
}
