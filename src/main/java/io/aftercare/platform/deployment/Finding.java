package io.aftercare.platform.deployment;

/**
 * A mistake in a file that is to be deployed.
 *
 * @param file        name in the deployment
 * @param element     id of the element it stands at; empty for a mistake of the whole file
 * @param elementName as the diagram shows it; empty when it has none
 * @param where       attribute or child element, and its text, such as {@code camunda:assignee
 *                    ${sameAgnt.of(execution)}}
 * @param problem     what is wrong, without a full stop
 * @param nearest     the existing name that is spelled most like the wrong one; null when there is none
 */
public record Finding(String file, String element, String elementName, String where, String problem, String nearest) {

    /** One line for people, such as a log or the answer to whoever deploys. */
    public String text() {
        return file + (element.isEmpty() ? "" : ", " + element)
                + (elementName.isEmpty() ? "" : " \"" + elementName + "\"")
                + (where.isEmpty() ? "" : ", " + where) + ": " + problem + "."
                + (nearest == null ? "" : " The nearest is " + nearest + ".");
    }
}
