package io.aftercare.platform.deployment;

import java.util.Locale;
import java.util.Set;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/**
 * What a diagram may be made of: BPMN, and of the engine's extensions those listed here, which hold data, name beans of
 * the contract or point to other files of the deployment. What runs code of its own is not among them.
 */
final class AllowedElements {

    private static final String NO_SCRIPT = "scripts are not allowed, in no language; let a step do it and name its "
            + "bean, camunda:delegateExpression=\"${…}\"";
    private static final String NO_CLASS = "classes are not allowed; name the bean of a step, "
            + "camunda:delegateExpression=\"${…}\"";
    private static final String CONDITIONS = "only expressions are allowed here; write it as ${…}";

    /** The engine takes this for its own extensions as well. */
    private static final String ACTIVITI = "http://activiti.org/bpmn";
    private static final String DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI";

    private static final Set<String> EXTENSIONS = Set.of("in", "out", "inputOutput", "inputParameter",
            "outputParameter", "list", "value", "map", "entry", "executionListener", "taskListener", "field", "string",
            "expression", "properties", "property", "formData", "formField", "formProperty", "validation", "constraint",
            "failedJobRetryTimeCycle", "errorEventDefinition", "potentialStarter");

    /** At elements of BPMN. */
    private static final Set<String> ATTRIBUTES = Set.of("assignee", "async", "asyncAfter", "asyncBefore",
            "calledElementBinding", "calledElementTenantId", "calledElementVersion", "calledElementVersionTag",
            "candidateGroups", "candidateStarterGroups", "candidateStarterUsers", "candidateUsers", "collection",
            "decisionRef", "decisionRefBinding", "decisionRefTenantId", "decisionRefVersion", "decisionRefVersionTag",
            "delegateExpression", "diagramRelationId", "dueDate", "elementVariable", "errorCodeVariable",
            "errorMessage", "errorMessageVariable", "escalationCodeVariable", "exclusive", "expression",
            "followUpDate", "formKey", "formRef", "formRefBinding", "formRefVersion", "historyTimeToLive", "initiator",
            "isStartableInTasklist", "jobPriority", "mapDecisionResult", "modelerTemplate", "modelerTemplateIcon",
            "modelerTemplateVersion", "priority", "resultVariable", "taskPriority", "topic", "type", "variableEvents",
            "variableMappingDelegateExpression", "variableName", "versionTag");

    private AllowedElements() {
    }

    /** Why the element must not be there; null when it may, or is none of those that are judged here. */
    static String refusal(Element element) {
        String name = element.getLocalName();
        if (ACTIVITI.equals(element.getNamespaceURI())) {
            return "the namespace " + ACTIVITI + " is not allowed; use " + DiagramPlaces.CAMUNDA;
        }
        if (name.toLowerCase(Locale.ROOT).startsWith("script")) {
            return NO_SCRIPT;
        }
        if (name.startsWith("connector")) {
            return "connectors are not allowed; let a step do it and name its bean, "
                    + "camunda:delegateExpression=\"${…}\"";
        }
        if (DiagramPlaces.isExtension(element)) {
            return EXTENSIONS.contains(name) ? null
                    : "this extension is not allowed; allowed are "
                            + String.join(", ", EXTENSIONS.stream().sorted().toList());
        }
        return isForeign(element) ? "only BPMN is allowed here; put what belongs to other programs into "
                + "extensionElements" : null;
    }

    /** Why the attribute must not be there; null when it may. */
    static String refusal(Element element, Attr attribute) {
        String name = attribute.getLocalName();
        boolean extended = DiagramPlaces.CAMUNDA.equals(attribute.getNamespaceURI());
        if (ACTIVITI.equals(attribute.getNamespaceURI())) {
            return "the namespace " + ACTIVITI + " is not allowed; use " + DiagramPlaces.CAMUNDA;
        }
        if (!extended && !DiagramPlaces.isExtension(element)) {
            return switch (name) {
                case "scriptFormat" -> NO_SCRIPT;
                case "language" -> CONDITIONS;
                default -> null;
            };
        }
        return switch (name) {
            case "class", "formHandlerClass", "variableMappingClass" -> NO_CLASS;
            case "scriptFormat", "resource" -> NO_SCRIPT;
            case "type" -> extended && !"external".equals(attribute.getValue())
                    ? "this type of task is not allowed; use external, or name the bean of a step"
                    : null;
            case "name" -> "constraint".equals(element.getLocalName()) && "validator".equals(attribute.getValue())
                    ? "validators of one's own are not allowed; use required, readonly, min, max, minlength or "
                            + "maxlength"
                    : null;
            default -> extended && !ATTRIBUTES.contains(name) ? "this extension is not allowed" : null;
        };
    }

    /** Of a namespace that is neither BPMN's nor the engine's, where the engine would read it all the same. */
    private static boolean isForeign(Element element) {
        String namespace = String.valueOf(element.getNamespaceURI());
        return !DiagramReader.BPMN.equals(namespace) && !DIAGRAM.equals(namespace)
                && !"extensionElements".equals(XmlFile.parent(element).getLocalName());
    }
}
