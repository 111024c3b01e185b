package io.aftercare.helpcentre;

/**
 * What opens a draft: only both together do, for an address can be somebody else's and a cookie alone names no form.
 *
 * @param token of the form, as it stands in addresses; null when none is known
 * @param owner of the browser, as {@link DraftCookie} keeps it; null when it has none
 */
record DraftKey(String token, String owner) {
}
