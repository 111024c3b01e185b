package io.aftercare.helpcentre;

/**
 * Something wrong with a field.
 *
 * @param field   its name in the form and the API
 * @param message a sentence in the visitor's language that says what to do
 */
record FieldProblem(String field, String message) {
}
