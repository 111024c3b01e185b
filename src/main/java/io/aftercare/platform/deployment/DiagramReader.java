package io.aftercare.platform.deployment;

import io.aftercare.platform.deployment.Reference.Assigned;
import io.aftercare.platform.deployment.Reference.Delegate;
import io.aftercare.platform.deployment.Reference.Field;
import io.aftercare.platform.deployment.Reference.Named;
import io.aftercare.platform.deployment.Reference.Read;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/**
 * Reads a BPMN diagram. Expressions are looked for in every attribute and text of BPMN and of the engine's extensions,
 * not in a list of places, so that none is forgotten; only what stands there without an expression needs to be known by
 * its place. What is not among the {@link AllowedElements} is a fault and read no further.
 */
final class DiagramReader {

    static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

    /** Elements whose name the engine evaluates; the names of others are shown only. */
    private static final Set<String> EVALUATED_NAMES = Set.of("userTask", "message", "signal");
    /** Elements whose text is no expression, whatever it looks like. */
    private static final Set<String> PLAIN_TEXTS = Set.of("text", "string", "property");
    /** Attributes that give a name to a variable which the element sets. */
    private static final Set<String> SETTERS = Set.of("resultVariable", "elementVariable", "initiator",
            "errorCodeVariable",
            "errorMessageVariable", "escalationCodeVariable");
    private static final Set<String> STARTS_OR_CATCHES = Set.of("startEvent", "intermediateCatchEvent",
            "boundaryEvent");

    /** {@code $} and {@code #} would let a variable name the form. */
    private static final Pattern DEPLOYED_FORM =
            Pattern.compile("(?:embedded|camunda-forms):deployment:([^$#:]+)");

    private final ModelFile file;
    private final JuelReader juel;
    private final DiagramPlaces places;
    private final Map<String, Element> declarations = new HashMap<>();

    private DiagramReader(ModelFile file) {
        this.file = file;
        this.juel = new JuelReader(file);
        this.places = new DiagramPlaces(file.name());
    }

    static void read(byte[] content, ModelFile file) {
        Element root = XmlFile.rootOf(content, file);
        if (root != null) {
            var reader = new DiagramReader(file);
            XmlFile.children(root).stream().filter(child -> child.hasAttribute("id"))
                    .forEach(child -> reader.declarations.put(child.getAttribute("id"), child));
            XmlFile.children(root).forEach(reader::read);
        }
    }

    private void read(Element element) {
        if (isPassedOver(element)) {
            return;
        }
        String refusal = AllowedElements.refusal(element);
        if (refusal != null) {
            file.fault(places.of(element, DiagramPlaces.label(element), XmlFile.text(element)).finding(refusal));
            return;
        }
        boolean bpmn = BPMN.equals(element.getNamespaceURI());
        if (!bpmn && !DiagramPlaces.isExtension(element)) {
            return;
        }
        XmlFile.attributes(element).forEach(attribute -> readAttribute(element, attribute));
        readText(element);
        if (bpmn) {
            readElement(element, element.getLocalName());
        } else {
            readExtension(element, element.getLocalName());
        }
        XmlFile.children(element).forEach(this::read);
    }

    /** The engine leaves out processes that are not executable; the text of other documentation is for people. */
    private static boolean isPassedOver(Element element) {
        return switch (element.getLocalName()) {
            case "process" -> "false".equals(element.getAttribute("isExecutable"));
            case "documentation" -> !"userTask".equals(XmlFile.parent(element).getLocalName());
            default -> false;
        };
    }

    private void readAttribute(Element element, Attr attribute) {
        String name = attribute.getLocalName();
        String value = attribute.getValue();
        String refusal = AllowedElements.refusal(element, attribute);
        if (refusal != null) {
            file.fault(places.of(element, attribute).finding(refusal));
            return;
        }
        boolean evaluated = switch (name) {
            case "name" -> BPMN.equals(element.getNamespaceURI()) && EVALUATED_NAMES.contains(element.getLocalName());
            case "stringValue" -> false;
            default -> true;
        };
        if (JuelReader.isExpression(value)) {
            if (evaluated && !PLAIN_TEXTS.contains(element.getLocalName())) {
                juel.read(value, places.of(element, attribute));
            }
        } else if (SETTERS.contains(name)) {
            file.sets(value);
        }
        switch (name) {
            case "delegateExpression" -> delegate(element, attribute, roleAt(element));
            case "variableMappingDelegateExpression" -> delegate(element, attribute, Role.VARIABLE_MAPPING);
            case "expression" -> mustBeExpression(element, attribute);
            case "variableName", "collection" -> variable(element, attribute, value);
            default -> {
            }
        }
    }

