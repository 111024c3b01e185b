package io.aftercare.conversation;

/**
 * A letter of ours that somebody cites by its reply address or its Message-ID, neither of which can be guessed.
 *
 * @param request   to which it was written; it may have been joined to another one since
 * @param addressee lower-cased; who had what is cited
 * @param copy      whether that was a copy for somebody beside the customer
 * @param shared    whether others than the addressee know what is cited
 */
public record CitedLetter(RequestNumber request, String addressee, boolean copy, boolean shared) {
}
