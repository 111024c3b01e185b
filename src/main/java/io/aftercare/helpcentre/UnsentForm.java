package io.aftercare.helpcentre;

/**
 * What a visitor may have typed on a page: who switches the language there sends it along.
 *
 * @param form    the id of the form it is typed in
 * @param address the path that shows it again, in the language asked for
 */
record UnsentForm(String form, String address) {
}