    private void readText(Element element) {
        String text = XmlFile.text(element);
        if (text.isEmpty() || PLAIN_TEXTS.contains(element.getLocalName())) {
            return;
        }
        Place place = places.of(element, DiagramPlaces.label(element), text);
        if (JuelReader.isExpression(text)) {
            juel.read(text, place);
        } else if (Set.of("conditionExpression", "condition").contains(element.getLocalName())) {
            file.fault(place.finding("this is a text and no condition; write it as ${…}"));
        }
    }

    private void readElement(Element element, String name) {
        switch (name) {
            case "process" -> file.declare(Kind.PROCESS, element.getAttribute("id"));
            case "callActivity" -> bound(element, element.getAttributeNode("calledElement"), Kind.PROCESS,
                    "calledElementBinding");
            case "businessRuleTask" -> bound(element, camunda(element, "decisionRef"), Kind.DECISION,
                    "decisionRefBinding");
            case "userTask", "startEvent" -> form(element);
            case "messageEventDefinition" -> message(element, startsOrCatches(element));
            case "receiveTask" -> message(element, true);
            case "sendTask" -> message(element, false);
            case "signalEventDefinition" -> signal(element);
            case "errorEventDefinition" -> code(element, "errorRef", "errorCode", Kind.ERROR_CODE);
            case "escalationEventDefinition" -> code(element, "escalationRef", "escalationCode", Kind.ESCALATION_CODE);
            case "loopDataInputRef" -> {
                if (!JuelReader.isExpression(XmlFile.text(element))) {
                    file.needs(new Read(places.of(element, "loopDataInputRef", XmlFile.text(element)),
                            XmlFile.text(element)));
                }
            }
            case "inputDataItem" -> file.sets(element.getAttribute("name"));
            default -> {
            }
        }
    }

    private void readExtension(Element element, String name) {
        switch (name) {
            case "in", "out" -> mapping(element);
            case "inputParameter", "outputParameter" -> file.sets(element.getAttribute("name"));
            case "formField" -> file.sets(element.getAttribute("id"));
            case "formProperty" -> file.sets(element.hasAttribute("variable") ? element.getAttribute("variable")
                    : element.getAttribute("id"));
            case "errorEventDefinition" -> code(element, "errorRef", "errorCode", Kind.ERROR_CODE);
            case "field" -> field(element);
            default -> {
            }
        }
    }

    /** A variable that is handed on under its own name is neither read nor set by that: it must come from elsewhere. */
    private void mapping(Element element) {
        Attr source = element.getAttributeNode("source");
        Attr target = element.getAttributeNode("target");
        boolean handedOn = source != null && target != null && source.getValue().equals(target.getValue());
        if (source != null) {
            file.needs(new Read(places.of(element, source), source.getValue()));
        }
        if (target != null && !handedOn && !JuelReader.isExpression(target.getValue())) {
            file.sets(target.getValue());
            file.needs(new Assigned(places.of(element, target), target.getValue()));
        }
    }

    private void bound(Element element, Attr reference, Kind kind, String binding) {
        if (reference == null || JuelReader.isExpression(reference.getValue())) {
            return;
        }
        named(element, reference, kind, reference.getValue(),
                "deployment".equals(element.getAttributeNS(DiagramPlaces.CAMUNDA, binding)));
    }

    private void form(Element element) {
        bound(element, camunda(element, "formRef"), Kind.FORM, "formRefBinding");
        Attr key = camunda(element, "formKey");
        if (key == null) {
            return;
        }
        Matcher deployed = DEPLOYED_FORM.matcher(key.getValue());
        if (deployed.matches()) {
            named(element, key, Kind.FILE, deployed.group(1), true);
        } else {
            file.fault(places.of(element, key).finding("only forms that are deployed together with the diagram are "
                    + "allowed; write it as embedded:deployment:forms/….html, or use camunda:formRef"));
        }
    }

    private void variable(Element element, Attr attribute, String value) {
        if (!JuelReader.isExpression(value)) {
            file.needs(new Read(places.of(element, attribute), value));
        }
    }

