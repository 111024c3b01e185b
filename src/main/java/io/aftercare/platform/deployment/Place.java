package io.aftercare.platform.deployment;

/**
 * Where something stands.
 *
 * @param file        name in the deployment
 * @param element     id of the element; empty for the whole file
 * @param elementName as the diagram shows it; empty when it has none
 * @param where       attribute or child element with its text; empty for the whole file
 */
record Place(String file, String element, String elementName, String where) {

    private static final int LONGEST = 120;

    static Place of(String file, String element, String elementName, String what, String text) {
        String shown = text.strip().replaceAll("\\s+", " ");
        return new Place(file, element, elementName.replaceAll("\\s+", " "), (what + " "
                + (shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST - 1) + "…")).strip());
    }

    Finding finding(String problem) {
        return finding(problem, null);
    }

    Finding finding(String problem, String nearest) {
        return new Finding(file, element, elementName, where, problem, nearest);
    }
}
