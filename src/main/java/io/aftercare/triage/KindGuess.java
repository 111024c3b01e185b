package io.aftercare.triage;

import io.aftercare.conversation.Kind;
import java.util.List;

/**
 * What a text is about, by what is known of other texts.
 *
 * @param confidence the probability that the kind is right; a third when nothing speaks for any
 * @param telling    the words (their stems) that speak most for it, strongest first, at most five
 * @param similar    the known examples that are nearest, nearest first, at most three; empty until they are read, shortly
 *                   after a start
 */
record KindGuess(Kind kind, double confidence, List<String> telling, List<Similar> similar) {

    /**
     * An example that was known before.
     *
     * @param named    a shipped example or the title of an article in quotation marks, or of a request its number only
     * @param nearness 0 to 1
     */
    record Similar(String named, Kind kind, double nearness) {
    }
}
