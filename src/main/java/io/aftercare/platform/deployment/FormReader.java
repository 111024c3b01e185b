package io.aftercare.platform.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.platform.deployment.Reference.Read;
import java.io.IOException;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads a Camunda Form: the variables that its fields set, and those that its expressions and templates show. */
final class FormReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    /** What a loop of a template provides. */
    private static final Set<String> OF_LOOPS = Set.of("this", "parent", "_this_", "_parent_", "_index_");

    private final ModelFile file;
    private final FeelReader feel;

    private FormReader(ModelFile file, FeelReader feel) {
        this.file = file;
        this.feel = feel;
    }

    static void read(byte[] content, ModelFile file, FeelReader feel) {
        try {
            JsonNode form = JSON.readTree(content);
            file.declare(Kind.FORM, form.path("id").asText());
            new FormReader(file, feel).read(form);
        } catch (IOException malformed) {
            file.fault(new Place(file.name(), "", "", "").finding("this is no JSON (" + malformed.getMessage() + ")"));
        }
    }

    private void read(JsonNode component) {
        file.sets(component.path("key").asText());
        file.sets(component.path("path").asText());
        if ("iframe".equals(component.path("type").asText())) {
            file.fault(place(component, "type", "iframe").finding("pages from elsewhere are not allowed in a form"));
        }
        if (component.hasNonNull("valuesKey")) {
            String variable = component.get("valuesKey").asText();
            file.needs(new Read(place(component, "valuesKey", variable), variable));
        }
        readTexts(component, component);
        component.path("components").forEach(this::read);
    }

    /** Any property of a component can be an expression or a template. */
    private void readTexts(JsonNode component, JsonNode node) {
        node.fields().forEachRemaining(property -> {
            JsonNode value = property.getValue();
            if (value.isTextual()) {
                readText(component, property.getKey(), value.asText());
            } else if (!"components".equals(property.getKey())) {
                readTexts(component, value);
            }
        });
        if (node.isArray()) {
            node.forEach(each -> readTexts(component, each));
        }
    }

    private void readText(JsonNode component, String property, String text) {
        if (text.startsWith("=")) {
            readExpression(component, property, text.substring(1));
            return;
        }
        // Within a loop, names may be those of the item, and what these are nobody can know.
        boolean loop = text.contains("{{#loop");
        TEMPLATE.matcher(text).results().map(MatchResult::group)
                .map(template -> template.substring(2, template.length() - 2).strip())
                .filter(template -> loop ? template.startsWith("#loop ") : !template.startsWith("/"))
                .forEach(template -> readExpression(component, property, template.replaceFirst("^#(if|loop)\\s", "")));
    }

    private void readExpression(JsonNode component, String property, String expression) {
        Place place = place(component, property, expression);
        feel.variablesIn(expression, fault -> file.fault(place.finding("the expression cannot be read (" + fault
                + ")")))
                .stream().filter(variable -> !OF_LOOPS.contains(variable))
                .forEach(variable -> file.needs(new Read(place, variable)));
    }

    private Place place(JsonNode component, String what, String text) {
        return Place.of(file.name(), component.path("id").asText(component.path("key").asText()),
                component.path("label").asText(), what, text);
    }
}
