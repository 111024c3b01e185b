package io.aftercare.platform.deployment;

import java.util.Set;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/** Says where something stands in a diagram so that a person who looks at it finds the place. */
final class DiagramPlaces {

    static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    private final String file;

    DiagramPlaces(String file) {
        this.file = file;
    }

    Place of(Element element, Attr attribute) {
        String prefix = attribute.getNamespaceURI() == null ? "" : "camunda:";
        return of(element, prefix + attribute.getLocalName(), attribute.getValue());
    }

    /** @param what attribute or name of the element itself, of which this is the text */
    Place of(Element element, String what, String text) {
        Element shown = element;
        while (isInside(shown)) {
            shown = XmlFile.parent(shown);
        }
        boolean itself = shown == element || what.equals(label(element));
        return Place.of(file, shown.getAttribute("id"), shown.getAttribute("name"),
                itself ? what : label(element) + " " + what, text);
    }

    static String label(Element element) {
        return (isExtension(element) ? "camunda:" : "") + element.getLocalName();
    }

    static boolean isExtension(Element element) {
        return CAMUNDA.equals(element.getNamespaceURI());
    }

    /** Whether it is part of an element that the diagram shows, and not shown itself. */
    private static boolean isInside(Element element) {
        Element parent = XmlFile.parent(element);
        String name = element.getLocalName();
        return parent != null && !"definitions".equals(parent.getLocalName())
                && (!element.hasAttribute("id") || isExtension(element) || name.startsWith("time")
                        || name.endsWith("EventDefinition") || name.endsWith("LoopCharacteristics")
                        || name.endsWith("Expression") || Set.of("condition", "documentation").contains(name));
    }
}
