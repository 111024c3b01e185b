package io.aftercare.knowledge;

import java.util.function.Supplier;

/**
 * An article found for a question.
 *
 * @param score     how surely the article answers the question, 0 to 1; hits come by falling score
 * @param confident whether articles with this score are right as often as {@code aftercare.knowledge.confidence} asks:
 *                  only then may the article be mailed to a customer without a person having looked at it (policy rule
 *                  1)
 * @param excerpt   looks for the passage, which takes about as long as to find the article
 */
public record Hit(Article article, double score, boolean confident, Supplier<String> excerpt) {

    /**
     * The part of the article's plain text nearest to the question by its words: whole sentences, lists and steps under
     * their heading, a line each, a few hundred characters at most. Looked for at each call, since few who search show
     * it.
     */
    public String passage() {
        return excerpt.get();
    }
}
