package io.aftercare.letters;

import java.util.List;

/**
 * What a letter puts around an agent's text, in the customer's language, so that the agent can see it before.
 *
 * @param greeting  the line above it; null when the text greets itself
 * @param signature the lines below it; empty when the text is signed
 */
public record LetterFrame(String greeting, List<String> signature) {
}