    private void message(Element element, boolean waited) {
        Element message = declaration(element, "messageRef");
        if (message != null && waited) {
            named(element, element.getAttributeNode("messageRef"), Kind.MESSAGE, message.getAttribute("name"), false);
        }
    }

    private void signal(Element element) {
        Element signal = declaration(element, "signalRef");
        if (signal != null) {
            boolean caught = startsOrCatches(element);
            file.declare(caught ? Kind.SIGNAL_CAUGHT : Kind.SIGNAL_THROWN, signal.getAttribute("name"));
            named(element, element.getAttributeNode("signalRef"), caught ? Kind.SIGNAL_THROWN : Kind.SIGNAL_CAUGHT,
                    signal.getAttribute("name"), false);
        }
    }

    /** What is thrown may go uncaught; what is caught must be thrown by somebody. */
    private void code(Element element, String reference, String attribute, Kind kind) {
        Element declared = declaration(element, reference);
        if (declared == null || !declared.hasAttribute(attribute)) {
            return;
        }
        String code = declared.getAttribute(attribute);
        if (startsOrCatches(element)) {
            named(element, element.getAttributeNode(reference), kind, code, false);
        } else {
            file.declare(kind, code);
        }
    }

    /** What the attribute refers to in this file; null when there is no reference, or a wrong one, which is noted. */
    private Element declaration(Element element, String reference) {
        Attr attribute = element.getAttributeNode(reference);
        if (attribute == null) {
            return null;
        }
        String id = attribute.getValue().substring(attribute.getValue().indexOf(':') + 1);
        if (!declarations.containsKey(id)) {
            String wanted = reference.substring(0, reference.length() - "Ref".length());
            List<String> ids = declarations.values().stream().filter(each -> wanted.equals(each.getLocalName()))
                    .map(each -> each.getAttribute("id")).toList();
            file.fault(places.of(element, attribute).finding("there is no " + wanted + " with the id " + id,
                    NearestName.to(id, ids)));
        }
        return declarations.get(id);
    }

    private void delegate(Element element, Attr attribute, Role role) {
        mustBeExpression(element, attribute);
        String bean = juel.beanIn(attribute.getValue());
        if (bean != null && role != null) {
            file.needs(new Delegate(places.of(element, attribute), bean, role));
        }
    }

    private void mustBeExpression(Element element, Attr attribute) {
        if (!JuelReader.isExpression(attribute.getValue())) {
            file.fault(places.of(element, attribute).finding("this is a text and no expression; write it as ${…}"));
        }
    }

    private void field(Element element) {
        Element owner = XmlFile.parent(element);
        if ("extensionElements".equals(owner.getLocalName())) {
            owner = XmlFile.parent(owner);
        }
        String expression = attribute(owner, "delegateExpression");
        String bean = expression == null ? null : juel.beanIn(expression);
        if (bean != null) {
            file.needs(new Field(places.of(element, element.getAttributeNode("name")), bean,
                    element.getAttribute("name")));
        }
    }

    private static Role roleAt(Element element) {
        return switch (element.getLocalName()) {
            case "executionListener" -> Role.EXECUTION_LISTENER;
            case "taskListener" -> Role.TASK_LISTENER;
            case "serviceTask", "sendTask", "businessRuleTask", "messageEventDefinition" -> Role.STEP;
            // Validators of form fields and the like: the bean must be there, of whatever type.
            default -> null;
        };
    }

    private void named(Element element, Attr attribute, Kind kind, String name, boolean sameDeployment) {
        if (!JuelReader.isExpression(name)) {
            file.needs(new Named(places.of(element, attribute), kind, name, sameDeployment));
        }
    }

    private static Attr camunda(Element element, String name) {
        return element.getAttributeNodeNS(DiagramPlaces.CAMUNDA, name);
    }

    /** Of an event, by the definition within it. */
    private static boolean startsOrCatches(Element definition) {
        return STARTS_OR_CATCHES.contains(XmlFile.parent(definition).getLocalName());
    }

    /** With the engine's prefix at elements of BPMN, without one at the engine's own. */
    private static String attribute(Element element, String name) {
        Attr found = camunda(element, name) == null ? element.getAttributeNode(name) : camunda(element, name);
        return found == null ? null : found.getValue();
    }
}
