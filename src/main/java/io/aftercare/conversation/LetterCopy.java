package io.aftercare.conversation;

/**
 * A copy of a letter, a mail of its own: what shows that a reply comes from the customer never goes to anybody else.
 *
 * @param address lower-cased; whom it goes to
 * @param token   of the reply address in it, another one than the customer's
 */
public record LetterCopy(String address, String token) {
}
